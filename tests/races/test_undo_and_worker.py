"""Undo while the worker writes the mail of the very step: neither waits for the other for ever.

On PostgreSQL the worker holds the event while it renders, and undo comes too late. On SQLite it
holds nothing until it writes, and undo wins. Either way undo tells the truth about the mail.
"""

from datetime import timedelta
from threading import Event as Signal

import pytest
from django.db import connection

from comptoir.core import relay as core_relay
from comptoir.core.events import Writing
from comptoir.core.models import Event, Outbox
from comptoir.core.relay import relay
from comptoir.mailing.models import Message
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.undo import Undone, undo
from comptoir.orders.models import Order
from tests.factories import NOW, make_order, make_shop, member_of
from tests.races.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(minutes=1)


def test_undo_says_whether_the_mail_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop = make_shop()
    order = make_order(shop)
    relay(now=LATER)
    done = complete(shop_id=shop.id, order_id=order.id, actor=member_of(shop), now=NOW)
    held = Signal()
    react = core_relay.react

    def slow(event: Event) -> list[Writing]:
        held.set()
        Signal().wait(0.7)  # long enough for undo to hold the order and want the outbox row
        return react(event)

    def take_back() -> Undone:
        assert held.wait(10)
        return undo(shop_id=shop.id, event_id=done.id, actor=member_of(shop), now=LATER)

    monkeypatch.setattr("comptoir.core.relay.react", slow)
    results = at_once(lambda: relay(now=LATER), take_back)
    assert isinstance(results[1], Undone), results
    left = connection.vendor == "postgresql"
    assert results[0] == int(left), results
    assert results[1].mail_left is left
    assert not Outbox.objects.exists()
    assert Message.objects.filter(event=done).count() == int(left)
    assert Order.objects.get(id=order.id).completed_at is None
