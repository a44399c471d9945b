"""A shop whose customers pay online, and an order that waits for its money."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from comptoir.core import jobs
from comptoir.core.actor import Actor, customer
from comptoir.core.clock import utc_now
from comptoir.core.relay import relay
from comptoir.methods.models import PaymentMethod
from comptoir.orders.models import Order, Payment
from comptoir.payments.actions.set_up_provider import set_up_provider
from comptoir.payments.checking import check
from comptoir.payments.models import PaymentAttempt, ProviderAccount
from comptoir.payments.starting import start
from comptoir.shops.models import Shop
from tests.factories import (
    make_delivery,
    make_order,
    make_payment,
    make_shop,
    make_variant,
    member_of,
)
from tests.payments.paypal.stand_in import CLIENT, WEBHOOK
from tests.payments.paypal.stand_in import SECRET as PAYPAL_SECRET
from tests.payments.stripe.stand_in import KEY, SECRET

KEYS = {
    "stripe": {"secret_key": KEY, "signing_secret": SECRET},
    "paypal": {"client_id": CLIENT, "secret": PAYPAL_SECRET, "webhook_id": WEBHOOK},
}


@dataclass
class Scene:
    shop: Shop
    method: PaymentMethod
    account: ProviderAccount
    order: Order

    @property
    def staff(self) -> Actor:
        return member_of(self.shop)

    def start(self, now: datetime | None = None) -> PaymentAttempt:
        """The customer leaves for the provider."""
        start(
            shop=self.shop,
            order=self.order,
            account=self.account,
            actor=customer(self.shop.id, "Anne"),
            now=now or utc_now(),
        )
        return PaymentAttempt.objects.filter(order=self.order).latest("id")

    def seen(self) -> tuple[str, list[tuple[str, int]]]:
        """Where the order's money stands, and what is booked and counts."""
        order = Order.objects.get(id=self.order.id)
        rows = Payment.objects.filter(order=order, voided_at=None).order_by("id")
        return order.payment_state, [(row.kind, row.amount) for row in rows]

    @property
    def hook(self) -> str:
        return reverse("payments:notice", args=[self.account.provider, self.account.public_id])


def scene(provider: str = "stripe", **fields: Any) -> Scene:
    shop = make_shop(**fields)
    method = make_payment(
        shop, kind=provider, names={"fr": provider, "en": provider}, holder="", iban="", bic=""
    )
    actor = member_of(shop)
    account = set_up_provider(
        shop_id=shop.id,
        method_id=method.id,
        test=True,
        keys=KEYS[provider],
        actor=actor,
        now=utc_now(),
    )
    account = check(account, actor=actor, now=utc_now())
    assert not account.fault, account.fault
    method.refresh_from_db()
    cup = make_variant(shop, price=2400, stock=50)
    order = make_order(shop, cup, payment=method, delivery=make_delivery(shop), now=utc_now())
    return Scene(shop, method, account, order)


def work(now: datetime | None = None) -> None:
    """The worker does all that is due."""
    while relay(now=now or utc_now()) + jobs.work(now=now or utc_now()):
        pass


def posted(found: Scene, body: bytes, headers: dict[str, str]) -> int:
    """How the house answers a notice."""
    answer = Client().post(found.hook, data=body, content_type="application/json", headers=headers)
    return answer.status_code
