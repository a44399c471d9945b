"""Cancel, archive, trash and back; what can't be taken back; the one primary button."""

import re

import pytest

from comptoir.orders.models import Order, Tombstone
from comptoir.shops.models import Shop
from tests.desk_order.conftest import Desk
from tests.factories import make_order, make_variant

pytestmark = pytest.mark.django_db


def _primary(page: str) -> str:
    found = re.search(r'<(?:a|button)[^>]*id="next-step"[^>]*>(.*?)</(?:a|button)>', page)
    return re.sub(r"<kbd.*?</kbd>|<[^>]+>", "", found[1]) if found else ""


def test_primary_button_follows_the_order(desk: Desk, order: Order) -> None:
    assert _primary(desk.page(order)) == "Mark as paid"
    assert (
        _primary(desk.done("pay", order, amount="28.90", day="2026-11-20")) == "Mark as completed"
    )
    assert _primary(desk.done("complete", order)) == "Archive"
    page = desk.done("archive", order)
    assert _primary(page) == ""
    assert "Take back from the archive" in page
    assert _primary(desk.done("unarchive", order)) == "Archive"


def test_the_money_of_a_cancelled_order_comes_first(desk: Desk, order: Order) -> None:
    desk.done("pay", order, amount="28.90", day="2026-11-20")
    assert _primary(desk.done("cancel", order)) == "Refund"
    page = desk.done("refund", order, amount="28.90", day="2026-11-21")
    assert _primary(page) == "Archive"


def test_nobody_waits_for_money_that_a_cancelled_order_did_not_get(
    desk: Desk, order: Order
) -> None:
    owing = "chip-wait"
    assert owing in _states(desk.page(order))
    assert owing not in _states(desk.done("cancel", order))


def _states(page: str) -> str:
    return page.partition('id="states"')[2].partition("</p>")[0]


def test_archiving_an_open_order_is_refused_kindly(desk: Desk, order: Order) -> None:
    assert (
        "Archiving is for completed or cancelled orders"
        in desk.client.get(desk.url("order_archive", order)).content.decode()
    )
    answer = desk.post("archive", order)
    assert answer.status_code == 422
    assert "Complete or cancel this one first." in answer.content.decode()
    order.refresh_from_db()
    assert order.place == "active"


def test_cancel_puts_stock_back_if_ticked(desk: Desk, shop: Shop) -> None:
    variant = make_variant(shop, stock=3)
    order = make_order(shop, variant)
    page = desk.done("cancel", order, put_back="on", reason="Customer’s wish")
    variant.refresh_from_db()
    assert variant.stock == 3
    assert "Customer’s wish" in page
    assert _primary(page) == "Archive"
    desk.done("reinstate", order)
    variant.refresh_from_db()
    assert (variant.stock, order.cancelled) == (2, False)
    desk.done("cancel", order)
    variant.refresh_from_db()
    assert variant.stock == 2


def test_delete_asks_and_restore_puts_back(desk: Desk, order: Order) -> None:
    asked = desk.client.get(desk.url("order_delete", order)).content.decode()
    assert f"Delete order {order.number}?" in asked
    order.refresh_from_db()
    assert order.place == "active"
    page = desk.done("delete", order, put_back="on")
    assert order.place == "trash"
    assert "This order is in the trash." in page
    assert "Mark as paid" not in page
    desk.done("restore", order)
    assert order.place == "active"


def test_purge_says_it_is_for_good_and_leaves_a_tombstone(desk: Desk, order: Order) -> None:
    assert desk.post("purge", order).status_code == 422
    desk.done("delete", order)
    asked = desk.client.get(desk.url("order_purge", order)).content.decode()
    assert "This can&#x27;t be taken back." in asked
    answer = desk.post("purge", order, reason="a test")
    assert answer["Location"].endswith("/orders/?place=trash")
    assert answer.status_code == 302
    stone = Tombstone.objects.get(number=order.number)
    assert (stone.reason, stone.purged_by) == ("a test", "Lucie")
    assert desk.client.get(desk.url("order", order)).status_code == 404


def test_with_money_it_is_anonymised_instead(desk: Desk, order: Order) -> None:
    desk.done("pay", order, amount="28.90", day="2026-11-20")
    desk.done("delete", order)
    refused = desk.post("purge", order)
    assert refused.status_code == 422
    assert "It can be anonymised." in refused.content.decode()
    page = desk.done("anonymise", order)
    for gone in ("Anne Dupont", "anne@example.com", "République", "+33 4 72"):
        assert gone not in page, gone
    assert "This order was anonymised:" in page


def test_two_buttons_never_both_say_cancel(desk: Desk, order: Order) -> None:
    question = desk.client.get(desk.url("order_cancel", order)).content.decode()
    assert "Keep the order" in question
    assert not re.search(r">\s*Cancel\s*<", question)
    assert re.search(
        r">\s*Cancel\s*<", desk.client.get(desk.url("order_delete", order)).content.decode()
    )
