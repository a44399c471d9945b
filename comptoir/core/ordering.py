"""Putting rows in an order that a person chose."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from comptoir.core.database import locked
from comptoir.core.errors import Conflict


def put_in_order(rows: "models.QuerySet[Any]", ids: Sequence[int]) -> list[int]:
    """Each row's `position` is its place among the ids; returns the ids as they stood before.

    Raises Conflict unless the ids are exactly those of the rows: somebody added or
    removed one since the page was drawn. Runs inside an action's transaction.
    """
    places = dict(locked(rows).order_by("position", "id").values_list("id", "position"))
    if len(ids) != len(places) or set(ids) != places.keys():
        raise Conflict
    for place, row_id in enumerate(ids):
        if places[row_id] != place:
            rows.filter(id=row_id).update(position=place)
    return list(places)


def moved(ids: Sequence[int], row_id: int, step: int) -> list[int]:
    """The ids with that one `step` places further on (negative: further up), if there is room."""
    order = list(ids)
    if row_id not in order:
        return order
    place = order.index(row_id)
    order.remove(row_id)
    order.insert(min(max(place + step, 0), len(order)), row_id)
    return order
