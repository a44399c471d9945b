"""Customers of five countries, with the accents they have."""

import unicodedata
from random import Random

from faker import Faker

from tests.payments.synthetic_year.model import Customer

# Locale of names and places, language of the customer, how many of a hundred.
COUNTRIES = (
    ("de_DE", "DE", "de", 34),
    ("fr_FR", "FR", "fr", 28),
    ("cs_CZ", "CZ", "cs", 12),
    ("nl_NL", "NL", "nl", 14),
    ("en_IE", "IE", "en", 12),
)
COMPANIES_IN_100 = 15
# What German banks make of umlauts, and what has no accent that could be taken off.
LETTERS = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ß": "ss",
    "œ": "oe",
    "Œ": "Oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "’": "'",
}
FORMS = {"de": "GmbH", "fr": "SARL", "cs": "s.r.o.", "nl": "B.V.", "en": "Ltd"}


def customers(seed: int, many: int) -> list[Customer]:
    """That many customers, the same for the same seed."""
    random = Random(f"people {seed}")
    fakers = {locale: _faker(locale, seed) for locale, *_rest in COUNTRIES}
    weights = [weight for *_rest, weight in COUNTRIES]
    chosen = random.choices(COUNTRIES, weights, k=many)
    return [
        _customer(fakers[locale], random, country, language)
        for locale, country, language, _weight in chosen
    ]


def plain(text: str) -> str:
    """The text without accents, in ASCII letters."""
    for sign, letters in LETTERS.items():
        text = text.replace(sign, letters)
    split = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in split if sign.isascii())


def iban(random: Random, country: str) -> str:
    """An account number that looks right and whose check digits are right."""
    lengths = {"DE": 18, "FR": 23, "CZ": 20, "NL": 14, "IE": 18}
    bank = {"NL": random.choice(("INGB", "RABO", "ABNA")), "IE": "AIBK"}.get(country, "")
    digits = "".join(random.choices("0123456789", k=lengths[country] - len(bank)))
    return f"{country}{check_digits(country, bank + digits)}{bank}{digits}"


def check_digits(prefix: str, body: str) -> str:
    """ISO 7064 mod 97-10, as IBAN (ISO 13616) and creditor references (ISO 11649) use it."""
    value = int("".join(str(int(sign, 36)) for sign in f"{body}{prefix}00"))
    return f"{98 - value % 97:02}"


def _faker(locale: str, seed: int) -> Faker:
    faker = Faker(locale)
    faker.seed_instance(f"{seed} {locale}")
    return faker


def _customer(faker: Faker, random: Random, country: str, language: str) -> Customer:
    first, last = faker.first_name(), faker.last_name()
    company = ""
    if random.randrange(100) < COMPANIES_IN_100:
        company = f"{faker.last_name()} {random.choice(TRADES[language])} {FORMS[language]}"
    letters = f"{plain(first)}.{plain(last)}".lower()
    address = "".join(sign for sign in letters if sign.isalnum() or sign == ".")
    return Customer(
        first=first,
        last=last,
        partner=f"{faker.first_name()} {random.choice((last, faker.last_name()))}",
        company=company,
        email=f"{address}{random.randrange(1000)}@example.org",
        country=country,
        language=language,
        street=faker.street_address(),
        postal_code=faker.postcode(),
        city=faker.city(),
        iban=iban(random, country),
        other_iban=iban(random, country),
    )


TRADES = {
    "de": ("Bäckerei", "Büroservice", "Möbelbau", "Gärtnerei", "Ingenieurbüro"),
    "fr": ("Pâtisserie", "Créations", "Hôtellerie", "Énergie", "Menuiserie"),
    "cs": ("Stavební", "Účetnictví", "Květiny", "Doprava", "Řemesla"),
    "nl": ("Bouw", "Advies", "Bloemen", "Installatie", "Groothandel"),
    "en": ("Consulting", "Bakery", "Florists", "Design", "Joinery"),
}
