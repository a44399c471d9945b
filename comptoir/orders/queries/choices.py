"""What the orders of a shop can be narrowed to by name."""

from dataclasses import dataclass

from comptoir.core.kept import kept
from comptoir.core.prepared import Query
from comptoir.core.texts import Texts
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.orders.models import Tag

# A menu of more tags is no menu; the others are found by search on the order page.
TAGS = 100
Named = list[tuple[int, Texts]]


@dataclass(frozen=True, slots=True)
class Choices:
    """Methods (id and names, removed ones last, for old orders have them) and tags by name."""

    delivery: Named
    payment: Named
    tags: list[str]


_tags = Query(
    lambda shop_id: Tag.objects.filter(shop_id=shop_id).order_by("name").values_list("name")[:TAGS],
    shop_id=int,
)


def choices(shop_id: int) -> Choices:
    """The shop's delivery methods and payment methods, kept, and its tags; one statement."""
    delivery, payment = kept(shop_id, "methods of the list", lambda: _methods(shop_id))
    return Choices(delivery, payment, [name for (name,) in _tags.all(shop_id=shop_id)])


def _methods(shop_id: int) -> tuple[Named, Named]:
    by_place = ("-active", "position", "id")
    deliveries = DeliveryMethod.objects.filter(shop_id=shop_id).order_by(*by_place)
    payments = PaymentMethod.objects.filter(shop_id=shop_id).order_by(*by_place)
    return (
        list(deliveries.values_list("id", "names")),
        list(payments.values_list("id", "names")),
    )
