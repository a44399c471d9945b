"""What is booked, suggested and listed; and that nothing is ever booked on another's order."""

import random
import time
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from comptoir.core.ids import ALPHABET
from comptoir.payments.matching import Candidate, Outcome, Result, Transfer, Why, match
from comptoir.payments.matching.names import agreement, stands_in, words_in, words_of
from comptoir.payments.matching.reading import MOST_TEXT, near, written

DAY = date(2026, 11, 20)
ANNE = Candidate(1, "2026-00042", ("7K3M9QX2AB",), 2490, DAY, ("Anne Dupont",))
BERT = Candidate(2, "2026-00043", ("Q4W8ZT6H1R",), 4980, DAY, ("Bert Müller", "Müller GmbH"))
CARO = Candidate(3, "2026-00024", ("M5N7P2Y9C3",), 2490, DAY, ("Caroline Leroy",))
ALL = [ANNE, BERT, CARO]


def result(
    text: str, amount: int = 2490, name: str = "Anne Dupont", among: Any = None, **more: Any
) -> Result:
    line = Transfer(1, amount, DAY + timedelta(days=2), name=name, text=text, **more)
    return match([line], among or ALL)[0]


@pytest.mark.parametrize(
    "text",
    [
        "7K3M9QX2AB", "7k3m 9qx2 ab", "ref.7K3M9QX2AB merci", "REF7K3M9QX2AB", "RF187K3M9QX2AB", "RF18 7K3M 9QX2 AB",
        "2026-00042", "commande 2026 00042", "Best.Nr.202600042 danke", "2026/42", "2026-42", "order 00042 of today",
    ],
)  # fmt: skip
def test_any_spelling_is_booked(text: str) -> None:
    found = result(text)
    assert (found.outcome, found.best and found.best.parts[0].order_id) == (Outcome.EXACT, 1)
    assert found.best is not None
    assert Why.AMOUNT in found.best.why


@pytest.mark.parametrize(
    ("text", "name", "amount"),
    [
        (
            "2026-00024",
            "Anne Dupont",
            2490,
        ),  # digits exchanged: it is Caroline's, of the same amount
        ("2026-00042", "Paul Dupont", 2490),  # the number fits, somebody else paid
        ("7K3M9QX2AB", "Anne Dupont", 2489),  # a cent short
        ("7K3M9QX2AB", "Anne Dupont", 3000),  # too much
        ("2026-00042", "Anne Dupont", 2480),
        ("7K3M9QX2BA", "Anne Dupont", 2490),  # the reference has two signs exchanged
        ("202-042", "Anne Dupont", 2490),
        ("merci", "Anne Dupont", 2490),  # a name instead of a number
        ("7K3M9QX2AB Q4W8ZT6H1R", "Anne Dupont", 2490),  # two named, paid like one
        ("7K3M9QX2AB Q4W8ZT6H1R", "Anne Dupont", 7469),
    ],
)
def test_what_nearly_fits_is_suggested(text: str, name: str, amount: int) -> None:
    found = result(text, amount, name)
    assert found.outcome == Outcome.NEAR
    assert found.best is not None
    everything = [part.order_id for one in (found.best, *found.others) for part in one.parts]
    assert 1 in everything or text == "2026-00024"


@pytest.mark.parametrize(
    ("text", "name", "amount"),
    [("Miete November", "Hausverwaltung", 2490), ("20.11.2026 24,90", "Somebody", 9999), ("", "", 2490), ("42", "X Y", 100)],
)  # fmt: skip
def test_what_fits_nothing_is_listed(text: str, name: str, amount: int) -> None:
    assert result(text, amount, name).outcome == Outcome.NONE


def test_a_number_without_a_name_is_booked_if_no_slip_leads_to_it() -> None:
    assert result("2026-00042", name="").outcome == Outcome.NEAR  # CARO's is two digits exchanged
    far = replace(CARO, number="2026-00999")
    assert result("2026-00042", name="", among=[ANNE, BERT, far]).outcome == Outcome.EXACT


def test_one_transfer_for_two_orders() -> None:
    found = result("7K3M9QX2AB und Q4W8ZT6H1R", 2490 + 4980, "Bert Müller")
    assert found.outcome == Outcome.EXACT
    assert found.best is not None
    assert {(part.order_id, part.amount) for part in found.best.parts} == {(1, 2490), (2, 4980)}
    numbers = result("2026-00042, 2026-00043", 2490 + 4980, "Nobody Known")
    assert numbers.outcome == Outcome.NEAR
    assert numbers.best is not None
    assert len(numbers.best.parts) == 2


def test_one_named_in_full_and_another_by_its_end_are_suggested_together() -> None:
    more = replace(ANNE, order_id=4, number="2026-00157", references=("W9X8Y7Z6A5",), balance=1234)
    among = [*ALL, more]
    for text in ("Order 2026-00042, 157", "2026-00042 a 157", "7K3M9QX2AB et 157"):
        found = result(text, 2490 + 1234, among=among)
        assert found.outcome == Outcome.NEAR, "an end alone is never sure"
        assert found.best is not None
        assert [(one.order_id, one.amount) for one in found.best.parts] == [(1, 2490), (4, 1234)]
        assert Why.SEVERAL_ORDERS in found.best.why
    # Another person's order of that end, or a sum that differs, is no reason.
    strange = [*ALL, replace(more, names=("Caroline Leroy",))]
    for other in (
        result("2026-00042, 157", 2490 + 1234, among=strange),
        result("2026-00042, 157", 2490 + 1235, among=among),
    ):
        assert other.best is not None
        assert [one.order_id for one in other.best.parts] == [1]


def test_the_one_named_by_its_end_is_found_though_its_account_is_known() -> None:
    """An account that paid before brings all open orders of its customer along."""
    known = frozenset({"IE1"})
    first, second = replace(ANNE, ibans=known), replace(ANNE, order_id=9, number="2026-00057", references=("9D2F4G6H8J",), balance=1000, ibans=known)  # fmt: skip
    found = result("2026-00042, 57", 3490, among=[first, second, BERT], iban="IE1")
    assert found.outcome == Outcome.NEAR
    assert found.best is not None
    assert [(part.order_id, part.amount) for part in found.best.parts] == [(1, 2490), (9, 1000)]


def test_two_ways_to_share_that_are_equally_good_are_not_offered() -> None:
    """After one named in full, two ends lead to an order of the same amount each."""
    ends = [replace(ANNE, order_id=10 + at, number=f"{2025 + at}-00057", references=(f"9D2F4G6H8{at}",), balance=1000) for at in range(2)]  # fmt: skip
    found = result("2026-00042, 57", 3490, among=[ANNE, *ends])
    assert (found.outcome, found.best and found.best.parts) == (Outcome.NONE, ())
    assert found.best is not None
    assert found.best.why == (Why.SEVERAL_FIT,)
    three = [replace(ANNE, order_id=at, number=f"2026-0010{at}", references=(f"9D2F4G6H8{at}",), balance=1000) for at in range(3)]  # fmt: skip
    found = result("2026-00100 2026-00101 2026-00102", 2000, among=three)
    assert (found.outcome, found.best and found.best.parts) == (Outcome.NONE, ())


@pytest.mark.parametrize(
    ("text", "outcome", "why"),
    [
        ("VIR SEPA DUPONT ANNE /MOTIF 2026-42", Outcome.EXACT, (Why.BARE_NUMBER, Why.AMOUNT, Why.NAME)),
        ("VIR RECU MLLE ANNE DUPONT", Outcome.NEAR, (Why.AMOUNT, Why.NAME)),
        ("VIR RECU ANNE MARTIN", Outcome.NONE, ()),
        ("VIR RECU DUPONT", Outcome.NONE, ()),
    ],
)  # fmt: skip
def test_a_name_in_the_text_is_a_name(text: str, outcome: Outcome, why: tuple[Why, ...]) -> None:
    """Banks whose files have no column for the payer write the name among the rest."""
    found = result(text, name="", among=[ANNE, BERT])
    assert (found.outcome, found.best.why if found.best else ()) == (outcome, why)


def test_who_writes_for_whom_is_believed_though_another_pays() -> None:
    found = result("Bestellung Anne Dupont", name="Paul Klein", among=[ANNE, BERT])
    assert found.outcome == Outcome.NEAR
    assert found.best is not None
    assert found.best.why == (Why.AMOUNT, Why.NAME)


def test_several_transfers_for_one_order() -> None:
    lines = [Transfer(n, amount, DAY, text="7K3M9QX2AB") for n, amount in ((1, 1000), (2, 1490))]
    assert [one.outcome for one in match(lines, ALL)] == [Outcome.EXACT, Outcome.EXACT]
    assert [one.outcome for one in match(lines[:1], ALL)] == [Outcome.NEAR]


def test_the_same_order_is_paid_once() -> None:
    line = Transfer(1, 2490, DAY, name="Anne Dupont", text="7K3M9QX2AB")
    first, second = match([line, replace(line, key=2)], ALL)
    assert (first.outcome, second.outcome) == (Outcome.EXACT, Outcome.NEAR)
    assert second.best is not None
    assert Why.ALREADY_PAID in second.best.why
    by_number = replace(line, text="2026-00042")
    assert [one.outcome for one in match([by_number, replace(by_number, key=2)], ALL)] == [
        Outcome.NEAR
    ] * 2


def test_refunds_and_reversals() -> None:
    paid = replace(ANNE, balance=0, refundable=2490)
    assert result("7K3M9QX2AB", -2490, among=[paid]).outcome == Outcome.EXACT
    assert result("7K3M9QX2AB", -1000, among=[paid]).outcome == Outcome.NEAR
    assert result("7K3M9QX2AB", -2491, among=[paid]).outcome == Outcome.NONE
    assert result("7K3M9QX2AB", -2490, among=[paid], reversal=True).outcome == Outcome.NEAR
    assert result("7K3M9QX2AB", reversal=True).outcome == Outcome.NEAR


def test_cancelled_and_later_orders_are_not_booked() -> None:
    assert result("7K3M9QX2AB", among=[replace(ANNE, cancelled=True)]).outcome == Outcome.NEAR
    later = replace(ANNE, placed_on=DAY + timedelta(days=9))
    assert result("7K3M9QX2AB", among=[later]).outcome == Outcome.NEAR


def test_an_account_that_paid_before_counts_as_the_person() -> None:
    known = replace(ANNE, ibans=frozenset({"DE02120300000000202051"}))
    found = result(
        "2026-42", name="D. Firma", among=[known, BERT, CARO], iban="DE02120300000000202051"
    )
    assert found.outcome == Outcome.EXACT


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("ANNE DUPONT", "Anne Dupont", 2), ("Dupont Anne", "Anne Dupont", 2), ("M. et Mme Dupont", "Anne Dupont", 2),
        ("Mueller, Bert", "Bert Müller", 2), ("Jean Dupont", "Anne Dupont", 1), ("Anne Martin", "Anne Dupont", 1),
        ("Bäckerei Sonnenschein GmbH", "Baeckerei Sonnenschein", 2), ("X", "Anne", 0), ("Paul Roux", "Anne Dupont", 0),
        ("BAECKEREI SONNENSC", "Bäckerei Sonnenschein", 2),
        ("Martin Martina", "Martin Keller", 1), ("Martin Keller", "Martin Martina", 1),
    ],
)  # fmt: skip
def test_names(one: str, other: str, grade: int) -> None:
    assert agreement(one, [other]) == grade


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("merci martin", "Martin Martina", False), ("martin martina", "Martina Martin", True),
        ("martin martin", "Martin Martina", False), ("anne dupon", "Anne Dupont", True),
        ("martin muellers muellersohn", "Martin Martina Mueller", False),
    ],
)  # fmt: skip
def test_each_word_of_a_name_has_one_of_its_own_in_the_text(
    text: str, name: str, there: bool
) -> None:
    assert stands_in(words_in(text), [name]) == there


def test_words_of_texts_are_kept_no_longer_than_the_texts_as_read() -> None:
    text = " ".join(f"wort{at}" for at in range(600))
    words_of.cache_clear()
    found = match([Transfer(1, 77, DAY, text=text)], [replace(ANNE, names=())])
    assert found[0].outcome == Outcome.NONE
    assert words_of.cache_info().currsize <= 1  # the name of nobody
    assert sum(len(word) + 1 for word in written(text).words) <= MOST_TEXT + 1


def test_slips_of_the_pen() -> None:
    assert all(near("12345", one) for one in ("12354", "1234", "123456", "12335", "02345"))
    assert not any(near("12345", one) for one in ("54321", "123", "12300", "21354"))


FIRST = [
    "Anne",
    "Bert",
    "Caroline",
    "David",
    "Emma",
    "Felix",
    "Gina",
    "Hugo",
    "Ines",
    "Jan",
    "Karla",
    "Luc",
    "Mia",
    "Noah",
    "Olga",
    "Paul",
]
LAST = [
    "Dupont",
    "Müller",
    "Leroy",
    "Novák",
    "Rossi",
    "Weber",
    "Martin",
    "Bernard",
    "Petit",
    "Roux",
    "Schmidt",
    "Klein",
    "Wolf",
    "Huber",
    "Meier",
]
PRICES = (1990, 2490, 2490, 3900, 4980, 980)


def slip(text: str, chance: random.Random) -> str:
    at = chance.randrange(max(1, len(text) - 1))
    how = chance.randrange(3)
    if how == 0:
        return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
    return text[:at] + (str(chance.randrange(10)) if how == 1 else "") + text[at + 1 :]


def a_year(seed: int, size: int) -> tuple[list[Transfer], list[Candidate], dict[int, set[int]]]:
    """Orders in few prices and names, so that slips do lead to others; and how people paid them."""
    chance = random.Random(seed)
    orders = [
        Candidate(
            n, f"2026-{n:05}", ("".join(chance.choices(ALPHABET, k=10)),), chance.choice(PRICES) + chance.choice((0, 490)),
            DAY + timedelta(days=n // 30), (f"{chance.choice(FIRST)} {chance.choice(LAST)}",),
        )
        for n in range(1, size + 1)
    ]  # fmt: skip
    lines, truth = [], {}
    for one in orders:
        written = one.references[0] if chance.random() < 0.4 else one.number
        fault = chance.random()
        if fault < 0.1:
            written = slip(written, chance)
        elif fault < 0.2:
            written = one.number.replace("-0", "-").replace("-0", "-")
        elif fault < 0.3:
            written = "Bestellung " + one.names[0]
        amount = one.balance - (chance.random() < 0.03)
        payer = (
            one.names[0]
            if chance.random() < 0.85
            else f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        )
        name = "" if chance.random() < 0.1 else payer
        day = one.placed_on + timedelta(days=chance.randrange(3))
        lines.append(Transfer(one.order_id, amount, day, name=name, text=f"Merci {written}"))
        truth[one.order_id] = {one.order_id}
    return lines, orders, truth


@pytest.mark.parametrize("seed", range(3))
def test_a_year_of_faults_books_nothing_wrong(seed: int) -> None:
    lines, orders, truth = a_year(seed, 1_000)
    began = time.perf_counter()
    results = match(lines, orders)
    seconds = time.perf_counter() - began
    booked = [one for one in results if one.outcome == Outcome.EXACT and one.best]
    wrong = [
        one for one in booked if one.best and {p.order_id for p in one.best.parts} != truth[one.key]
    ]
    assert wrong == []
    counts = Counter(one.outcome for one in results)
    assert counts[Outcome.EXACT] > 0.5 * len(lines)
    assert seconds < 60
