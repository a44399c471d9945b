"""Slips of the hand on a number or reference. Each gives back something other than it was given."""

from random import Random

from tests.payments.synthetic_year.people import check_digits


def spaced(random: Random, reference: str) -> str:
    """Spaces, dashes or small letters, as hands and telephones make them."""
    cut = random.choice((2, 3, 4, 5))
    pieces = [reference[at : at + cut] for at in range(0, len(reference), cut)]
    return random.choice(
        (
            reference.lower(),
            " ".join(pieces),
            "-".join(pieces),
            " ".join(pieces).lower(),
            f"{reference[:6]} {reference[6:]}",
        )
    )


def without_zeros(number: str) -> str:
    year, running = number.split("-")
    return f"{year}-{int(running)}"


def with_slash(random: Random, number: str) -> str:
    year, running = number.split("-")
    return random.choice(
        (f"{year}/{running}", f"{running}/{year}", f"{year}/{int(running)}", f"{year} / {running}")
    )


def running_only(random: Random, number: str) -> str:
    running = number.split("-")[1]
    return random.choice((str(int(running)), running, f"#{int(running)}", f"Nr. {int(running)}"))


def swapped(random: Random, text: str) -> str:
    """Two neighbours changed places; the year of a number stays."""
    places = [at for at in range(_start(text), len(text) - 1) if text[at] != text[at + 1]]
    if not places:
        return one_wrong(random, text)
    at = random.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def one_wrong(random: Random, text: str) -> str:
    at = random.randrange(_start(text), len(text))
    signs = "0123456789" if text[at].isdigit() else "ABCDEFGHJKMNPQRSTVWXYZ"
    return text[:at] + random.choice([sign for sign in signs if sign != text[at]]) + text[at + 1 :]


def creditor_reference(reference: str) -> str:
    """ISO 11649: RF, two check digits, the reference."""
    return f"RF{check_digits('RF', reference)}{reference}"


def _start(text: str) -> int:
    return text.index("-") + 1 if "-" in text else 0
