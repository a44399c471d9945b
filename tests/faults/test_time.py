"""The clock jumps back; the worker was dead for an hour; the mail server takes calls and says nothing."""

import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from comptoir.core import jobs
from comptoir.core.models import Job, Outbox
from comptoir.core.relay import relay
from comptoir.core.worker import once
from comptoir.mailing.models import Message
from comptoir.mailing.queue import JOB
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.undo import undo
from comptoir.orders.history import events_of
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from tests.factories import NOW, make_delivery, make_order, make_payment, make_shop, member_of
from tests.mailing.server import Postbox, settings_for

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


@pytest.fixture
def shop(server: tuple[Postbox, int], settings: Settings) -> Shop:
    """A shop whose mails go to the server of this test."""
    settings.COMPTOIR_MAIL_SERVER = settings_for(server[1])
    return make_shop()


def orders_of(shop: Shop, count: int, **more: object) -> list[Order]:
    ways = {"delivery": make_delivery(shop), "payment": make_payment(shop)}
    return [make_order(shop, **ways, **more) for _ in range(count)]  # type: ignore[arg-type] # values of make_order


def by_id(box: Postbox) -> list[int]:
    """How often each mail arrived, by its Message-ID."""
    return list(Counter(str(one.mail["Message-ID"]) for one in box.received).values())


def test_a_worker_dead_for_an_hour_catches_up_once(shop: Shop, server: tuple[Postbox, int]) -> None:
    first, second = orders_of(shop, 2)
    relay(now=NOW)
    # It dies with two mails in hand; orders go on, and staff work.
    assert len(jobs.claim(kind=JOB, now=NOW, limit=2)) == 2
    (third,) = orders_of(shop, 1, now=NOW + HOUR / 2)
    for order in (first, second):
        complete(shop_id=shop.id, order_id=order.id, actor=member_of(shop), now=NOW + HOUR / 2)
    assert not server[0].received
    while once(NOW + HOUR):
        pass
    assert by_id(server[0]) == [1] * 8
    assert Counter(Message.objects.values_list("order__number", "state")) == {
        (first.number, "sent"): 3,
        (second.number, "sent"): 3,
        (third.number, "sent"): 2,
    }
    assert not Job.objects.exists()
    assert not Outbox.objects.exists()


def test_after_the_clock_jumped_back_new_mails_go_at_once_and_old_ones_in_time(
    shop: Shop, server: tuple[Postbox, int]
) -> None:
    orders_of(shop, 1)
    relay(now=NOW)
    orders_of(shop, 1)
    earlier = NOW - HOUR
    (later_order,) = orders_of(shop, 1, now=earlier)
    while once(earlier):
        pass
    assert {one.recipient for one in server[0].received} <= {
        later_order.email,
        *shop.notification_emails,
    }
    assert Message.objects.filter(order=later_order, state="sent").count() == 2
    while once(NOW):
        pass
    assert by_id(server[0]) == [1] * 6
    assert sorted(Order.objects.values_list("number", flat=True)) == [
        f"2026-0000{n}" for n in (1, 2, 3)
    ]


def test_steps_and_undo_go_on_when_the_clock_jumped_back(shop: Shop) -> None:
    (order,) = orders_of(shop, 1)
    staff = member_of(shop)
    mark_paid(shop_id=shop.id, order_id=order.id, actor=staff, now=NOW)
    done = complete(shop_id=shop.id, order_id=order.id, actor=staff, now=NOW - HOUR)
    undone = undo(shop_id=shop.id, event_id=done.id, actor=staff, now=NOW - HOUR)
    order.refresh_from_db()
    assert not undone.mail_left
    assert (order.handling, order.payment_state, order.version) == ("open", "paid", 4)
    # The history stands in the order in which things were done, whatever the clock said.
    assert [event.kind for event in events_of(order)] == [
        "order.undone",
        "order.completed",
        "order.paid",
        "order.placed",
    ]


@contextmanager
def silent_server() -> Iterator[int]:
    """It takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        yield port


def test_while_the_mail_server_says_nothing_orders_are_placed(
    server: tuple[Postbox, int], settings: Settings
) -> None:
    settings.EMAIL_TIMEOUT = 1
    shop = make_shop(orders_per_hour=10_000)
    orders_of(shop, 3)
    with silent_server() as port:
        settings.COMPTOIR_MAIL_SERVER = settings_for(port)

        def work() -> None:
            try:
                once(NOW)
            finally:
                connection.close()

        worker = Thread(target=work)
        worker.start()
        placed = 0
        while worker.is_alive():
            orders_of(shop, 1)
            placed += 1
            worker.join(0.05)
    assert placed >= 5, "an order waited for the mail server"
    told = set(Message.objects.exclude(state="waiting").values_list("state", "reason"))
    assert told == {("failed", "server")}
    settings.COMPTOIR_MAIL_SERVER = settings_for(server[1])
    while once(NOW + timedelta(minutes=5)):
        pass
    assert by_id(server[0]) == [1] * 2 * (3 + placed)
