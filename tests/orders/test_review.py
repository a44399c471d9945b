"""What a second look found: each of these once went wrong."""

from datetime import timedelta
from typing import Any

import pytest

from comptoir.core import worker
from comptoir.core.database import write
from comptoir.core.relay import relay
from comptoir.orders.actions.add_parcel import add_parcel
from comptoir.orders.actions.anonymise import anonymise
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.correct_address import correct_address
from comptoir.orders.actions.delete import delete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.purge import purge
from comptoir.orders.actions.reinstate import reinstate
from comptoir.orders.actions.remove_parcel import remove_parcel
from comptoir.orders.actions.undo import undo
from comptoir.orders.actions.void_payment import void_payment
from comptoir.orders.errors import InTrash, NotUndoable, OrderMoved
from comptoir.orders.models import MonthFigure, Order, OrderLine, Parcel, Payment, Tombstone
from comptoir.orders.tidying import empty_old_trash
from comptoir.shops.actions.change_settings import change_settings
from tests.factories import NOW, make_order, make_shop, make_variant, member_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def test_another_zone_counts_the_months_anew() -> None:
    shop = make_shop(zone="Europe/Paris")
    midnight = NOW.replace(month=10, day=31, hour=23, minute=30)  # 1 November in Paris
    order = make_order(shop, now=midnight)
    staff = member_of(shop)
    assert [row.month for row in MonthFigure.objects.all()] == ["2026-11"]
    change_settings(shop_id=shop.id, values={"zone": "America/New_York"}, actor=staff, now=NOW)
    while relay(now=LATER):
        pass
    figures = [(row.month, row.orders, row.total) for row in MonthFigure.objects.all()]
    assert figures == [("2026-10", 1, order.total)]
    cancel(shop_id=shop.id, order_id=order.id, actor=staff, now=LATER)
    figures = [(row.month, row.orders, row.total) for row in MonthFigure.objects.all()]
    assert figures == [("2026-10", 0, 0)]


def test_old_trash_is_purged_where_the_shop_says_so() -> None:
    shop, keeper = make_shop(trash_days=30), make_shop()
    old, young, paid, kept = (
        make_order(shop),
        make_order(shop),
        make_order(shop),
        make_order(keeper),
    )
    mark_paid(shop_id=shop.id, order_id=paid.id, actor=member_of(shop), now=NOW)
    void_payment(
        shop_id=shop.id,
        order_id=paid.id,
        payment_id=paid.payments.get().id,
        actor=member_of(shop),
        now=NOW,
    )
    for order, days in ((old, 31), (young, 29), (paid, 31), (kept, 31)):
        delete(
            shop_id=order.shop_id,
            order_id=order.id,
            actor=member_of(order.shop),
            now=NOW - timedelta(days=days),
        )
    empty_old_trash(NOW)
    assert set(Order.objects.values_list("id", flat=True)) == {young.id, paid.id, kept.id}
    assert Tombstone.objects.get().number == old.number
    assert "empty_old_trash" in {chore.run.__name__ for chore in worker.chores()}


def test_a_number_can_be_purged_twice() -> None:
    shop = make_shop()
    staff = member_of(shop)
    for _ in range(2):
        order = make_order(shop)
        delete(shop_id=shop.id, order_id=order.id, actor=staff, now=NOW)
        with write():
            Order.objects.filter(id=order.id).update(number="OLD-1")
        purge(shop_id=shop.id, order_id=order.id, actor=staff, now=NOW)
    assert Tombstone.objects.get().number == "OLD-1"


def test_another_amount_on_an_old_page_is_told_not_swallowed() -> None:
    shop = make_shop()
    order = make_order(shop)
    staff = member_of(shop)
    page: dict[str, Any] = {
        "shop_id": shop.id,
        "order_id": order.id,
        "version": order.version,
        "now": NOW,
    }
    first = mark_paid(**page, actor=staff)
    assert mark_paid(**page, actor=staff, amount=order.total) == first
    with pytest.raises(OrderMoved):
        mark_paid(**page, actor=staff, amount=100)
    assert Payment.objects.count() == 1


def test_nothing_personal_comes_back_by_undo() -> None:
    shop = make_shop()
    order = make_order(shop)
    staff = member_of(shop)
    address = dict(order.delivery) | {"street": "2 rue Neuve"}
    corrected = correct_address(
        shop_id=shop.id,
        order_id=order.id,
        which="delivery",
        address=address,  # type: ignore[arg-type]  # a stored address is a plain dict
        actor=staff,
        now=NOW,
    )
    delete(shop_id=shop.id, order_id=order.id, actor=staff, now=NOW)
    anonymise(shop_id=shop.id, order_id=order.id, actor=staff, now=NOW)
    with pytest.raises(NotUndoable):
        undo(shop_id=shop.id, event_id=corrected.id, actor=staff, now=LATER)
    assert Order.objects.get(id=order.id).delivery == {"country": order.country}


def test_an_order_in_the_trash_takes_no_stock_by_undo() -> None:
    shop = make_shop()
    cup = make_variant(shop, stock=3)
    order = make_order(shop, cup)
    staff = member_of(shop)
    cancelled = cancel(shop_id=shop.id, order_id=order.id, actor=staff, now=NOW)
    deleted = delete(shop_id=shop.id, order_id=order.id, actor=staff, now=NOW)
    with pytest.raises(InTrash):
        undo(shop_id=shop.id, event_id=cancelled.id, actor=staff, now=LATER)
    cup.refresh_from_db()
    assert cup.stock == 3
    undo(shop_id=shop.id, event_id=deleted.id, actor=staff, now=LATER)
    assert Order.objects.get(id=order.id).place == "active"


def test_what_was_sent_meanwhile_is_not_taken_from_stock_once_more() -> None:
    shop = make_shop()
    cup = make_variant(shop, stock=4)
    order = make_order(shop, cup, quantity=2)
    staff = member_of(shop)
    step: dict[str, Any] = {"shop_id": shop.id, "order_id": order.id, "actor": staff, "now": NOW}
    cancel(**step)
    taken_back = reinstate(**step)
    line = OrderLine.objects.get(order=order, kind="goods")
    add_parcel(**step, quantities={line.id: 1})
    undo(shop_id=shop.id, event_id=taken_back.id, actor=staff, now=LATER)
    reinstate(**step)
    cup.refresh_from_db()
    line.refresh_from_db()
    assert (cup.stock, line.stock_held) == (2, 2)


def test_a_parcel_brought_back_was_sent_when_it_was_sent() -> None:
    shop = make_shop()
    order = make_order(shop)
    staff = member_of(shop)
    add_parcel(shop_id=shop.id, order_id=order.id, actor=staff, now=NOW)
    parcel = Parcel.objects.get()
    removed = remove_parcel(
        shop_id=shop.id, order_id=order.id, parcel_id=parcel.id, actor=staff, now=LATER
    )
    undo(shop_id=shop.id, event_id=removed.id, actor=staff, now=LATER)
    assert Order.objects.get(id=order.id).dispatched_at == NOW


def test_a_failing_chore_stops_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(now: object) -> None:
        raise OSError("disk full")

    ran: list[object] = []
    table = (worker.Chore(60, fail), worker.Chore(60, ran.append))
    monkeypatch.setattr(worker, "chores", lambda: table)
    worker._chores({})
    assert len(ran) == 1
