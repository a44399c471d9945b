"""Writing orders that come whole, many at a time."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from comptoir.core.bulk import insert_rows
from comptoir.core.clock import month_in
from comptoir.core.ids import token
from comptoir.core.models import Event
from comptoir.orders import figures, search_index
from comptoir.orders.models import Order, OrderLine, OrderTag, Parcel, ParcelLine, Payment, Tag
from comptoir.orders.queries.snapshots import Positions
from comptoir.orders.rules import counts_in_figures, payment_state
from comptoir.orders.snapshot import OWN_FIELDS, EventSnapshot, LineSnapshot, OrderSnapshot
from comptoir.shops.actions.keep_wording import keep_wording
from comptoir.shops.models import Shop


def write_snapshots(shop: Shop, found: Sequence[OrderSnapshot]) -> None:
    """All rows of these orders stand; their numbers must be new to the shop."""
    if not found:
        return
    orders = Order.objects.bulk_create([_order(shop, one) for one in found])
    pairs = list(zip(orders, found, strict=True))
    _lines(pairs)
    _payments(pairs)
    _parcels(pairs)
    _tags(shop, pairs)
    _events(pairs)
    _figures(shop, found)
    search_index.refresh(order.id for order in orders)


LINE = tuple(LineSnapshot.__dataclass_fields__)
_line_values = attrgetter(*LINE)
# What an event says about rows of its order, by their ids.
NAMING = frozenset({"payment_id", "parcel_id", "stock", "stock_taken"})

Pairs = list[tuple[Order, OrderSnapshot]]


def _order(shop: Shop, one: OrderSnapshot) -> Order:
    received, refunded = one.received(), one.received("refund")
    terms = one.terms
    return Order(
        shop=shop,
        token=token(),
        terms=keep_wording(
            shop_id=shop.id, language=terms.language, text=terms.text, now=one.placed_at
        )
        if terms
        else None,
        items=one.items,
        net=one.net,
        tax=one.tax,
        total=one.total,
        received=received,
        refunded=refunded,
        payment_state=payment_state(one.total, received, refunded),
        version=max(1, len(one.events)),
        **{name: getattr(one, name) for name in OWN_FIELDS},
    )


def _lines(pairs: Pairs) -> None:
    insert_rows(
        OrderLine,
        ("shop_id", "order_id", "position", "stock_held", *LINE),
        (
            (order.shop_id, order.id, position, 0, *_line_values(line))
            for order, one in pairs
            for position, line in enumerate(one.lines, start=1)
        ),
    )


def _payments(pairs: Pairs) -> None:
    Payment.objects.bulk_create(
        Payment(shop_id=order.shop_id, order=order, **_values(payment))
        for order, one in pairs
        for payment in one.payments
    )


def _parcels(pairs: Pairs) -> None:
    parcels = Parcel.objects.bulk_create(
        Parcel(
            shop_id=order.shop_id,
            order=order,
            position=position,
            **{name: value for name, value in _values(parcel).items() if name != "contents"},
        )
        for order, one in pairs
        for position, parcel in enumerate(one.parcels, start=1)
    )
    if not parcels:
        return
    contents = [parcel.contents for _order, one in pairs for parcel in one.parcels]
    lines = _ids(OrderLine, "position", pairs)
    ParcelLine.objects.bulk_create(
        ParcelLine(
            shop_id=parcel.shop_id,
            parcel=parcel,
            line_id=lines[parcel.order_id][position],
            quantity=quantity,
        )
        for parcel, rows in zip(parcels, contents, strict=True)
        for position, quantity in rows
    )


def _tags(shop: Shop, pairs: Pairs) -> None:
    names = sorted({name for _order, one in pairs for name in one.tags})
    if not names:
        return
    Tag.objects.bulk_create([Tag(shop=shop, name=name) for name in names], ignore_conflicts=True)
    tags = dict(Tag.objects.filter(shop=shop, name__in=names).values_list("name", "id"))
    OrderTag.objects.bulk_create(
        OrderTag(shop=shop, order=order, tag_id=tags[name])
        for order, one in pairs
        for name in one.tags
    )


def _events(pairs: Pairs) -> None:
    naming = [(order, one) for order, one in pairs if any(map(_names_rows, one.events))]
    lines, payments = _ids(OrderLine, "position", naming), _ids(Payment, "id", naming)
    parcels = _ids(Parcel, "position", naming)
    rows: list[Event] = []
    undoing: list[tuple[Event, Event]] = []
    for order, one in pairs:
        positions = Positions(
            lines=lines[order.id], payments=payments[order.id], parcels=parcels[order.id]
        )
        mine = [
            Event(
                shop_id=order.shop_id,
                subject_kind="order",
                subject_id=order.id,
                kind=event.kind,
                actor_kind=event.actor_kind,
                actor_name=event.actor_name,
                at=event.at,
                before=positions.translated(event.before),
                after=positions.translated(event.after),
            )
            for event in one.events
        ]
        undoing += [
            (row, mine[event.undoes - 1])
            for row, event in zip(mine, one.events, strict=True)
            if event.undoes
        ]
        rows += mine
    Event.objects.bulk_create(rows)
    for row, undone in undoing:
        row.undoes = undone
    Event.objects.bulk_update([row for row, _undone in undoing], ["undoes"])


def _names_rows(event: EventSnapshot) -> bool:
    return not NAMING.isdisjoint((*event.before, *event.after))


def _ids(
    model: type[OrderLine] | type[Payment] | type[Parcel], order_by: str, pairs: Pairs
) -> dict[int, dict[int, int]]:
    """Order id → position (1, 2, …) → id."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    if not pairs:
        return found
    rows: Any = model.objects.filter(order__in=[order for order, _one in pairs])
    for order_id, row_id in rows.order_by(order_by, "id").values_list("order_id", "id"):
        found[order_id][len(found[order_id]) + 1] = row_id
    return found


def _figures(shop: Shop, found: Sequence[OrderSnapshot]) -> None:
    orders: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for one in found:
        if counts_in_figures(one.place, one.cancelled_at is not None):
            month = month_in(one.placed_at, shop.zone)
            orders[month] += 1
            totals[month] += one.total
    for month in sorted(orders):
        figures.add(shop_id=shop.id, month=month, orders=orders[month], total=totals[month])


def _values(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}
