"""An address is written as its own country writes it, and nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.core.countries import known_countries
from comptoir.core.postal import address_lines

JOAN = {
    "name": "Joan Miller",
    "company": "",
    "street": "4 Park Row",
    "street2": "",
    "postal_code": "BS1 5LJ",
    "city": "Bristol",
    "region": "",
    "country": "GB",
}


@pytest.mark.parametrize(
    ("changed", "town"),
    [
        ({}, ["Bristol", "BS1 5LJ"]),
        ({"country": "FR", "postal_code": "69002", "city": "Lyon"}, ["69002 Lyon"]),
        (
            {"country": "US", "postal_code": "97201", "city": "Portland", "region": "OR"},
            ["Portland, OR 97201"],
        ),
        ({"country": "CH", "postal_code": "1000", "city": "Lausanne"}, ["CH-1000 Lausanne"]),
        ({"country": "XX"}, ["BS1 5LJ Bristol"]),
    ],
)
def test_the_town_stands_as_its_country_writes_it(changed: dict[str, str], town: list[str]) -> None:
    assert address_lines(JOAN | changed, "Land") == ["Joan Miller", "4 Park Row", *town, "Land"]


def test_nothing_is_nothing() -> None:
    assert address_lines({}, "") == []
    assert address_lines(dict.fromkeys(JOAN, ""), "") == []


@given(st.sampled_from(sorted(known_countries())))
def test_whatever_the_country_all_that_was_written_is_shown(country: str) -> None:
    written = {name: f"{name} 7" for name in JOAN} | {"country": country}
    shown = "\n".join(address_lines(written, "Land"))
    for name in JOAN:
        assert name == "country" or f"{name} 7" in shown, name
