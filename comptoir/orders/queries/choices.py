"""What the orders of a shop can be narrowed to by name."""

from dataclasses import dataclass

from comptoir.core.texts import Texts
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.orders.models import Tag

# A menu of more tags is no menu; the others are found by search on the order page.
TAGS = 100


@dataclass(frozen=True, slots=True)
class Choices:
    """Methods (id and names, removed ones last, for old orders have them) and tags by name."""

    delivery: list[tuple[int, Texts]]
    payment: list[tuple[int, Texts]]
    tags: list[str]


def choices(shop_id: int) -> Choices:
    """The shop's delivery methods, payment methods and tags; three statements."""
    by_place = ("-active", "position", "id")
    deliveries = DeliveryMethod.objects.filter(shop_id=shop_id).order_by(*by_place)
    payments = PaymentMethod.objects.filter(shop_id=shop_id).order_by(*by_place)
    tags = Tag.objects.filter(shop_id=shop_id).order_by("name")
    return Choices(
        delivery=list(deliveries.values_list("id", "names")),
        payment=list(payments.values_list("id", "names")),
        tags=list(tags.values_list("name", flat=True)[:TAGS]),
    )
