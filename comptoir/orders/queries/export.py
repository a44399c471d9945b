"""Which orders an export carries, in order of number."""

from collections.abc import Iterator

from comptoir.orders.models import Order

CHUNK = 2_000


def ids_by_number(shop_id: int) -> Iterator[int]:
    """Every order of the shop by number, read in chunks of bounded memory."""
    last = ""
    rows = Order.objects.filter(shop_id=shop_id).order_by("number").values_list("number", "id")
    while found := list(rows.filter(number__gt=last)[:CHUNK]):
        yield from (order_id for _number, order_id in found)
        last = found[-1][0]


def in_order_of_number(shop_id: int, ids: Iterator[int]) -> list[int]:
    """Those orders of the shop, by number."""
    numbers: dict[int, str] = {}
    batch: list[int] = []
    for order_id in ids:
        batch.append(order_id)
        if len(batch) == CHUNK:
            numbers |= _numbers(shop_id, batch)
            batch = []
    numbers |= _numbers(shop_id, batch)
    return sorted(numbers, key=lambda order_id: numbers[order_id])


def _numbers(shop_id: int, ids: list[int]) -> dict[int, str]:
    return dict(Order.objects.filter(shop_id=shop_id, id__in=ids).values_list("id", "number"))


def count_of_shop(shop_id: int) -> int:
    """The number of the shop's orders, for a progress bar; reads the whole index."""
    return Order.objects.filter(shop_id=shop_id).count()
