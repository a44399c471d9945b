"""Which ways to receive and to pay are open. Each takes a fixed number of statements."""

from dataclasses import dataclass

from django.db.models import QuerySet

from comptoir.core.errors import NotFound
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
    payments = PaymentMethod.objects.filter(shop_id=shop_id, active=True, deleted_at__isnull=True)
    found = [
        method
        for method in payments.order_by("position", "id").prefetch_related("delivery_methods")
        if connected(method)
    ]
    if delivery_method_id is None:
        return found
    delivery = DeliveryMethod.objects.filter(shop_id=shop_id, id=delivery_method_id).first()
    if delivery is None:
        return []
    return [
        method
        for method in found
        if suits(method.kind, pickup=delivery.pickup) and _goes_with(method, delivery.id)
    ]


def _goes_with(method: PaymentMethod, delivery_method_id: int) -> bool:
    chosen = {delivery.id for delivery in method.delivery_methods.all()}
    return not chosen or delivery_method_id in chosen


def _active_deliveries(shop_id: int) -> QuerySet[DeliveryMethod]:
    methods = DeliveryMethod.objects.filter(shop_id=shop_id, active=True, deleted_at__isnull=True)
    return methods.order_by("position", "id")


def delivery_methods(shop_id: int) -> list[DeliveryMethod]:
    """All of them, on or off, in the shop's order; one statement."""
    methods = DeliveryMethod.objects.filter(shop_id=shop_id, deleted_at__isnull=True)
    return list(methods.order_by("position", "id"))


def delivery_method(shop_id: int, method_id: int) -> DeliveryMethod:
    """Raises NotFound for one of another shop, or one that was deleted."""
    methods = DeliveryMethod.objects.filter(shop_id=shop_id, deleted_at__isnull=True)
    found = methods.filter(id=method_id).first()
    if found is None:
        raise NotFound
    return found


def payment_methods(shop_id: int) -> list[PaymentMethod]:
    """All of them, on or off, in the shop's order, with the deliveries they go with."""
    methods = PaymentMethod.objects.filter(shop_id=shop_id, deleted_at__isnull=True)
    return list(methods.order_by("position", "id").prefetch_related("delivery_methods"))


def payment_method(shop_id: int, method_id: int) -> PaymentMethod:
    """Raises NotFound for one of another shop, or one that was deleted."""
    methods = PaymentMethod.objects.filter(shop_id=shop_id, deleted_at__isnull=True)
    found = methods.filter(id=method_id).first()
    if found is None:
        raise NotFound
    return found
