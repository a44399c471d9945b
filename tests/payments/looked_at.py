"""Payments at a provider whose notices don't come, to be looked at."""

import json
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from comptoir.core.actor import system
from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.ids import token
from comptoir.methods.actions.note_connection import note_connection
from comptoir.orders.actions.refund import refund
from comptoir.payments.actions.note_facts import note_facts
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.providers.interface import (
    Facts,
    Received,
    Standing,
)
from comptoir.payments.providers.stripe.signature import sign
from comptoir.payments.tidying import ask_about_begun, look_for_refunds
from tests.payments.scene import Scene, posted, scene, work
from tests.payments.stripe.stand_in import SECRET, Stripe
from tests.payments.walking import StandIn


class Paid:
    """An order that was paid, at a provider whose notices don't come unless a test brings them."""

    def __init__(self, provider: str, there: StandIn) -> None:
        self.there = there
        self.found: Scene = scene(provider)
        self.attempt, self.now = self.found.start(), utc_now() + timedelta(minutes=15)
        if isinstance(there, Stripe):
            there.pay(self.attempt.reference)
        else:
            there.approve(self.attempt.reference)
        ask_about_begun(self.now)
        work(self.now)
        self.attempt.refresh_from_db()
        self.total = self.found.order.total
        assert self.found.seen() == ("paid", [("payment", self.total)])
        there.asked.clear()

    def give_back(self, amount: int) -> Any:
        return self.there.give_back(self.attempt.money, amount)

    def notice(self, refund: Any) -> None:
        kind = "refund.created" if isinstance(self.there, Stripe) else "PAYMENT.CAPTURE.REFUNDED"
        body = json.dumps(self.there.event(kind, refund)).encode()
        if isinstance(self.there, Stripe):
            headers = {"Stripe-Signature": sign(body, SECRET, at=utc_now())}
        else:
            headers = self.there.signed(body)
        assert posted(self.found, body, headers) == 200
        work(self.now)

    def after(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        look_for_refunds(self.now)
        work(self.now)
        return self.now

    def by_hand(self, amount: int) -> None:
        refund(
            shop_id=self.found.shop.id,
            order_id=self.found.order.id,
            amount=amount,
            actor=self.found.staff,
            now=self.now,
        )

    def connected(self, yes: bool) -> None:
        note_connection(
            shop_id=self.found.shop.id,
            method_id=self.found.method.id,
            connected=yes,
            actor=self.found.staff,
            now=self.now,
        )

    def twice(self) -> str:
        """The order is paid by one attempt more; what the provider calls that money."""
        assert isinstance(self.there, Stripe)
        first = self.attempt
        second = more_of(first, 1)[0]
        session = self.there.sessions[first.reference]
        money = self.there.new("pi")
        self.there.sessions[second.reference] = session | {
            "id": second.reference,
            "payment_intent": money,
        }
        received = Received(money, first.amount, first.currency)
        with write():
            PaymentAttempt.objects.filter(id=second.id).update(state="waiting", money="")
        note_facts(
            shop_id=first.shop_id,
            attempt_id=second.id,
            facts=Facts(Standing.PAID, (received,)),
            actor=system(first.shop_id),
            now=self.now,
        )
        return money

    @property
    def questions(self) -> list[str]:
        return [one for one in self.there.asked if "oauth2" not in one]

    @property
    def back(self) -> list[tuple[str, int]]:
        return [one for one in self.found.seen()[1] if one[0] == "refund"]


def more_of(attempt: PaymentAttempt, count: int, **fields: Any) -> list[PaymentAttempt]:
    """As many attempts more, like this one."""
    new = [copy(attempt) for _ in range(count)]
    for row in new:
        row.pk, row.key, row.reference = None, token(), token()
        for name, value in fields.items():
            setattr(row, name, value)
    with write():
        return PaymentAttempt.objects.bulk_create(new)
