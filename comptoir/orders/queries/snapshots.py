"""Whole orders as values, in chunks: a fixed number of statements per chunk."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from comptoir.core.among import Among
from comptoir.core.models import Event
from comptoir.orders.models import Order, OrderLine, OrderTag, Parcel, ParcelLine, Payment
from comptoir.orders.snapshot import (
    OWN_FIELDS,
    EventSnapshot,
    LineSnapshot,
    OrderSnapshot,
    ParcelSnapshot,
    PaymentSnapshot,
    TermsSnapshot,
)

CHUNK = 500
# The same in thousands of rows: read as they lie there, and decoded once.
METHODS = ("delivery_as_was", "payment_as_was")
SHARED = ("names", *METHODS)


def _read(names: Iterable[str]) -> tuple[Any, ...]:
    return tuple([Cast(name, TextField()) if name in SHARED else name for name in names])


OWN = _read(OWN_FIELDS)
LINE = _read(LineSnapshot.__dataclass_fields__)
PAYMENT = tuple(PaymentSnapshot.__dataclass_fields__)
PARCEL = tuple(name for name in ParcelSnapshot.__dataclass_fields__ if name != "contents")

# What an event says under these names depends on ids.
NAMING_ROWS = frozenset({"payment_id", "parcel_id", "payment_method_id", "stock", "stock_taken"})
EVENT = ("kind", "at", "actor_kind", "actor_name", "before", "after")

# A row as the database gives it: whose it is, its id, and the snapshot's values in their order.
Row = tuple[Any, ...]
Rows = dict[int, list[Row]]


def snapshots(shop_id: int, ids: Iterable[int], chunk: int = CHUNK) -> Iterator[OrderSnapshot]:
    """The orders of the shop among `ids`, in the order of `ids`; memory holds one chunk.

    Seven statements per chunk.
    """
    stream = iter(ids)
    while batch := list(islice(stream, chunk)):
        found = _chunk(shop_id, batch)
        yield from (found[order_id] for order_id in batch if order_id in found)


def _chunk(shop_id: int, ids: list[int]) -> dict[int, OrderSnapshot]:
    related = _Related(shop_id, ids)
    orders = Order.objects.filter(Among("id", ids), shop_id=shop_id)
    rows = orders.values_list("id", "terms__language", "terms__text", *OWN)
    return {row[0]: related.snapshot(row) for row in rows}


class _Related:
    """Everything beside the orders' own rows, by order id."""

    def __init__(self, shop_id: int, ids: list[int]) -> None:
        by_order = Among("order_id", ids)
        lines = OrderLine.objects.filter(by_order).order_by("position")
        self.lines = _grouped(lines.values_list("order_id", "id", *LINE))
        payments = Payment.objects.filter(by_order).order_by("id")
        self.payments = _grouped(payments.values_list("order_id", "id", *PAYMENT))
        parcels = Parcel.objects.filter(by_order).order_by("position")
        self.parcels = _grouped(parcels.values_list("order_id", "id", *PARCEL))
        contents = ParcelLine.objects.filter(Among("parcel__order_id", ids)).order_by(
            "line__position"
        )
        self.contents = _grouped(contents.values_list("parcel_id", "line_id", "quantity"))
        tags = OrderTag.objects.filter(by_order).order_by("tag__name")
        self.tags = _grouped(tags.values_list("order_id", "tag__name"))
        # With the shop, for the index: without it, all events of all shops were read per chunk.
        events = Event.objects.filter(
            Among("subject_id", ids), shop_id=shop_id, subject_kind="order"
        ).order_by("id")
        self.events = _grouped(events.values_list("subject_id", "id", "undoes_id", *EVENT))

    def snapshot(self, row: Row) -> OrderSnapshot:
        order_id, language, text, *own = row
        lines, payments = self.lines[order_id], self.payments[order_id]
        parcels, events = self.parcels[order_id], self.events[order_id]
        positions = Positions(
            lines=_positions(lines), payments=_positions(payments), parcels=_positions(parcels)
        )
        nth = _positions(events)
        values = dict(zip(OWN_FIELDS, own, strict=True))
        for name in METHODS:
            values[name] = _decoded(values[name])
        return OrderSnapshot(
            **values,
            terms=TermsSnapshot(language, text) if text else None,
            lines=tuple([LineSnapshot(line[2], _decoded(line[3]), *line[4:]) for line in lines]),
            payments=tuple([PaymentSnapshot(*payment[2:]) for payment in payments]),
            parcels=tuple([self._parcel(parcel, positions) for parcel in parcels]),
            tags=tuple([name for _order_id, name in self.tags[order_id]]),
            events=tuple([_event(event, positions, nth) for event in events]),
        )

    def _parcel(self, parcel: Row, positions: "Positions") -> ParcelSnapshot:
        inside = self.contents[parcel[1]]
        contents = tuple([(positions.lines[line_id], n) for _parcel_id, line_id, n in inside])
        return ParcelSnapshot(**dict(zip(PARCEL, parcel[2:], strict=True)), contents=contents)


@lru_cache(maxsize=4096)
def _decoded(text: str) -> Any:
    """What the JSON says. One value for all who ask: nobody may change it."""
    return json.loads(text)


class Positions:
    """Translates between ids in this database and positions within an order."""

    def __init__(
        self, *, lines: dict[int, int], payments: dict[int, int], parcels: dict[int, int]
    ) -> None:
        self.lines = lines
        self.named = {"payment_id": payments, "parcel_id": parcels}

    def translated(self, values: dict[str, Any]) -> dict[str, Any]:
        """What an event says, with every id of a row of the order translated, no others in it."""
        if values.keys().isdisjoint(NAMING_ROWS):
            return values
        return {
            name: self._one(name, value)
            for name, value in values.items()
            if name != "payment_method_id"
        }

    def _one(self, name: str, value: Any) -> Any:
        if name in self.named:
            return self.named[name].get(value, value)
        if name in {"stock", "stock_taken"}:
            return {str(self.lines.get(int(line), int(line))): n for line, n in value.items()}
        return value


def _event(event: Row, positions: Positions, nth: dict[int, int]) -> EventSnapshot:
    _order_id, _id, undoes_id, kind, at, actor_kind, actor_name, before, after = event
    return EventSnapshot(
        kind=kind,
        at=at,
        actor_kind=actor_kind,
        actor_name=actor_name,
        before=positions.translated(before),
        after=positions.translated(after),
        undoes=nth.get(undoes_id),
    )


def _positions(rows: list[Row]) -> dict[int, int]:
    return {row[1]: position for position, row in enumerate(rows, start=1)}


def _grouped(rows: "QuerySet[Any, tuple[Any, ...]]") -> Rows:
    """The rows by their first value."""
    found: Rows = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
