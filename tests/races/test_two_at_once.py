"""Two of the staff on one order, two workers on one message, orders that fail between others."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from comptoir.catalog.models import StockChange, Variant
from comptoir.core import jobs
from comptoir.core.actor import customer
from comptoir.core.errors import Refused
from comptoir.core.models import Event, Job, Outbox
from comptoir.core.relay import relay
from comptoir.core.worker import once
from comptoir.mailing import jobs as mailing_jobs
from comptoir.mailing.models import Message
from comptoir.mailing.queue import JOB
from comptoir.orders.actions.add_parcel import add_parcel
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.place import place
from comptoir.orders.actions.refund import refund
from comptoir.orders.actions.set_comment import set_comment
from comptoir.orders.actions.undo import Undone, undo
from comptoir.orders.errors import AboveReceived, BasketChanged, OrderMoved
from comptoir.orders.models import Order, Parcel, Payment
from tests.factories import (
    NOW,
    make_basket,
    make_delivery,
    make_details,
    make_order,
    make_payment,
    make_shop,
    make_variant,
    member_of,
    total_of,
)
from tests.mailing.server import Postbox, settings_for, smtp_server
from tests.races.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(minutes=1)


def by(order: Order, action: Callable[..., Any], name: str, **values: Any) -> Callable[[], Any]:
    """The action as this member would press it, on the page drawn from `order` as it was."""
    shop = order.shop
    return lambda: action(
        shop_id=shop.id, order_id=order.id, actor=member_of(shop, name=name), now=NOW, **values
    )


def test_two_comments_from_the_same_page_one_is_told_of_the_other() -> None:
    order = make_order(make_shop())
    seen = {"version": order.version}
    results = at_once(
        by(order, set_comment, "Lucie", text="Leave it next door.", **seen),
        by(order, set_comment, "Marc", text="Ring twice.", **seen),
    )
    (written,) = [one for one in results if isinstance(one, Event)]
    (told,) = [one for one in results if isinstance(one, OrderMoved)]
    assert [event.id for event in told.events] == [written.id]
    order.refresh_from_db()
    assert order.comment == written.after["comment"]
    assert order.version == 2


def test_two_complete_at_once_it_is_done_once_with_one_mail() -> None:
    order = make_order(make_shop())
    relay(now=NOW)
    seen = {"version": order.version}
    results = at_once(
        *(by(order, complete, n, tracking_number="RB1", **seen) for n in ("Lucie", "Marc"))
    )
    assert len({one.id for one in results if isinstance(one, Event)}) == 1, results
    assert Parcel.objects.count() == 1
    relay(now=LATER)
    assert Message.objects.filter(kind="dispatch").count() == 1


def test_two_pack_the_rest_at_once_nothing_is_sent_twice() -> None:
    order = make_order(make_shop(), quantity=3)
    results = at_once(*[by(order, add_parcel, n) for n in ("Lucie", "Marc", "Ana")])
    assert sum(isinstance(one, Event) for one in results) == 1, results
    assert sum(isinstance(one, Refused) for one in results) == 2, results
    assert Parcel.objects.get().lines.get().quantity == 3


def test_refunds_at_once_never_exceed_what_came_in() -> None:
    order = make_order(make_shop())
    by(order, mark_paid, "Lucie", amount=1000)()
    results = at_once(*[by(order, refund, n, amount=400) for n in ("Lucie", "Marc", "Ana", "Jo")])
    assert sum(isinstance(one, Event) for one in results) == 2, results
    assert sum(isinstance(one, AboveReceived) for one in results) == 2, results
    order.refresh_from_db()
    assert (order.received, order.refunded) == (1000, 800)
    assert Payment.objects.filter(kind="refund").count() == 2


def test_two_undo_the_same_step_it_is_undone_once() -> None:
    shop = make_shop()
    cup = make_variant(shop, stock=5)
    order = make_order(shop, cup, quantity=2)
    done = by(order, cancel, "Lucie")()
    results = at_once(
        *[
            lambda: undo(shop_id=shop.id, event_id=done.id, actor=member_of(shop), now=NOW)
            for _ in range(3)
        ]
    )
    assert sum(isinstance(one, Undone) for one in results) == 1, results
    assert sum(isinstance(one, Refused) for one in results) == 2, results
    assert Variant.objects.get(id=cup.id).stock == 3
    assert sum(change.delta for change in StockChange.objects.filter(variant=cup)) == 3


def test_three_workers_on_the_same_events_and_mails_send_each_once(settings: Settings) -> None:
    shop = make_shop(orders_per_hour=100)
    ways: dict[str, Any] = {"delivery": make_delivery(shop), "payment": make_payment(shop)}
    for _ in range(12):
        make_order(shop, make_variant(shop), **ways)
    box = Postbox()
    with smtp_server(box) as port:
        settings.COMPTOIR_MAIL_SERVER = settings_for(port)

        def work() -> int:
            done = 0
            while Outbox.objects.exists() or Job.objects.exists():
                done += once(LATER)
            return done

        results = at_once(work, work, work)
    assert all(isinstance(one, int) for one in results), results
    arrived = Counter(str(one.mail["Message-ID"]) for one in box.received)
    assert len(arrived) == 24
    assert set(arrived.values()) == {1}
    assert Message.objects.filter(state="sent").count() == 24


def test_two_workers_on_one_message_one_sends_it(settings: Settings) -> None:
    make_order(make_shop(notification_emails=[]))
    relay(now=NOW)
    box = Postbox()
    with smtp_server(box) as port:
        settings.COMPTOIR_MAIL_SERVER = settings_for(port)

        def work() -> int:
            mine = jobs.claim(kind=JOB, now=LATER)
            if mine:
                mailing_jobs.send(mine, LATER)
            return len(mine)

        results = at_once(*[work] * 4)
    assert sorted(one for one in results if isinstance(one, int)) == [0, 0, 0, 1], results
    assert len(box.received) == 1


def test_numbers_have_no_gap_where_orders_fail_between_others() -> None:
    """Half of the buyers come too late: what they were refused has taken no number."""
    shop = make_shop()
    cup, bowl = make_variant(shop, stock=4), make_variant(shop)
    ways = make_delivery(shop), make_payment(shop)

    def buy(n: int) -> Callable[[], Order]:
        basket = make_basket(shop, *((cup, bowl) if n % 2 else (bowl, cup)))
        details = make_details(*ways, email=f"buyer{n}@example.com")
        seen = total_of(shop, basket, details)
        return lambda: place(
            shop_id=shop.id,
            basket_id=basket.id,
            details=details,
            seen_total=seen,
            actor=customer(shop.id),
            now=NOW,
        )

    results = at_once(*[buy(n) for n in range(8)])
    assert sum(isinstance(one, BasketChanged) for one in results) == 4, results
    (after,) = [make_order(shop, bowl, delivery=ways[0], payment=ways[1])]
    numbers = sorted(Order.objects.values_list("number", flat=True))
    assert numbers == [f"2026-{n:05}" for n in range(1, 6)]
    assert after.number == numbers[-1]


def test_two_shops_count_for_themselves_at_once() -> None:
    shops = [make_shop(), make_shop()]
    ways = [(make_delivery(shop), make_payment(shop), make_variant(shop)) for shop in shops]

    def order(n: int) -> Callable[[], Order]:
        delivery, payment, cup = ways[n % 2]
        return lambda: make_order(shops[n % 2], cup, delivery=delivery, payment=payment)

    results = at_once(*[order(n) for n in range(8)])
    found = sorted((o.shop_id, o.number) for o in results if isinstance(o, Order))
    assert found == [(s.id, f"2026-{n:05}") for s in shops for n in range(1, 5)], results
