"""A customer leaves for the provider: the attempt is written, then begun there, then noted."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from comptoir.core.actor import Actor
from comptoir.core.texts import text_in
from comptoir.orders.models import Order
from comptoir.payments import credentials
from comptoir.payments.actions.begin_attempt import begin_attempt
from comptoir.payments.actions.note_begun import note_begun
from comptoir.payments.models import PaymentAttempt, ProviderAccount
from comptoir.payments.providers.interface import Ask
from comptoir.shops.models import Shop
from comptoir.shops.queries import public_url


def start(
    *, shop: Shop, order: Order, account: ProviderAccount, actor: Actor, now: datetime
) -> str:
    """Where the customer is sent to pay what is open on the order.

    The provider is asked outside any transaction, with the attempt's own key: whatever is
    repeated is one payment there. Raises Refused, ProviderTrouble.
    """
    attempt = begin_attempt(
        shop_id=shop.id, order_id=order.id, account_id=account.id, actor=actor, now=now
    )
    if attempt.url:
        return attempt.url
    begun = credentials.of(account).start(
        credentials.opened(account), _ask(shop, order, attempt), test=account.test
    )
    noted = note_begun(
        shop_id=shop.id,
        attempt_id=attempt.id,
        reference=begun.reference,
        url=begun.url,
        now=now,
    )
    return noted.url


def _ask(shop: Shop, order: Order, attempt: PaymentAttempt) -> Ask:
    name = text_in(shop.names, order.language, shop.language)
    return Ask(
        key=attempt.key,
        amount=attempt.amount,
        currency=attempt.currency,
        label=_("%(shop)s, order %(number)s") % {"shop": name, "number": order.number},
        language=order.language,
        email=order.email,
        return_url=_address(shop, "storefront:pay_return", order, attempt),
        cancel_url=_address(shop, "storefront:pay_left", order, attempt),
        shop_name=name,
    )


def _address(shop: Shop, name: str, order: Order, attempt: PaymentAttempt) -> str:
    path = reverse(name, kwargs={"shop": shop.slug, "token": order.token, "key": attempt.key})
    return public_url(shop, path)
