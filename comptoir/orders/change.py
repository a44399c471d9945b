"""How staff change an order: lock, check, save what differs, write the history.

Every action on an existing order goes through `changing()`. It keeps in step what
follows from any change: version, time of last change, figures per month, search.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from comptoir.core.actor import Actor
from comptoir.core.clock import month_in
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.core.events import record
from comptoir.core.models import Event
from comptoir.core.prepared import Query, save
from comptoir.orders import figures, search_index
from comptoir.orders.errors import InTrash, IsCancelled, OrderMoved
from comptoir.orders.history import events_of, last_event
from comptoir.orders.models import Order
from comptoir.orders.rules import counts_in_figures, waits_for_money
from comptoir.orders.states import Place

# Follow from every change; their old values tell nobody anything.
SILENT = ("changed_at", "version")
SEARCHED = frozenset(
    {"number", "email", "name", "phone", "company", "comment", "billing", "delivery", "place"}
)

_locked = Query(
    lambda shop_id, order_id: locked(
        Order.objects.select_related("shop").filter(shop_id=shop_id, id=order_id)
    ),
    shop_id=int,
    order_id=int,
)
_FIELDS = tuple(field.attname for field in Order._meta.concrete_fields)


class Change:
    """One order, locked, with what it was when the action began."""

    def __init__(self, order: Order, actor: Actor, now: datetime, version: int | None) -> None:
        self.order = order
        self.actor = actor
        self.now = now
        self.search = False
        self._version = version
        self._was = _values(order)

    def already(self, kind: str) -> Event:
        """The event that brought the outcome which is asked for again."""
        event = last_event(self.order, kind)
        if event is None:
            raise OrderMoved(self._since())
        return event

    def fresh(self) -> None:
        """Returns when the page was drawn from this very state; raises OrderMoved otherwise."""
        if self._version is not None and self._version != self.order.version:
            raise OrderMoved(self._since())

    def _since(self) -> list[Event]:
        count = self.order.version - (self._version or 0)
        return list(reversed(events_of(self.order)[: max(1, count)]))

    def forget(self) -> None:
        """What the order was until now is forgotten: `record` will not write it down."""
        self._was = _values(self.order)

    def living(self) -> None:
        """Returns for an order that is neither in the trash nor cancelled; refuses otherwise."""
        self.outside_trash()
        if self.order.cancelled:
            raise IsCancelled

    def outside_trash(self) -> None:
        if self.order.place == Place.TRASH:
            raise InTrash

    def record(
        self,
        kind: str,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        undoes: Event | None = None,
    ) -> Event:
        """The order is saved and its event written: changed fields, old and new, and what is added.

        Mails that staff cause wait a few seconds, so that undo is real.
        """
        self._drop_passed()
        old, new = self._difference()
        self.order.version += 1
        self.order.changed_at = self.now
        save(self.order, (*new, *SILENT))
        self._follow(set(new))
        grace = timedelta(
            seconds=settings.COMPTOIR_UNDO_SECONDS if self.actor.kind == "member" else 0
        )
        return record(
            shop_id=self.order.shop_id,
            subject=("order", self.order.id),
            kind=kind,
            actor=self.actor,
            at=self.now,
            before=_plain(old) | dict(before or {}),
            after=_plain(new) | dict(after or {}),
            undoes=undoes,
            not_before=self.now + grace,
        )

    def _drop_passed(self) -> None:
        """What waits for money again because somebody said so is not cancelled by a clock that
        ran out meanwhile: that person decides."""
        order = self.order
        if waits_for_money(order.payment_state, order.place, cancelled=order.cancelled) and not (
            waits_for_money(
                self._was["payment_state"],
                self._was["place"],
                cancelled=self._was["cancelled_at"] is not None,
            )
        ):
            if order.remind_at is not None and order.remind_at <= self.now:
                order.remind_at = None
            if order.expire_at is not None and order.expire_at <= self.now:
                order.expire_at = None

    def _difference(self) -> tuple[dict[str, Any], dict[str, Any]]:
        now = _values(self.order)
        changed = [name for name in now if now[name] != self._was[name] and name not in SILENT]
        return {name: self._was[name] for name in changed}, {name: now[name] for name in changed}

    def _follow(self, changed: set[str]) -> None:
        order = self.order
        counted = counts_in_figures(self._was["place"], self._was["cancelled_at"] is not None)
        counts = counts_in_figures(order.place, order.cancelled)
        total = (order.total if counts else 0) - (self._was["total"] if counted else 0)
        if counted != counts or total:
            figures.add(
                shop_id=order.shop_id,
                month=month_in(order.placed_at, order.shop.zone),
                orders=int(counts) - int(counted),
                total=total,
            )
        if self.search or changed & SEARCHED:
            search_index.refresh([order.id])


@contextmanager
def changing(
    *,
    shop_id: int,
    order_id: int,
    right: str | None,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Iterator[Change]:
    """The order is locked, the right checked; what the block does is one transaction.

    Raises Forbidden without the right, NotFound for an order of no or another shop.
    """
    if right is not None:
        actor.require(right, shop_id)
    with write():
        order = _locked.first(shop_id=shop_id, order_id=order_id)
        if order is None:
            raise NotFound
        yield Change(order, actor, now, version)


def _values(order: Order) -> dict[str, Any]:
    return {name: getattr(order, name) for name in _FIELDS}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON can hold them; times in ISO 8601."""
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in values.items()
    }
