"""Customers: names, addresses and companies from faker, put together to as many as are needed."""

import json
import random
from dataclasses import dataclass
from typing import Any

from faker import Faker

from comptoir.core.texts import folded
from comptoir.orders.search_index import digits_of

# Locale, country, how many of a hundred, language of the mails.
PLACES = (
    ("fr_FR", "FR", 60, "fr"),
    ("nl_BE", "BE", 8, "en"),
    ("de_DE", "DE", 10, "en"),
    ("en_GB", "GB", 6, "en"),
    ("it_IT", "IT", 6, "en"),
    ("es_ES", "ES", 5, "en"),
    ("cs_CZ", "CZ", 5, "en"),
)
NAMES, STREETS, COMPANIES = 400, 300, 60
DOMAINS = ("example.com", "example.org", "example.net", "mail.example", "post.example")


@dataclass(frozen=True, slots=True)
class Person:
    """A customer as orders keep them; `address` is JSON, `found_by` what search compares."""

    name: str
    email: str
    phone: str
    company: str
    vat_number: str
    address: str
    city: str
    country: str
    language: str
    found_by: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    country: str
    language: str
    first: list[str]
    last: list[str]
    streets: list[tuple[str, str, str]]
    companies: list[str]


def people(count: int, rng: random.Random) -> list[Person]:
    """That many customers. Faker is slow: its words are drawn once and combined."""
    Faker.seed(rng.randrange(2**32))
    places = [_place(locale, country, language) for locale, country, _, language in PLACES]
    chosen = rng.choices(places, [share for _, _, share, _ in PLACES], k=count)
    return [_person(place, number, rng) for number, place in enumerate(chosen)]


def _place(locale: str, country: str, language: str) -> _Place:
    fake = Faker(locale)
    one_line: Any = lambda text: " ".join(str(text).split())  # noqa: E731 # used right here
    return _Place(
        country,
        language,
        first=[one_line(fake.first_name()) for _ in range(NAMES)],
        last=[one_line(fake.last_name()) for _ in range(NAMES * 2)],
        streets=[
            (one_line(fake.street_address()), one_line(fake.postcode()), one_line(fake.city()))
            for _ in range(STREETS)
        ],
        companies=[one_line(fake.company()) for _ in range(COMPANIES)],
    )


def _person(place: _Place, number: int, rng: random.Random) -> Person:
    first, last = rng.choice(place.first), rng.choice(place.last)
    street, postal_code, city = rng.choice(place.streets)
    name = f"{first} {last}"
    local = "".join(
        c for c in folded(f"{first}.{last}") if c.isascii() and (c.isalnum() or c == ".")
    )
    email = f"{local}{number}@{DOMAINS[number % len(DOMAINS)]}"
    phone = f"+33 6 {rng.randrange(10**8):08}" if number % 3 else ""
    company = rng.choice(place.companies) if number % 10 == 0 else ""
    address = {
        "name": name,
        "company": company,
        "street": street,
        "street2": "",
        "postal_code": postal_code,
        "city": city,
        "region": "",
        "country": place.country,
    }
    return Person(
        name=name,
        email=email,
        phone=phone,
        company=company,
        vat_number="",
        address=json.dumps(address),
        city=city,
        country=place.country,
        language=place.language,
        found_by=tuple(folded(part) for part in (name, email, phone, company, digits_of(phone))),
    )
