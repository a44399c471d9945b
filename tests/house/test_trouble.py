"""What a visitor reads while the database is away, locked, full or read-only."""

from typing import Any

import pytest
from django.db import InterfaceError, InternalError, OperationalError
from django.test import Client


class ReadOnly(Exception):
    sqlstate = "25006"


def refused(cause: Exception | None = None) -> InternalError:
    error = InternalError("no")
    error.__cause__ = cause
    return error


def answer(monkeypatch: pytest.MonkeyPatch, error: Exception, **client: Any) -> Any:
    """The answer of a page that stumbles over that error."""

    def stumble(slug: str) -> None:
        raise error

    monkeypatch.setattr("comptoir.storefront.visit.shop_and_revision", stumble)
    return Client(raise_request_exception=False, **client).get("/shop/basket/")


@pytest.mark.parametrize(
    "error", [OperationalError("away"), InterfaceError("closed"), refused(ReadOnly())]
)
def test_a_database_that_will_be_back_is_told_so(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    page = answer(monkeypatch, error, headers={"Accept-Language": "fr"})
    assert (page.status_code, page["Retry-After"]) == (503, "10")
    assert "Un instant" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page["Content-Security-Policy"]


@pytest.mark.parametrize("error", [ValueError("ours"), refused()])
def test_a_fault_of_ours_is_no_excuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    page = answer(monkeypatch, error, headers={"Accept-Language": "fr"})
    assert page.status_code == 500
    assert "Retry-After" not in page


def test_the_language_chosen_in_the_storefront_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comptoir.storefront.languages.COOKIE", "chosen")
    client = Client(raise_request_exception=False, headers={"Accept-Language": "fr"})
    client.cookies["chosen"] = "en"

    def stumble(slug: str) -> None:
        raise OperationalError

    monkeypatch.setattr("comptoir.storefront.visit.shop_and_revision", stumble)
    assert "One moment" in client.get("/shop/basket/").content.decode()


def test_the_ways_on_are_those_of_the_side(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page can be asked for again; what was sent is sent again by reloading only."""
    shop = answer(monkeypatch, OperationalError("away")).content.decode()
    assert 'href="">Try again' in shop
    assert 'href="/shop/"' in shop
    assert "basket is kept" in shop
    assert "Comptoir</a>" not in shop, "the shop's customers don't know whose software it is"

    def stumble(request: object) -> None:
        raise OperationalError("away")

    monkeypatch.setattr("comptoir.desk.access.sign_in", stumble)
    client = Client(raise_request_exception=False)
    desk = client.get("/desk/lune/orders/").content.decode()
    assert 'href="">Try again' in desk
    assert 'href="/desk/"' in desk
    assert "basket" not in desk
    sent = client.post("/desk/lune/orders/1/paid/").content.decode()
    assert 'href=""' not in sent
    assert "nothing is done twice" in sent
