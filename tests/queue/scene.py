"""A shop with a mail that was given up, and an event whose reaction failed for good."""

from datetime import datetime, timedelta

import pytest

from comptoir.core import relay as core_relay
from comptoir.core.clock import utc_now
from comptoir.core.models import Event, Outbox
from comptoir.core.worker import once
from comptoir.mailing.models import Message
from comptoir.shops.models import Shop
from tests.factories import make_order, make_shop
from tests.mailing.server import Postbox

REFUSED = {"anne@example.com": "550 5.1.1 no such user"}


def shop_with_a_refused_mail(postbox: Postbox, slug: str = "lune") -> Shop:
    """The customer's mail of its one order was refused until it was given up; the other left."""
    shop = make_shop(slug=slug)
    make_order(shop, email="anne@example.com", now=utc_now())
    postbox.refused = dict(REFUSED)
    at = utc_now()
    for _ in range(3):
        once(at)
        at += timedelta(hours=1)
    postbox.refused = {}
    assert Message.objects.get(shop=shop, recipient="anne@example.com").state == "dead"
    return shop


def fail_for_good(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Outbox:
    """One more order, whose mails could not be written, until its event was given up."""
    order = make_order(shop, now=utc_now())

    def fails(event: Event) -> None:
        raise ValueError("a letter that can't be written")

    with monkeypatch.context() as patch:
        patch.setattr("comptoir.core.relay.reactions", lambda: {"order.placed": (fails,)})
        give_up(utc_now())
    row = Outbox.objects.get(subject_id=order.id)
    assert row.state == "dead"
    return row


def give_up(at: datetime) -> None:
    for _ in range(core_relay.ATTEMPTS):
        core_relay.relay(now=at)
        at += timedelta(hours=9)
