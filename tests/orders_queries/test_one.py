"""One order whole, the counters, the months."""

from datetime import timedelta

import pytest

from comptoir.core.database import write
from comptoir.core.errors import NotFound
from comptoir.orders.models import MonthFigure, Order
from comptoir.orders.queries import counts
from comptoir.orders.queries.counts import counters
from comptoir.orders.queries.figures import Figure, month_figures
from comptoir.orders.queries.filters import WAITING, Filters
from comptoir.orders.queries.listing import page
from comptoir.orders.queries.one import order_by_number, order_by_token, order_view
from comptoir.orders.queries.snapshots import snapshots
from tests.factories import make_order, make_shop, make_variant
from tests.orders_queries.scene import START, fill, plan, tag, watched

pytestmark = pytest.mark.django_db


def test_an_order_is_found_in_its_shop_only() -> None:
    shop, other = make_shop(), make_shop()
    order = fill(shop, 1)[0]
    assert order_by_number(shop.id, order.number) == order
    assert order_by_token(shop.id, order.token) == order
    for number, token in [(order.number, order.token), ("", "")]:
        with pytest.raises(NotFound):
            order_by_number(other.id, number)
        with pytest.raises(NotFound):
            order_by_token(other.id, token)


def test_whole_orders_by_the_chunk_are_read_along_indexes() -> None:
    shop = make_shop()
    orders = fill(shop, 7)
    with watched() as statements:
        found = list(snapshots(shop.id, [order.id for order in orders], chunk=4))
    assert [snapshot.number for snapshot in found] == [order.number for order in orders]
    assert len(statements.reads()) == 14


def test_the_whole_order_in_eight_statements() -> None:
    shop = make_shop()
    order = make_order(shop, make_variant(shop), make_variant(shop))
    make_order(shop)
    tag(shop, "gift", [order])
    with watched() as statements:
        view = order_view(shop.id, order.number)
        assert view.order == order
        assert len(statements.reads()) == 1
        assert len(view.lines) == 3
        assert (view.payments, view.parcels) == ([], [])
        assert [entry.event.kind for entry in view.events] == ["order.placed"]
        assert (view.tags, view.other_orders) == (["gift"], 1)
        assert len(view.lines) == 3
    assert len(statements.reads()) == 8


def test_counters_count_what_waits_and_lead_to_it() -> None:
    shop = make_shop()
    fill(make_shop(), 5)
    orders = fill(shop, 120)
    with watched() as statements:
        found = counters(shop.id)
    assert len(statements.reads()) == 1
    open_ones = [order for order in orders if order.cancelled_at is None]
    unpaid = {"unpaid", "partly_paid"}
    to_be_paid = [o for o in open_ones if o.payment_state in unpaid]
    to_dispatch = [
        o
        for o in open_ones
        if o.handling == "open"
        and (o.payment_state not in unpaid or not o.payment_as_was["beforehand"])
    ]
    to_archive = [
        o
        for o in orders
        if o.cancelled_at or (o.handling == "completed" and o.payment_state not in unpaid)
    ]
    kept = [o for o in orders if o.cancelled_at and o.received > o.refunded]
    assert found.paid_cancelled == len(kept)
    numbers = (found.to_be_paid, found.to_dispatch, found.to_archive)
    assert numbers == (len(to_be_paid), len(to_dispatch), len(to_archive))
    for waiting, wanted in zip(WAITING, (to_be_paid, to_dispatch, to_archive, kept), strict=True):
        for sort in ("-placed_at", "total"):
            with watched():
                rows = page(shop, Filters(waiting=waiting), sort, size=200).rows
            assert {row.id for row in rows} == {order.id for order in wanted}


def test_what_waits_is_read_along_an_index_of_its_own() -> None:
    shop = make_shop()
    fill(shop, 400, place="archived", cancelled_at=None, payment_state="unpaid")
    fill(shop, 3, first=500, cancelled_at=None, payment_state="unpaid")
    indexes = ("order_to_be_paid", "order_to_dispatch", "order_to_archive", "order_paid_cancelled")
    with watched() as statements:
        counters(shop.id)
    counted = " ".join(plan(statements.reads()[0]))
    assert all(index in counted for index in indexes), counted
    for waiting, index in zip(WAITING, indexes, strict=True):
        with watched() as statements:
            page(shop, Filters(waiting=waiting))
        assert index in " ".join(plan(statements.reads()[0])), plan(statements.reads()[0])


def test_an_unpaid_order_of_no_known_method_is_not_to_be_dispatched() -> None:
    shop = make_shop()
    fill(shop, 20, payment_state="unpaid", cancelled_at=None, payment_as_was={})
    assert counters(shop.id).to_dispatch == 0
    assert page(shop, Filters(waiting="to_dispatch")).rows == []


def test_counters_stop_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "LIMIT", 4)
    shop = make_shop()
    fill(shop, 50, payment_state="unpaid", cancelled_at=None, payment_as_was={"beforehand": False})
    found = counters(shop.id)
    assert (found.to_be_paid, found.to_dispatch, found.to_archive) == (5, 5, 0)


def test_months_newest_first() -> None:
    shop = make_shop()
    with write():
        for month, orders in [("2026-09", 3), ("2026-11", 5), ("2026-10", 0)]:
            MonthFigure.objects.create(shop=shop, month=month, orders=orders, total=orders * 100)
    assert month_figures(shop.id) == [Figure("2026-11", 5, 500), Figure("2026-09", 3, 300)]
    assert month_figures(shop.id, limit=1) == [Figure("2026-11", 5, 500)]


def test_other_orders_leave_out_the_trash() -> None:
    shop = make_shop()
    orders = fill(shop, 3, email="anne@example.org")
    fill(shop, 1, first=9, email="anne@example.org", place="trash")
    fill(shop, 1, first=10, email="")
    assert order_view(shop.id, orders[0].number).other_orders == 2
    assert order_view(shop.id, "2026-00010").other_orders == 0
    assert Order.objects.filter(shop=shop, placed_at__lt=START + timedelta(days=1)).count() == 5
