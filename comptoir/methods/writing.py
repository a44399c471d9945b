"""Steps that the actions on methods share; each runs inside an action's transaction."""

from typing import Any

from django.db.models import Max, QuerySet

from comptoir.core.database import locked
from comptoir.core.errors import NotFound
from comptoir.methods.details import DeliveryDetails, PaymentDetails
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.methods.rules import beforehand_by_default, compact_bic, compact_iban

_DELIVERY = [
    "names",
    "descriptions",
    "active",
    "pickup",
    "price_rule",
    "price",
    "tiers",
    "free_from",
    "countries",
    "tax_class",
    "days_min",
    "days_max",
    "carrier",
    "tracking_address",
]
_PAYMENT = [
    "kind",
    "names",
    "instructions",
    "active",
    "fee",
    "fee_tax_class",
    "holder",
    "iban",
    "bic",
    "holder_street",
    "holder_postal_code",
    "holder_city",
    "remind_days",
    "expire_days",
    "beforehand",
]


def locked_delivery(shop_id: int, method_id: int) -> DeliveryMethod:
    """Raises NotFound for a method of another shop, or one that was deleted."""
    rows = DeliveryMethod.objects.filter(shop_id=shop_id, id=method_id, deleted_at__isnull=True)
    found = locked(rows).first()
    if found is None:
        raise NotFound
    return found


def locked_payment(shop_id: int, method_id: int) -> PaymentMethod:
    """Raises NotFound for a method of another shop, or one that was deleted."""
    rows = PaymentMethod.objects.filter(shop_id=shop_id, id=method_id, deleted_at__isnull=True)
    found = locked(rows).first()
    if found is None:
        raise NotFound
    return found


def next_position(rows: "QuerySet[Any]") -> int:
    last = rows.filter(deleted_at__isnull=True).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def put_delivery(method: DeliveryMethod, details: DeliveryDetails) -> None:
    """The method holds the details (not saved yet); what its kind has no use for is empty.

    An address of one's own wins over the carrier's; the carrier's name is kept with it.
    """
    for name in _DELIVERY:
        setattr(method, name, getattr(details, name))
    flat = details.price_rule == "flat"
    method.tiers = [] if flat else [[limit, price] for limit, price in details.tiers]
    method.price = details.price if flat else 0
    method.countries = [] if details.pickup else sorted(set(details.countries))
    if details.pickup:
        method.carrier = method.tracking_address = ""


def put_payment(method: PaymentMethod, details: PaymentDetails) -> None:
    """The method holds the details (not saved yet); accounts only where they are used."""
    if method.kind != details.kind:
        method.connected_at = None
    for name in _PAYMENT:
        setattr(method, name, getattr(details, name))
    transfer = details.kind == PaymentMethod.Kind.BANK_TRANSFER
    method.holder = details.holder.strip() if transfer else ""
    method.iban = compact_iban(details.iban) if transfer else ""
    method.bic = compact_bic(details.bic) if transfer else ""
    for name in ("holder_street", "holder_postal_code", "holder_city"):
        setattr(method, name, getattr(details, name).strip() if transfer else "")
    method.beforehand = (
        beforehand_by_default(details.kind) if details.beforehand is None else details.beforehand
    )


def put_deliveries(method: PaymentMethod, ids: "tuple[int, ...] | list[int]") -> None:
    """The method goes with these; ids of other shops are left out."""
    mine = DeliveryMethod.objects.filter(
        shop_id=method.shop_id, id__in=ids, deleted_at__isnull=True
    )
    method.delivery_methods.set(mine)


def delivery_json(method: DeliveryMethod) -> dict[str, Any]:
    """What the history says of a delivery method."""
    return {name: getattr(method, name) for name in _DELIVERY}


def payment_json(method: PaymentMethod) -> dict[str, Any]:
    """What the history says of a payment method."""
    goes_with = sorted(method.delivery_methods.values_list("id", flat=True))
    return {name: getattr(method, name) for name in _PAYMENT} | {"goes_with": goes_with}


def differences(
    before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, as it was and as it is."""
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}
