"""Which ways to receive and to pay are open. Each takes a fixed number of statements."""

from dataclasses import dataclass

from comptoir.core.errors import NotFound
from comptoir.core.kept import kept
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.methods.rules import connected, delivery_price, goes_to, suits


@dataclass(frozen=True, slots=True)
class DeliveryChoice:
    """A way that is open for these goods; price: gross minor units."""

    method: DeliveryMethod
    price: int


def delivery_choices(
    shop_id: int, country: str, goods_value: int, weight: int
) -> list[DeliveryChoice]:
    """The active ways to that country whose rules take goods of that value and weight."""
    choices = []
    for method in _active_deliveries(shop_id):
        price = delivery_price(method, goods_value=goods_value, weight=weight)
        if price is not None and goes_to(method.countries, country, pickup=method.pickup):
            choices.append(DeliveryChoice(method, price))
    return choices


def delivery_countries(shop_id: int) -> frozenset[str] | None:
    """Where something is sent to; None: everywhere. Ways to collect don't count."""
    countries: set[str] = set()
    for method in _active_deliveries(shop_id):
        if not method.pickup:
            if not method.countries:
                return None
            countries.update(method.countries)
    return frozenset(countries)


def payment_choices(shop_id: int, delivery_method_id: int | None) -> list[PaymentMethod]:
    """The active, connected ways to pay that go with that delivery method (None: any)."""
    found = _offered_payments(shop_id)
    if delivery_method_id is None:
        return list(found)
    chosen = [one for one in delivery_methods(shop_id) if one.id == delivery_method_id]
    if not chosen:
        return []
    delivery = chosen[0]
    return [
        method
        for method in found
        if suits(method.kind, pickup=delivery.pickup) and _goes_with(method, delivery.id)
    ]


def anything_to_deliver_by(shop_id: int) -> bool:
    """Some way to receive goods is on."""
    return bool(_active_deliveries(shop_id))


def anything_to_pay_by(shop_id: int) -> bool:
    """Some way to pay is on and connected, and goes with a way to receive goods if there is one."""
    deliveries = _active_deliveries(shop_id)
    if not deliveries:
        return bool(_offered_payments(shop_id))
    return any(payment_choices(shop_id, delivery.id) for delivery in deliveries)


def _goes_with(method: PaymentMethod, delivery_method_id: int) -> bool:
    chosen = {delivery.id for delivery in method.delivery_methods.all()}
    return not chosen or delivery_method_id in chosen


def _active_deliveries(shop_id: int) -> list[DeliveryMethod]:
    return [method for method in delivery_methods(shop_id) if method.active]


def _offered_payments(shop_id: int) -> list[PaymentMethod]:
    return kept(
        shop_id,
        "payments offered",
        lambda: [one for one in payment_methods(shop_id) if one.active and connected(one)],
    )


def delivery_methods(shop_id: int) -> list[DeliveryMethod]:
    """All of them, on or off, in the shop's order."""

    def load() -> list[DeliveryMethod]:
        rows = DeliveryMethod.objects.filter(shop_id=shop_id, deleted_at__isnull=True)
        return list(rows.order_by("position", "id"))

    return kept(shop_id, "deliveries", load)


def delivery_method(shop_id: int, method_id: int) -> DeliveryMethod:
    """Raises NotFound for one of another shop, or one that was deleted."""
    methods = DeliveryMethod.objects.filter(shop_id=shop_id, deleted_at__isnull=True)
    found = methods.filter(id=method_id).first()
    if found is None:
        raise NotFound
    return found


def payment_methods(shop_id: int) -> list[PaymentMethod]:
    """All of them, on or off, in the shop's order, with the deliveries they go with."""

    def load() -> list[PaymentMethod]:
        rows = PaymentMethod.objects.filter(shop_id=shop_id, deleted_at__isnull=True)
        return list(rows.order_by("position", "id").prefetch_related("delivery_methods"))

    return kept(shop_id, "payments", load)


def payment_method(shop_id: int, method_id: int) -> PaymentMethod:
    """Raises NotFound for one of another shop, or one that was deleted."""
    methods = PaymentMethod.objects.filter(shop_id=shop_id, deleted_at__isnull=True)
    found = methods.filter(id=method_id).first()
    if found is None:
        raise NotFound
    return found
