"""All the orders of a view, for bulk actions and exports."""

from collections.abc import Iterator

from comptoir.orders.models import Order
from comptoir.orders.queries.along import Way
from comptoir.orders.queries.cursors import Position
from comptoir.orders.queries.entries import entries
from comptoir.orders.queries.filters import Filters
from comptoir.shops.models import Shop

CHUNK = 1_000


def ids_in_view(shop: Shop, filters: Filters) -> Iterator[int]:
    """Every order of the view, newest first, read in chunks of bounded memory."""
    position: Position | None = None
    while True:
        found = entries(shop, filters, Way("placed_at", True, position, CHUNK))
        yield from found.ids
        last = found.last
        if last is None and len(found.ids) == CHUNK:
            last = found.ids[-1]
        if last is None:
            return
        row = Order.objects.filter(id=last).values_list("placed_at", "id").first()
        if row is None:
            return
        position = Position(*row)


def ids_of_numbers(shop_id: int, numbers: list[str]) -> list[int]:
    """The shop's orders of those numbers, in their order; unknown ones are left out."""
    found = Order.objects.filter(shop_id=shop_id, number__in=numbers)
    ids = dict(found.values_list("number", "id"))
    return [ids[number] for number in dict.fromkeys(numbers) if number in ids]


def numbers_of_ids(shop_id: int, order_ids: list[int]) -> dict[int, str]:
    """The numbers of those orders, by id, in their order."""
    found = Order.objects.filter(shop_id=shop_id, id__in=order_ids)
    numbers = dict(found.values_list("id", "number"))
    return {order_id: numbers[order_id] for order_id in order_ids if order_id in numbers}
