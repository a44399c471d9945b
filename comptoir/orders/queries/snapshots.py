"""Whole orders as values, in chunks: a fixed number of statements per chunk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

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
LINE = tuple(LineSnapshot.__dataclass_fields__)
PAYMENT = tuple(PaymentSnapshot.__dataclass_fields__)
PARCEL = tuple(name for name in ParcelSnapshot.__dataclass_fields__ if name != "contents")

Row = Mapping[str, Any]
Rows = dict[int, list[Row]]
# A line as the database gives it: order, id, and the snapshot's values in their order.
LineRow = tuple[Any, ...]


def snapshots(shop_id: int, ids: Iterable[int], chunk: int = CHUNK) -> Iterator[OrderSnapshot]:
    """The orders of the shop among `ids`, in the order of `ids`; memory holds one chunk.

    Seven statements per chunk.
    """
    stream = iter(ids)
    while batch := list(islice(stream, chunk)):
        found = _chunk(shop_id, batch)
        yield from (found[order_id] for order_id in batch if order_id in found)


def _chunk(shop_id: int, ids: list[int]) -> dict[int, OrderSnapshot]:
    orders = list(
        Order.objects.filter(shop_id=shop_id, id__in=ids).values(
            "id", *OWN_FIELDS, "terms__language", "terms__text"
        )
    )
    related = _Related(ids)
    return {row["id"]: related.snapshot(row) for row in orders}


class _Related:
    """Everything beside the orders' own rows, by order id."""

    def __init__(self, ids: list[int]) -> None:
        by_order = {"order_id__in": ids}
        lines = OrderLine.objects.filter(**by_order).order_by("position")
        self.lines: dict[int, list[LineRow]] = defaultdict(list)
        for line in lines.values_list("order_id", "id", *LINE).iterator():
            self.lines[line[0]].append(line)
        payments = Payment.objects.filter(**by_order).order_by("id")
        self.payments = _grouped(payments.values("order_id", "id", *PAYMENT))
        parcels = Parcel.objects.filter(**by_order).order_by("position")
        self.parcels = _grouped(parcels.values("order_id", "id", *PARCEL))
        contents = ParcelLine.objects.filter(parcel__order_id__in=ids).order_by("line__position")
        self.contents = _grouped(contents.values("parcel_id", "line_id", "quantity"), "parcel_id")
        tags = OrderTag.objects.filter(**by_order).order_by("tag__name")
        self.tags = _grouped(tags.values("order_id", "tag__name"))
        events = Event.objects.filter(subject_kind="order", subject_id__in=ids).order_by("id")
        self.events = _grouped(events.values(), "subject_id")

    def snapshot(self, row: Row) -> OrderSnapshot:
        order_id = row["id"]
        lines, payments = self.lines[order_id], self.payments[order_id]
        parcels, events = self.parcels[order_id], self.events[order_id]
        positions = Positions(
            lines={line[1]: nth for nth, line in enumerate(lines, start=1)},
            payments=_positions(payments),
            parcels=_positions(parcels),
        )
        nth = _positions(events)
        return OrderSnapshot(
            **{name: row[name] for name in OWN_FIELDS},
            terms=TermsSnapshot(row["terms__language"], row["terms__text"])
            if row["terms__text"]
            else None,
            lines=tuple(LineSnapshot(*line[2:]) for line in lines),
            payments=tuple(
                PaymentSnapshot(**{name: p[name] for name in PAYMENT}) for p in payments
            ),
            parcels=tuple(self._parcel(parcel, positions) for parcel in parcels),
            tags=tuple(tag["tag__name"] for tag in self.tags[order_id]),
            events=tuple(_event(event, positions, nth) for event in events),
        )

    def _parcel(self, parcel: Row, positions: "Positions") -> ParcelSnapshot:
        contents = tuple(
            (positions.lines[row["line_id"]], row["quantity"])
            for row in self.contents[parcel["id"]]
        )
        return ParcelSnapshot(**{name: parcel[name] for name in PARCEL}, contents=contents)


class Positions:
    """Translates between ids in this database and positions within an order."""

    def __init__(
        self, *, lines: dict[int, int], payments: dict[int, int], parcels: dict[int, int]
    ) -> None:
        self.lines = lines
        self.named = {"payment_id": payments, "parcel_id": parcels}

    def translated(self, values: dict[str, Any]) -> dict[str, Any]:
        """What an event says, with every id of a row of the order translated."""
        return {name: self._one(name, value) for name, value in values.items()}

    def _one(self, name: str, value: Any) -> Any:
        if name in self.named:
            return self.named[name].get(value, value)
        if name in {"stock", "stock_taken"}:
            return {str(self.lines.get(int(line), int(line))): n for line, n in value.items()}
        return value


def _event(event: Row, positions: Positions, nth: dict[int, int]) -> EventSnapshot:
    return EventSnapshot(
        kind=event["kind"],
        at=event["at"],
        actor_kind=event["actor_kind"],
        actor_name=event["actor_name"],
        before=positions.translated(event["before"]),
        after=positions.translated(event["after"]),
        undoes=nth.get(event["undoes_id"]),
    )


def _positions(rows: list[Row]) -> dict[int, int]:
    return {row["id"]: position for position, row in enumerate(rows, start=1)}


def _grouped(rows: Iterable[Mapping[str, Any]], by: str = "order_id") -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row[by]].append(row)
    return found
