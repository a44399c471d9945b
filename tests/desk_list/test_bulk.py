"""Steps with many orders: a result for each, asked before where it must be, undone at once."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from comptoir.core.models import Event
from comptoir.desk.views import bulk as bulk_view
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from comptoir.shops.rights import EDIT, SEE
from tests.factories import make_account, make_member, make_order, make_shop, make_variant
from tests.orders_queries.scene import fill

pytestmark = pytest.mark.django_db
# What the test client answers with; its type has no public name.
Answer = Any
BULK, LIST = "/desk/lune/bulk/", "/desk/lune/orders/"


@pytest.fixture
def three(shop: Shop) -> list[Order]:
    """Three real orders: of a variant with ten pieces."""
    variant = make_variant(shop, stock=10)
    return [make_order(shop, variant) for _ in range(3)]


def _take(client: Client, step: str, orders: list[Order], **fields: Any) -> Answer:
    numbers = [order.number for order in orders]
    return client.post(BULK, {"do": step, "order": numbers, **fields}, follow=True)


def _text(response: Answer) -> str:
    return unescape(response.content.decode())


def _states(orders: list[Order], name: str) -> list[Any]:
    by_id = Order.objects.in_bulk([order.id for order in orders])
    return [getattr(by_id[order.id], name) for order in orders]


def _undo(client: Client, response: Answer) -> Answer:
    token = _text(response).split('name="done" value="')[1].split('"')[0]
    return client.post(f"{BULK}undo/", {"done": token}, follow=True)


def test_marked_as_paid_and_back(desk: Client, three: list[Order]) -> None:
    response = _take(desk, "mark_paid", three)
    assert "3 orders marked as paid" in _text(response)
    assert _states(three, "payment_state") == ["paid"] * 3
    assert all(order.number in _text(response) for order in three)
    assert "3 orders are as before" in _text(_undo(desk, response))
    assert _states(three, "payment_state") == ["unpaid"] * 3


def test_each_order_has_its_result(desk: Client, three: list[Order]) -> None:
    _take(desk, "mark_paid", three[:1])
    response = _take(desk, "mark_paid", three)
    assert "2 orders marked as paid" in _text(response)
    assert "1 order was left as it is:" in _text(response)
    assert "Nothing is left to be paid on this order." in _text(response)
    _undo(desk, response)
    assert _states(three, "payment_state") == ["paid", "unpaid", "unpaid"]


def test_what_was_so_before_is_not_undone(desk: Client, three: list[Order]) -> None:
    _take(desk, "complete", three[:1], answered="1")
    response = _take(desk, "complete", three, answered="1")
    assert "It was so already." in _text(response)
    _undo(desk, response)
    assert _states(three, "handling") == ["completed", "open", "open"]


@pytest.mark.parametrize("step", ["complete", "cancel", "delete", "purge"])
def test_asked_before_anything_changes(desk: Client, three: list[Order], step: str) -> None:
    before = Event.objects.count()
    response = _take(desk, step, three)
    assert 'name="answered"' in _text(response)
    assert all(f'name="order" value="{order.number}"' in _text(response) for order in three)
    assert Event.objects.count() == before


@pytest.mark.parametrize("mail", ["", "1"])
def test_completed_with_or_without_mails(desk: Client, three: list[Order], mail: str) -> None:
    _take(desk, "complete", three, answered="1", send_mail=mail)
    written = Event.objects.filter(kind="order.completed")
    assert [event.after["mail"] for event in written] == [bool(mail)] * 3


def test_archived_and_taken_back(desk: Client, three: list[Order]) -> None:
    response = _take(desk, "archive", three)
    assert "3 orders were left as they are:" in _text(response)
    _take(desk, "complete", three, answered="1")
    assert "3 orders archived" in _text(_take(desk, "archive", three))
    assert _states(three, "place") == ["archived"] * 3
    _take(desk, "unarchive", three)
    assert _states(three, "place") == ["active"] * 3


@pytest.mark.parametrize(("put_back", "left"), [("1", 10), ("", 7)])
def test_deleted_restored_purged(
    desk: Client, three: list[Order], put_back: str, left: int
) -> None:
    variant = three[0].lines.exclude(variant=None).get().variant
    assert variant
    _take(desk, "delete", three, answered="1", put_back=put_back)
    assert _states(three, "place") == ["trash"] * 3
    variant.refresh_from_db()
    assert variant.stock == left
    _take(desk, "restore", three[:1])
    response = _take(desk, "purge", three, answered="1", reason="Test orders")
    assert "2 orders purged" in _text(response)
    assert 'name="done"' not in _text(response)
    assert list(Order.objects.filter(id__in=[o.id for o in three])) == three[:1]


def test_cancelled_with_a_reason_and_reinstated(desk: Client, three: list[Order]) -> None:
    _take(desk, "cancel", three, answered="1", put_back="1", reason="Sold elsewhere")
    assert all(_states(three, "cancelled_at"))
    assert Event.objects.filter(after__reason="Sold elsewhere").count() == 3
    _take(desk, "reinstate", three)
    assert not any(_states(three, "cancelled_at"))


def test_tags_come_and_go(desk: Client, three: list[Order]) -> None:
    _take(desk, "add_tag", three, tag=" gift ")
    assert [o.order_tags.get().tag.name for o in three] == ["gift"] * 3
    _take(desk, "remove_tag", three[:1], tag="gift")
    response = _take(desk, "remove_tag", three, tag="gift")
    assert "It does not carry this tag." in _text(response)
    assert not any(o.order_tags.exists() for o in three)
    assert "Write the tag first." in _text(_take(desk, "add_tag", three))
    # Enter in the field presses no named button.
    _take(desk, "", three, tag="rush")
    assert three[0].order_tags.get().tag.name == "rush"


def test_all_of_the_view(desk: Client, shop: Shop) -> None:
    unpaid = fill(shop, 60, payment_state="unpaid", cancelled_at=None)
    paid = fill(shop, 5, first=100, payment_state="paid", received=0)
    response = _take(desk, "add_tag", [], tag="all", all="1", view="?payment=unpaid")
    assert "60 orders tagged" in _text(response)
    assert all(order.order_tags.exists() for order in unpaid)
    assert not any(order.order_tags.exists() for order in paid)
    assert response.request["QUERY_STRING"].startswith("payment=unpaid&done=")


def test_so_many_at_once_and_no_more(
    desk: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(shop, 8)
    monkeypatch.setattr(bulk_view, "LIMIT", 5)
    response = _take(desk, "add_tag", [], tag="all", all="1")
    assert "5 orders tagged" in _text(response)
    assert "These were the first 5." in _text(response)


def test_nothing_ticked_changes_nothing(desk: Client, three: list[Order]) -> None:
    assert "Tick the orders first." in _text(_take(desk, "mark_paid", []))
    assert "Choose what to do" in _text(_take(desk, "", three))
    assert desk.get(BULK).status_code == 302
    assert _states(three, "payment_state") == ["unpaid"] * 3


def test_another_shops_orders_are_not_touched(desk: Client, three: list[Order]) -> None:
    other = make_shop()
    foreign = fill(other, 1, first=9, payment_state="unpaid")[0]
    response = _take(desk, "mark_paid", [foreign, *three])
    assert _states([foreign], "payment_state") == ["unpaid"]
    assert "3 orders marked as paid" in _text(response)
    assert desk.post(f"/desk/{other.slug}/bulk/", {"do": "mark_paid"}).status_code == 404


def test_rights_are_asked_by_each_action(shop: Shop, three: list[Order]) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_member(shop, make_account(), frozenset({SEE, EDIT})).account)
    assert "Your account has no right to do this." in _text(_take(client, "mark_paid", three))
    assert _states(three, "payment_state") == ["unpaid"] * 3


def test_results_are_for_the_one_who_asked(desk: Client, shop: Shop, three: list[Order]) -> None:
    response = _take(desk, "mark_paid", three)
    other = Client(headers={"accept-language": "en"})
    other.force_login(make_member(shop, make_account()).account)
    address = f"{LIST}?{response.request['QUERY_STRING']}"
    assert "3 orders marked as paid" in _text(desk.get(address))
    assert "3 orders marked as paid" not in _text(other.get(address))
    token = response.request["QUERY_STRING"].split("done=")[1]
    other.post(f"{BULK}undo/", {"done": token})
    assert _states(three, "payment_state") == ["paid"] * 3
