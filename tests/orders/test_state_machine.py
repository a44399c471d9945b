"""Any sequence of steps, undos and replays keeps the invariants; the model stands in order_model."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from comptoir.catalog.errors import OutOfStock
from comptoir.catalog.models import StockChange, Variant
from comptoir.core import kept
from comptoir.core.errors import Refused
from comptoir.core.models import Event
from comptoir.core.relay import relay
from comptoir.mailing.actions.send_again import send_again
from comptoir.mailing.models import Message
from comptoir.orders.actions.purge import purge
from comptoir.orders.actions.undo import undo
from comptoir.orders.inverses import INVERSES
from comptoir.orders.models import (
    MonthFigure,
    Order,
    OrderLine,
    OrderTag,
    Parcel,
    ParcelLine,
    Payment,
    Tombstone,
)
from comptoir.ui import whole
from comptoir.ui.templatetags import once
from tests.factories import (
    NOW,
    make_delivery,
    make_order,
    make_payment,
    make_shop,
    make_variant,
    member_of,
)
from tests.orders import order_model as model
from tests.orders.order_steps import STEPS, Step, values_of

pytestmark = pytest.mark.django_db
CUPS, BOWLS = 6, 5
WHICH = st.integers(0, 5)


class OrderMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        # The last run was rolled back, and its ids come again.
        kept.forget()
        once.forget()
        whole.forget()
        self.shop = make_shop(orders_per_hour=1000)
        self.cup = make_variant(self.shop, stock=CUPS)
        self.bowl = make_variant(self.shop, stock=BOWLS)
        self.ways = [make_delivery(self.shop), make_delivery(self.shop, pickup=True, price=0)]
        self.payment = make_payment(self.shop)
        self.actor, self.now = member_of(self.shop), NOW
        self.flags: dict[int, model.Flags] = {}
        self.lines: dict[int, dict[int, int]] = {}
        self.versions: dict[int, int] = {}
        # Event → what it changed: name → value before.
        self.changed: dict[int, model.Flags] = {}
        self.pressed: Callable[[], Any] | None = None
        self.vanished: Counter[int] = Counter()
        self.somebody_orders(pickup=False, pieces=2)
        self.somebody_orders(pickup=True, pieces=1)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._atomic.__exit__(None, None, None)

    def chosen(self, which: int) -> Order | None:
        orders = list(Order.objects.filter(shop=self.shop).order_by("id"))
        return orders[which % len(orders)] if orders else None

    @rule(pickup=st.booleans(), pieces=st.integers(1, 2))
    def somebody_orders(self, pickup: bool, pieces: int) -> None:
        stocks = Variant.objects.filter(shop=self.shop).values_list("stock", flat=True)
        if len(self.flags) == 4 or min(stock or 0 for stock in stocks) < pieces:
            return
        way = self.ways[pickup]
        order = make_order(
            self.shop, self.cup, self.bowl, quantity=pieces, delivery=way, payment=self.payment
        )
        self.flags[order.id] = model.new_flags(order.email, order.city, pickup=pickup)
        goods = order.lines.filter(kind="goods")
        self.lines[order.id] = dict(goods.values_list("id", "quantity"))
        self.versions[order.id] = order.version

    @rule(step=st.sampled_from(STEPS), which=WHICH, n=st.integers(0, 7))
    def step(self, step: Step, which: int, n: int) -> None:
        order = self.chosen(which)
        if order is not None:
            self.take(step, order, n)

    def take(self, step: Step, order: Order, n: int) -> Event | None:
        """The step was taken as the model foretells; its event, if it changed anything."""
        values = values_of(step, order, n)
        if values is None:
            return None
        flags = self.flags[order.id]
        held = dict(OrderLine.objects.filter(order=order).values_list("id", "stock_held"))
        expected = model.outcome(
            step.name, flags, values, total=order.total, lines=self.lines[order.id]
        )
        self.now += timedelta(minutes=1)
        press = step.ready(order, values, self.actor, self.now)
        before, count = self.view(), Event.objects.count()
        try:
            event = press()
        except Refused as refusal:
            event, code = None, refusal.code
        if event is None:
            assert self.view() == before
            assert Event.objects.count() == count
            assert expected is None or code == OutOfStock.code, (step.name, code)
            return None
        self.pressed = press
        if expected is None:
            assert self.view() == before, f"{step.name} changed what it must not"
            return None
        assert Event.objects.count() == count + 1
        self.remember(order.id, event, expected | self.rows_of(event))
        if values.get("put_back"):
            self.nothing_kept(order.id, held, flags)
        if n % 2:
            self.press_again()
        return event  # type: ignore[no-any-return] # what actions return

    def rows_of(self, event: Event) -> model.Flags:
        """Money and parcels that this event brought."""
        found: model.Flags = {}
        if event.kind in {"order.paid", "order.refunded"}:
            row = Payment.objects.get(id=event.after["payment_id"])
            found[f"money:{row.id}"] = (row.kind, row.amount)
        if event.kind in {"order.parcel_added", "order.completed"} and "parcel_id" in event.after:
            number = event.after["parcel_id"]
            rows = ParcelLine.objects.filter(parcel_id=number)
            found[f"parcel:{number}"] = dict(rows.values_list("line_id", "quantity"))
        return found

    def remember(self, order_id: int, event: Event, change: model.Flags) -> None:
        flags = self.flags[order_id]
        self.changed[event.id] = {name: flags.get(name) for name in change}
        flags.update(change)

    def nothing_kept(self, order_id: int, held: dict[int, int], flags: model.Flags) -> None:
        """What was put back is no longer held: no more than was sent, or the parcels' own."""
        if flags["completed"]:
            return
        for line in OrderLine.objects.filter(order_id=order_id, kind="goods"):
            assert line.stock_held == min(held[line.id], model.sent(flags, line.id))

    @rule()
    def press_again(self) -> None:
        """A second press of the last button, from the page as it was, changes nothing."""
        if self.pressed is None:
            return
        before, count = self.view(), Event.objects.count()
        with suppress(Refused):
            self.pressed()
        assert self.view() == before
        assert Event.objects.count() == count

    @rule(which=WHICH, back=st.integers(0, 5))
    def undo_one(self, which: int, back: int) -> None:
        order = self.chosen(which)
        if order is None:
            return
        events = list(Event.objects.filter(subject_kind="order", subject_id=order.id))[::-1]
        self.take_back(order, events[back % len(events)])

    def take_back(self, order: Order, event: Event) -> bool:
        self.now += timedelta(minutes=1)
        before = self.view()
        try:
            undone = undo(
                shop_id=self.shop.id, event_id=event.id, actor=self.actor, now=self.now
            ).event
        except Refused:
            assert self.view() == before
            return False
        self.remember(order.id, undone, self.changed[event.id])
        # What was taken back can be done anew: another press is a first one.
        self.pressed = None
        return True

    @rule(step=st.sampled_from(STEPS), which=WHICH, n=st.integers(0, 7))
    def there_and_back(self, step: Step, which: int, n: int) -> None:
        """A step undone at once leaves all as it was."""
        order = self.chosen(which)
        if order is None:
            return
        before = self.view(silent=True)
        event = self.take(step, order, n)
        if event is None or event.kind not in INVERSES:
            return
        flags = self.flags[order.id]
        if flags["place"] != "trash" and not flags["anonymised"]:
            assert self.take_back(order, event), f"{event.kind} could not be undone at once"
            assert self.view(silent=True) == before

    @rule(which=WHICH)
    def purge_one(self, which: int) -> None:
        order = self.chosen(which)
        if order is None:
            return
        may = model.may_be_purged(self.flags[order.id])
        held = OrderLine.objects.filter(order=order, variant__isnull=False)
        kept = list(held.values_list("variant_id", "stock_held"))
        try:
            purge(shop_id=self.shop.id, order_id=order.id, actor=self.actor, now=self.now)
        except Refused:
            assert not may
            return
        assert may
        self.pressed = None
        for variant, pieces in kept:
            assert variant is not None
            self.vanished[variant] += pieces
        del self.flags[order.id], self.versions[order.id], self.lines[order.id]

    @rule(minutes=st.sampled_from([0, 1]))
    def worker_round(self, minutes: int) -> None:
        relay(now=self.now + timedelta(minutes=minutes))

    @rule(which=WHICH)
    def send_a_mail_again(self, which: int) -> None:
        messages = list(Message.objects.filter(shop=self.shop).order_by("id"))
        if messages:
            message = messages[which % len(messages)]
            try:
                send_again(
                    shop_id=self.shop.id, message_id=message.id, actor=self.actor, now=self.now
                )
            except Refused:
                return

    def view(self, *, silent: bool = False) -> list[Any]:
        """All that can be seen of orders and stock; `silent`: without what every change moves."""
        hidden = {"version", "changed_at"} if silent else set()
        orders = [
            {name: value for name, value in row.items() if name not in hidden}
            for row in Order.objects.order_by("id").values()
        ]
        return [
            orders,
            list(Payment.objects.filter(voided_at=None).order_by("id").values("id", "amount")),
            list(Parcel.objects.filter(removed_at=None).order_by("id").values()),
            list(OrderLine.objects.order_by("id").values("id", "stock_held")),
            list(Variant.objects.order_by("id").values("id", "stock")),
            sorted(OrderTag.objects.values_list("order_id", "tag__name")),
        ]

    @invariant()
    def every_order_is_as_the_model_says(self) -> None:
        orders = {order.id: order for order in Order.objects.filter(shop=self.shop)}
        assert set(orders) == set(self.flags)
        for number, flags in self.flags.items():
            order = orders[number]
            received, refunded = model.money(flags)
            assert (order.received, order.refunded) == (received, refunded)
            assert order.payment_state == model.payment_word(order.total, received, refunded)
            assert order.handling == model.handling_word(flags, self.lines[number])
            facts = {
                "place": order.place,
                "cancelled": order.cancelled_at is not None,
                "completed": order.completed_at is not None,
                "ready": order.ready_at is not None,
                "withdrawn": order.withdrawn_at is not None,
                "anonymised": order.anonymised_at is not None,
                "comment": order.comment,
                "email": order.email,
                "city": order.city,
            }
            assert facts == {name: flags[name] for name in facts}
            rows = OrderTag.objects.filter(order=order).values_list("tag__name", flat=True)
            assert set(rows) == model.tags(flags)
            here = Parcel.objects.filter(order=order, removed_at=None)
            assert set(here.values_list("id", flat=True)) == model.parcels(flags)

    @invariant()
    def stock_is_what_came_less_what_is_held(self) -> None:
        for variant, first in ((self.cup, CUPS), (self.bowl, BOWLS)):
            stock = Variant.objects.get(id=variant.id).stock
            lines = OrderLine.objects.filter(variant=variant)
            held = sum(line.stock_held for line in lines)
            ledger = sum(change.delta for change in StockChange.objects.filter(variant=variant))
            assert stock == ledger == first - held - self.vanished[variant.id]
            assert stock >= 0
            assert all(0 <= line.stock_held <= line.quantity for line in lines)

    @invariant()
    def every_change_has_its_one_event(self) -> None:
        for order in Order.objects.filter(shop=self.shop):
            events = Event.objects.filter(subject_kind="order", subject_id=order.id)
            changes = events.exclude(kind="order.message_sent_again").count()
            assert changes == order.version >= self.versions[order.id]
            self.versions[order.id] = order.version

    @invariant()
    def numbers_have_no_gap(self) -> None:
        rows = (Order.objects.filter(shop=self.shop), Tombstone.objects.filter(shop=self.shop))
        assert model.without_gap(n for one in rows for n in one.values_list("number", flat=True))

    @invariant()
    def mails_are_there_once(self) -> None:
        rows = Message.objects.filter(shop=self.shop)
        found = Counter(rows.values_list("event_id", "kind", "recipient"))
        assert not found or max(found.values()) == 1
        names = list(rows.values_list("message_id", flat=True))
        assert len(set(names)) == len(names)

    @invariant()
    def figures_count_what_counts(self) -> None:
        counted = [
            Order.objects.get(id=number).total
            for number, flags in self.flags.items()
            if flags["place"] != "trash" and not flags["cancelled"]
        ]
        figures = MonthFigure.objects.filter(shop=self.shop)
        assert sum(figure.orders for figure in figures) == len(counted)
        assert sum(figure.total for figure in figures) == sum(counted)


def test_any_sequence_of_steps_keeps_the_invariants(request: pytest.FixtureRequest) -> None:
    run_state_machine_as_test(
        OrderMachine,
        settings=settings(
            max_examples=request.config.getoption("--examples"),
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
