"""Undo while the worker writes the mail of the very step: neither waits for the other for ever."""

from datetime import timedelta
from threading import Event as Signal

import pytest

from comptoir.core import relay as core_relay
from comptoir.core.models import Event, Outbox
from comptoir.core.relay import relay
from comptoir.mailing.models import Message
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.undo import Undone, undo
from comptoir.orders.models import Order
from tests.factories import NOW, make_order, make_shop, member_of
from tests.races.test_last_piece import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(minutes=1)


def test_undo_waits_for_the_worker_and_says_that_the_mail_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop = make_shop()
    order = make_order(shop)
    relay(now=LATER)
    done = complete(shop_id=shop.id, order_id=order.id, actor=member_of(shop), now=NOW)
    held = Signal()
    react = core_relay.react

    def slow(event: Event) -> None:
        held.set()
        Signal().wait(0.7)  # long enough for undo to hold the order and want the outbox row
        react(event)

    def take_back() -> Undone:
        assert held.wait(10)
        return undo(shop_id=shop.id, event_id=done.id, actor=member_of(shop), now=LATER)

    monkeypatch.setattr("comptoir.core.relay.react", slow)
    results = at_once(lambda: relay(now=LATER), take_back)
    assert results[0] == 1, results
    assert isinstance(results[1], Undone), results
    assert results[1].mail_left
    assert not Outbox.objects.exists()
    assert Message.objects.filter(event=done).count() == 1
    assert Order.objects.get(id=order.id).completed_at is None
