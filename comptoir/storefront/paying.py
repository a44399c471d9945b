"""What the order page offers and says about paying online."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comptoir.methods.models import PaymentMethod
from comptoir.methods.queries import payment_choices, payment_methods
from comptoir.methods.rules import PROVIDERS, connected
from comptoir.orders.models import Order
from comptoir.orders.queries.payment_offers import may_change
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.providers.table import provider
from comptoir.payments.queries.attempts import attempts_of
from comptoir.storefront.visit import Visit

State = PaymentAttempt.State


@dataclass(frozen=True, slots=True)
class Online:
    """method: the one whose provider can be gone to now; None if there is nothing to pay there.

    said: what became of the last try; `waits`: word of it is still to come. changeable: another
    way to pay can be chosen.
    """

    method: PaymentMethod | None = None
    title: str = ""
    said: str = ""
    tone: str = "info"
    waits: bool = False
    changeable: bool = False
    begun: bool = False


def online(order: Order, visit: Visit, asked: Mapping[str, str]) -> Online:
    """What the order page says about paying online. One statement, and none for other ways to pay."""
    changeable = may_change(order) and _others(order, visit)
    kind = str(order.payment_as_was.get("kind", ""))
    if kind not in PROVIDERS:
        return Online(changeable=changeable)
    title = provider(kind).title
    if order.balance <= 0 or order.cancelled or order.withdrawn_at is not None:
        return Online(title=title)
    attempts = attempts_of(order.id)
    said, tone, waits = _said(attempts, asked, title)
    return Online(
        method=method_of(order, visit),
        title=title,
        said=said,
        tone=tone,
        waits=waits,
        changeable=changeable and not waits,
        begun=bool(attempts),
    )


def _others(order: Order, visit: Visit) -> bool:
    """True if there is another way to pay than the order's own."""
    open_ways = payment_choices(visit.shop.id, order.delivery_method_id)
    return any(method.id != order.payment_method_id for method in open_ways)


def method_of(order: Order, visit: Visit) -> PaymentMethod | None:
    """The order's payment method, if a provider stands behind it who is connected."""
    for method in payment_methods(visit.shop.id):
        if method.id == order.payment_method_id:
            usable = method.kind in PROVIDERS and method.active and connected(method)
            return method if usable else None
    return None


def _said(
    attempts: list[PaymentAttempt], asked: Mapping[str, str], title: str
) -> tuple[str, str, bool]:
    last = attempts[0] if attempts else None
    values = {"provider": title}
    if "trouble" in asked:
        text = _("%(provider)s could not be reached. Nothing was paid; please try again.")
        return text % values, "warn", False
    if last is None:
        return "", "info", False
    if last.state == State.DECLINED:
        text = _("%(provider)s declined the payment. Nothing was taken; you can try again.")
        return text % values, "warn", False
    if "left" in asked:
        text = _("You have not paid yet. Your order is safe: pay now, later, or another way.")
        return text, "info", False
    if last.state == State.WAITING and last.returned_at is not None:
        text = _("We are waiting for word from %(provider)s. You need not do anything.")
        return text % values, "info", True
    return "", "info", False
