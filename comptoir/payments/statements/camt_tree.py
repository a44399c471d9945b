"""Reaching into CAMT's elements by their names alone."""

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from lxml import etree

from comptoir.payments.statements.amounts import currency_of, iso_day, minor_units

Element: TypeAlias = etree._Element  # lxml names the class so


def name_of(element: Element) -> str:
    """The name without its namespace."""
    # The tag of a comment is a function; its text names nothing.
    return str(element.tag).rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if name_of(one) == name)


def child(element: Element, path: str) -> Element | None:
    """The first element down the path of names."""
    here: Element | None = element
    for name in path.split("/"):
        if here is None:
            return None
        here = next(children(here, name), None)
    return here


def text_at(element: Element, path: str) -> str:
    found = child(element, path)
    return " ".join((found.text or "").split()) if found is not None else ""


def below(element: Element, name: str) -> Iterator[str]:
    """The texts of all elements of that name, however deep."""
    for one in element.iter():
        if name_of(one) == name and one.text and one.text.strip():
            yield " ".join(one.text.split())


def currency_in(element: Element) -> str:
    amount = child(element, "Amt")
    return currency_of(amount.get("Ccy", "")) if amount is not None else ""


def amount_of(element: Element, path: str = "Amt") -> tuple[int, str]:
    """Minor units and currency of the element's amount."""
    found = child(element, path)
    if found is None:
        return minor_units("", "EUR"), ""
    currency = currency_of(found.get("Ccy", ""))
    return minor_units(found.text or "", currency), currency


def day_in(element: Element, name: str) -> date | None:
    """The day in an element that holds Dt or DtTm; in versions where it holds the text itself too."""
    found = child(element, name)
    if found is None:
        return None
    text = text_at(found, "Dt") or text_at(found, "DtTm") or (found.text or "").strip()
    return iso_day(text) if text else None
