"""One action on many orders, with a result for each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from comptoir.core.errors import Refused
from comptoir.core.models import Event


@dataclass(frozen=True)
class BulkResult:
    """What became of one order: an event, or the refusal."""

    order_id: int
    event: Event | None
    refusal: Refused | None


def in_bulk(order_ids: Iterable[int], act: Callable[[int], Event]) -> list[BulkResult]:
    """Each order was tried in a transaction of its own; one refusal stops no other."""
    return [_one(order_id, act) for order_id in order_ids]


def _one(order_id: int, act: Callable[[int], Event]) -> BulkResult:
    try:
        return BulkResult(order_id, act(order_id), None)
    except Refused as refusal:
        return BulkResult(order_id, None, refusal)
