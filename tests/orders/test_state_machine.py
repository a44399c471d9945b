"""Any sequence of steps and undos keeps the invariants.

The model below is written apart from the product: plain sums and sets.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from comptoir.catalog.models import StockChange, Variant
from comptoir.core.errors import Refused
from comptoir.core.models import Event
from comptoir.orders.actions.add_parcel import add_parcel
from comptoir.orders.actions.archive import archive
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.delete import delete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.refund import refund
from comptoir.orders.actions.reinstate import reinstate
from comptoir.orders.actions.reopen import reopen
from comptoir.orders.actions.restore import restore
from comptoir.orders.actions.unarchive import unarchive
from comptoir.orders.actions.undo import undo
from comptoir.orders.actions.void_payment import void_payment
from comptoir.orders.models import MonthFigure, Order, Payment
from tests.factories import NOW, make_order, make_shop, make_variant, member_of

pytestmark = pytest.mark.django_db

PLAIN = [archive, unarchive, cancel, reinstate, complete, reopen, delete, restore, add_parcel]


class OrderMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        self.shop = make_shop()
        self.cup = make_variant(self.shop, stock=4)
        self.other = make_variant(self.shop, stock=2)
        self.order_id = make_order(self.shop, self.cup, self.other, quantity=2).id
        self.actor = member_of(self.shop)
        self.now = NOW

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._atomic.__exit__(None, None, None)

    def do(self, action: Callable[..., Any], **values: Any) -> None:
        """The action was tried; a refusal must have changed nothing."""
        self.now += timedelta(minutes=1)
        before = self._rows()
        try:
            action(shop_id=self.shop.id, actor=self.actor, now=self.now, **values)
        except Refused:
            assert self._rows() == before

    def _rows(self) -> list[Any]:
        return [
            list(Order.objects.values()),
            list(Payment.objects.values()),
            list(Variant.objects.values("id", "stock")),
            Event.objects.count(),
        ]

    @rule(action=st.sampled_from(PLAIN))
    def step(self, action: Callable[..., Any]) -> None:
        self.do(action, order_id=self.order_id)

    @rule(amount=st.one_of(st.none(), st.integers(1, 9000)))
    def pay(self, amount: int | None) -> None:
        self.do(mark_paid, order_id=self.order_id, amount=amount)

    @rule(amount=st.integers(1, 9000))
    def give_money_back(self, amount: int) -> None:
        self.do(refund, order_id=self.order_id, amount=amount)

    @rule(which=st.integers(0, 5))
    def void(self, which: int) -> None:
        payments = list(Payment.objects.order_by("id"))
        if payments:
            self.do(
                void_payment,
                order_id=self.order_id,
                payment_id=payments[which % len(payments)].id,
            )

    @rule(back=st.integers(0, 6))
    def take_back(self, back: int) -> None:
        events = list(Event.objects.filter(subject_kind="order").order_by("-id"))
        self.do(undo, event_id=events[back % len(events)].id)

    @rule(pieces=st.integers(1, 2))
    def somebody_else_orders(self, pieces: int) -> None:
        cup = Variant.objects.get(id=self.cup.id)
        if cup.stock is not None and cup.stock >= pieces:
            self.do(_order_elsewhere(cup, pieces))

    @invariant()
    def money_adds_up(self) -> None:
        order = Order.objects.get(id=self.order_id)
        live = Payment.objects.filter(order=order, voided_at=None)
        received = sum(p.amount for p in live if p.kind == "payment")
        refunded = sum(p.amount for p in live if p.kind == "refund")
        assert (order.received, order.refunded) == (received, refunded)
        assert 0 <= refunded <= received
        assert (order.payment_state == "unpaid") == (received == 0)

    @invariant()
    def stock_adds_up(self) -> None:
        for variant in Variant.objects.filter(id__in=[self.cup.id, self.other.id]):
            changes = StockChange.objects.filter(variant=variant)
            assert variant.stock == sum(change.delta for change in changes)
            assert variant.stock >= 0

    @invariant()
    def handling_and_place_say_the_same_as_their_times(self) -> None:
        order = Order.objects.get(id=self.order_id)
        assert (order.handling == "completed") == (order.completed_at is not None)
        assert (order.place == "trash") == (order.deleted_at is not None)
        if order.handling in {"dispatched", "partly_dispatched"}:
            assert order.dispatched_at is not None

    @invariant()
    def every_version_has_its_event(self) -> None:
        order = Order.objects.get(id=self.order_id)
        events = Event.objects.filter(subject_kind="order", subject_id=self.order_id)
        assert events.count() == order.version

    @invariant()
    def figures_count_what_counts(self) -> None:
        counted = [
            order.total
            for order in Order.objects.filter(shop=self.shop)
            if order.place != "trash" and order.cancelled_at is None
        ]
        figures = MonthFigure.objects.filter(shop=self.shop)
        assert sum(figure.orders for figure in figures) == len(counted)
        assert sum(figure.total for figure in figures) == sum(counted)


def _order_elsewhere(variant: Variant, pieces: int) -> Callable[..., Any]:
    def order(*, shop_id: int, actor: Any, now: datetime) -> None:
        make_order(variant.shop, variant, quantity=pieces, now=now)

    return order


def test_any_sequence_of_steps_keeps_the_invariants() -> None:
    run_state_machine_as_test(
        OrderMachine,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
