"""Unpaid orders: reminded of once, cancelled when it is too late, and late money is not lost."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from comptoir.catalog.models import Variant
from comptoir.core.bank_days import bank_days_after
from comptoir.core.clock import day_in
from comptoir.core.database import write
from comptoir.core.models import Event
from comptoir.core.worker import chores, once
from comptoir.mailing.models import Message
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.reinstate import reinstate
from comptoir.orders.actions.remind import remind
from comptoir.orders.actions.undo import undo
from comptoir.orders.actions.void_payment import void_payment
from comptoir.orders.deadlines import deadlines
from comptoir.orders.errors import NothingToPay
from comptoir.orders.indexes import EXPIRING, REMINDING
from comptoir.orders.models import Order, Payment
from comptoir.orders.queries.counts import counters
from comptoir.orders.queries.filters import Filters
from comptoir.orders.queries.listing import page
from comptoir.orders.queries.literals import literal
from comptoir.orders.reminding import remind_and_expire
from comptoir.shops.models import Shop
from tests.factories import NOW, make_order, make_payment, make_shop, make_variant, member_of

# NOW is Friday, 20 November 2026, 14:03 in Paris.
DAY = timedelta(days=1)
REMINDED = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)  # Wednesday, 9:00: three bank days
EXPIRED = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)  # Friday is over: five bank days
ZONES = st.sampled_from(
    ["Europe/Paris", "America/Santiago", "Asia/Beirut", "Pacific/Auckland", "Asia/Tokyo", "UTC"]
)
MOMENTS = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001  # bounds are naive, what comes is not
    datetime(2034, 12, 31),  # noqa: DTZ001
    timezones=st.just(ZoneInfo("UTC")),
)
KINDS = st.sampled_from(["bank_transfer", "other", "cash_on_delivery"])


def _order(shop: Shop | None = None, *variants: Variant, **fields: Any) -> Order:
    shop = shop or make_shop(mail_cancelled=True)
    ways = {"remind_days": 3, "expire_days": 5} | fields
    return make_order(shop, *variants, payment=make_payment(shop, **ways))


def _again(order: Order) -> Order:
    return Order.objects.select_related("shop").get(id=order.id)


def _kinds(order: Order) -> list[str]:
    rows = Event.objects.filter(subject_kind="order", subject_id=order.id).order_by("id")
    return list(rows.values_list("kind", flat=True))


def _by(order: Order, now: datetime) -> dict[str, Any]:
    actor = member_of(order.shop)
    return {"shop_id": order.shop_id, "order_id": order.id, "actor": actor, "now": now}


@given(MOMENTS, ZONES, KINDS, st.integers(1, 40), st.integers(1, 40))
def test_deadlines_in_every_zone_and_season(
    placed: datetime, zone: str, kind: str, remind_days: int, expire_days: int
) -> None:
    asks = SimpleNamespace(kind=kind, remind_days=remind_days, expire_days=expire_days)
    remind_at, expire_at = deadlines(asks, placed, zone)
    assert remind_at is not None
    assert expire_at is not None
    day = day_in(placed, zone)
    transfer = kind == "bank_transfer"
    wanted = bank_days_after(day, remind_days) if transfer else day + remind_days * DAY
    local = remind_at.astimezone(ZoneInfo(zone))
    assert (local.date(), local.hour) == (wanted, 9)
    last = bank_days_after(day, expire_days) if transfer else day + expire_days * DAY
    # A minute before, it is still the last day there; then it is the next one.
    assert day_in(expire_at - timedelta(hours=2), zone) == last
    assert day_in(expire_at, zone) == last + DAY


@pytest.mark.django_db
def test_off_by_default() -> None:
    order = make_order(make_shop())
    assert (order.remind_at, order.expire_at) == (None, None)
    remind_and_expire(NOW + 400 * DAY)
    assert _kinds(order) == ["order.placed"]


@pytest.mark.django_db
def test_one_reminder_with_the_code_in_the_customers_language() -> None:
    order = _order()
    assert (order.remind_at, order.expire_at) == (REMINDED, EXPIRED)
    remind_and_expire(REMINDED - timedelta(seconds=1))
    assert _kinds(order) == ["order.placed"]
    for _round in range(3):
        remind_and_expire(REMINDED)
        once(REMINDED)
    assert _kinds(order) == ["order.placed", "order.reminded"]
    mail = Message.objects.get(order=order, kind="reminder")
    assert mail.subject.endswith(f"rappel de paiement ({order.number})")
    assert mail.recipient == "anne@example.com"
    assert mail.code.startswith("BCD\n")


@pytest.mark.django_db
def test_who_paid_is_not_reminded_even_in_the_last_second() -> None:
    order = _order()
    mark_paid(**_by(order, REMINDED - DAY))
    remind_and_expire(EXPIRED)
    assert _kinds(order) == ["order.placed", "order.paid"]
    late = _order()
    remind_and_expire(REMINDED)
    mark_paid(**_by(late, REMINDED))
    once(REMINDED)
    assert not Message.objects.filter(order=late, kind="reminder").exists()


@pytest.mark.django_db
def test_the_end_gives_stock_back_and_says_why() -> None:
    shop = make_shop(mail_cancelled=True)
    cup = make_variant(shop, stock=3)
    order = _order(shop, cup)
    remind_and_expire(EXPIRED - timedelta(seconds=1))
    assert not _again(order).cancelled
    for _round in range(3):
        remind_and_expire(EXPIRED)
        once(EXPIRED)
    cup.refresh_from_db()
    assert _again(order).cancelled_at == EXPIRED
    assert cup.stock == 3
    event = Event.objects.get(subject_id=order.id, kind="order.cancelled")
    assert (event.actor_kind, event.after["reason"]) == ("system", "expired")
    assert Message.objects.filter(order=order, kind="cancelled").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["part", "sent"])
def test_what_saw_money_or_left_is_never_cancelled_by_the_clock(what: str) -> None:
    order = _order()
    if what == "part":
        mark_paid(**_by(order, NOW), amount=100)
    else:
        complete(**_by(order, NOW))
    remind_and_expire(EXPIRED)
    assert not _again(order).cancelled


@pytest.mark.django_db
def test_late_money_is_booked_and_asks_to_be_decided() -> None:
    order = _order()
    shop = order.shop
    remind_and_expire(EXPIRED)
    assert counters(shop.id).paid_cancelled == 0
    mark_paid(**_by(order, EXPIRED + 2 * DAY))
    late = _again(order)
    assert (late.payment_state, late.cancelled) == ("paid", True)
    assert counters(shop.id).paid_cancelled == 1
    shown = page(shop, Filters(waiting="paid_cancelled"))
    assert [row.id for row in shown.rows] == [order.id]
    by_total = page(shop, Filters(waiting="paid_cancelled"), sort="-total")
    assert [row.id for row in by_total.rows] == [order.id]
    reinstate(**_by(order, EXPIRED + 3 * DAY))
    assert counters(shop.id).paid_cancelled == 0
    remind_and_expire(EXPIRED + 4 * DAY)
    assert not _again(order).cancelled


@pytest.mark.django_db
def test_a_person_who_takes_it_back_is_not_overruled() -> None:
    order = _order()
    remind_and_expire(EXPIRED)
    event = Event.objects.get(subject_id=order.id, kind="order.cancelled")
    undo(shop_id=order.shop_id, event_id=event.id, actor=member_of(order.shop), now=EXPIRED + DAY)
    remind_and_expire(EXPIRED + 9 * DAY)
    assert not _again(order).cancelled
    assert _again(order).remind_at is None


@pytest.mark.django_db
def test_set_back_to_unpaid_long_after_is_not_the_end() -> None:
    order = _order()
    mark_paid(**_by(order, NOW))
    payment = Payment.objects.get(order=order)
    void_payment(**_by(order, EXPIRED + DAY), payment_id=payment.id)
    remind_and_expire(EXPIRED + 2 * DAY)
    assert not _again(order).cancelled
    soon = _order()
    cancel(**_by(soon, NOW))
    reinstate(**_by(soon, NOW))
    assert _again(soon).expire_at == EXPIRED


@pytest.mark.django_db
def test_by_hand_it_counts_as_the_one_reminder() -> None:
    order = _order()
    remind(**_by(order, NOW))
    remind_and_expire(REMINDED)
    assert _kinds(order).count("order.reminded") == 1
    mark_paid(**_by(order, REMINDED))
    with pytest.raises(NothingToPay):
        remind(**_by(order, REMINDED))


@pytest.mark.django_db
def test_more_than_one_batch_and_the_worker_does_it() -> None:
    shop = make_shop()
    orders = [_order(shop) for _ in range(3)]
    with write():
        Order.objects.filter(shop=shop).update(expire_at=NOW)
    assert remind_and_expire in {chore.run for chore in chores()}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("comptoir.orders.reminding.BATCH", 1)
        patched.setattr("comptoir.orders.reminding.MOST", 2)
        remind_and_expire(NOW)
        assert sum(_again(order).cancelled for order in orders) == 2
        remind_and_expire(NOW)
    assert all(_again(order).cancelled for order in orders)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("condition", "column", "index"),
    [(REMINDING, "remind_at", "order_reminding"), (EXPIRING, "expire_at", "order_expiring")],
)
def test_due_orders_are_found_by_their_index(condition: Any, column: str, index: str) -> None:
    rows = Order.objects.filter(literal(condition), **{f"{column}__lte": NOW})
    asked = rows.order_by(column, "id").values_list("id")[:100]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = asked.explain()
    assert index in plan
    assert "TEMP B-TREE" not in plan.upper()
