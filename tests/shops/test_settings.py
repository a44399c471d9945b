"""Settings of a shop: one action, closed to who may not, with a history."""

from typing import Any

import pytest

from comptoir.core.errors import Forbidden, Invalid
from comptoir.core.models import Event
from comptoir.orders.actions.change_currency import change_currency
from comptoir.orders.errors import CurrencyFixed
from comptoir.shops.actions.change_settings import change_settings
from comptoir.shops.models import Shop
from comptoir.shops.rights import ALL, SETUP
from tests.factories import NOW, make_order, make_shop, member_of

pytestmark = pytest.mark.django_db


def change(shop: Shop, **values: Any) -> None:
    change_settings(shop_id=shop.id, values=values, actor=member_of(shop), now=NOW)
    shop.refresh_from_db()


def events(shop: Shop) -> list[Event]:
    return list(Event.objects.filter(shop_id=shop.id, kind="shop.settings_changed"))


def test_what_changed_stands_in_the_history() -> None:
    shop = make_shop(number_format="{number}")
    change(shop, number_format="{year}-{number:4}", open=True, phone="+33 4 00 00 00 00")
    assert shop.number_format == "{year}-{number:4}"
    (event,) = events(shop)
    assert event.before == {"number_format": "{number}", "phone": ""}
    assert event.after == {"number_format": "{year}-{number:4}", "phone": "+33 4 00 00 00 00"}


def test_saving_what_stands_already_is_no_event() -> None:
    shop = make_shop()
    change(shop, names=shop.names, open=shop.open, trash_days=shop.trash_days)
    assert events(shop) == []


def test_only_those_who_set_up_may() -> None:
    shop, other = make_shop(), make_shop()
    without = member_of(shop, ALL - {SETUP})
    for actor in (without, member_of(other)):
        with pytest.raises(Forbidden):
            change_settings(shop_id=shop.id, values={"phone": "1"}, actor=actor, now=NOW)
    shop.refresh_from_db()
    assert shop.phone == ""
    assert events(shop) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("slug", "other"),
        ("currency", "USD"),
        ("id", 7),
        ("names", {"fr": "", "en": "  "}),
        ("names", {"fr": "Lune\nBoutique"}),
        ("terms", {"fr": "a\x00b"}),
        ("sender_email", "no address"),
        ("notification_emails", ["good@example.com", "bad"]),
        ("notification_emails", [f"a{n}@example.com" for n in range(11)]),
        ("languages", []),
        ("languages", ["xx"]),
        ("languages", ["fr", "fr"]),
        ("zone", "Europe/Atlantis"),
        ("country", "ZZ"),
        ("number_format", "{year}"),
        ("accent", "green"),
        ("accent", "#12345"),
        ("accent", "#123456; } body { display: none"),
        ("trash_days", 0),
        ("orders_per_hour", None),
        ("orders_per_hour", 0),
        ("open", "yes"),
    ],
)
def test_settings_that_are_refused(name: str, value: Any) -> None:
    shop = make_shop()
    was = getattr(shop, name)
    with pytest.raises(Invalid) as refused:
        change(shop, **{"phone": "1", name: value})
    assert refused.value.field == name
    assert refused.value.message
    shop.refresh_from_db()
    assert (getattr(shop, name), shop.phone) == (was, ""), "all or nothing"


def test_the_currency_is_free_until_the_first_order_and_fixed_then() -> None:
    shop = make_shop()
    change_currency(shop_id=shop.id, currency="CHF", actor=member_of(shop), now=NOW)
    shop.refresh_from_db()
    assert shop.currency == "CHF"
    make_order(shop)
    with pytest.raises(CurrencyFixed):
        change_currency(shop_id=shop.id, currency="EUR", actor=member_of(shop), now=NOW)
    change_currency(shop_id=shop.id, currency="CHF", actor=member_of(shop), now=NOW)
