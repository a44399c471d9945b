"""A shop that has lived through most of what can happen, mails included."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from comptoir.catalog.models import Variant
from comptoir.core import worker
from comptoir.operations.doctor.checks import ROWS
from comptoir.operations.doctor.examine import examine
from comptoir.orders.actions.add_parcel import add_parcel
from comptoir.orders.actions.archive import archive
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.correct_contact import correct_contact
from comptoir.orders.actions.delete import delete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.purge import purge
from comptoir.orders.actions.refund import refund
from comptoir.orders.actions.reinstate import reinstate
from comptoir.orders.actions.reopen import reopen
from comptoir.orders.actions.restore import restore
from comptoir.orders.actions.undo import undo
from comptoir.orders.actions.void_payment import void_payment
from comptoir.orders.actions.withdraw import withdraw
from comptoir.orders.frozen import Contact
from comptoir.orders.models import Order, Payment
from comptoir.shops.models import Shop
from tests.factories import (
    NOW,
    make_delivery,
    make_order,
    make_payment,
    make_shop,
    make_variant,
    member_of,
)
from tests.operations_doctor.money_scene import paid_by_bank, paid_online

LATER = NOW + timedelta(hours=1)


@dataclass
class Scene:
    """`plain` was placed and nothing more; `paid` is paid, sent and completed.

    `online` was paid through a provider, `bank` by a line of a bank file.
    """

    shop: Shop
    variant: Variant
    plain: Order
    paid: Order
    cancelled: Order
    online: Order
    bank: Order


def lived_shop() -> Scene:
    shop = make_shop()
    cup = make_variant(shop, stock=50)
    delivery, payment = make_delivery(shop), make_payment(shop)
    staff = member_of(shop)

    def order() -> Order:
        return make_order(shop, cup, quantity=2, delivery=delivery, payment=payment)

    def step(action: Callable[..., object], one: Order, **values: object) -> object:
        return action(shop_id=shop.id, order_id=one.id, actor=staff, now=LATER, **values)

    plain, paid, cancelled = order(), order(), order()
    step(mark_paid, paid)
    step(complete, paid, tracking_number="JJD000390010000000190")
    step(archive, paid)
    step(cancel, cancelled)
    _back_and_forth(order, step, shop)
    _money(order, step)
    online, bank = order(), order()
    paid_online(online, make_payment(shop, kind="stripe", holder="", iban="", bic=""), LATER)
    paid_by_bank(bank, LATER)
    gone = order()
    step(delete, gone)
    step(purge, gone, reason="test")
    order()
    while worker.once(LATER + timedelta(minutes=1)):
        pass
    return Scene(shop, cup, plain, paid, cancelled, online, bank)


def _back_and_forth(order: Callable[[], Order], step: Callable[..., object], shop: Shop) -> None:
    moved, trashed = order(), order()
    step(cancel, moved)
    step(reinstate, moved)
    step(add_parcel, moved, tracking_number="6A12345678939")
    step(complete, moved)
    step(reopen, moved)
    contact = Contact(email="Emile@exemple.fr", name="Émile Œuvrard", phone="+33 4 72 00 00 01")
    step(correct_contact, moved, contact=contact)
    step(withdraw, moved, name="Émile", email="emile@example.com")
    step(delete, trashed)
    step(restore, trashed)
    step(delete, trashed)
    undone = order()
    event = step(cancel, undone)
    undo(shop_id=shop.id, event_id=event.id, actor=member_of(shop), now=LATER)  # type: ignore[attr-defined]  # an Event


def _money(order: Callable[[], Order], step: Callable[..., object]) -> None:
    one, other = order(), order()
    step(mark_paid, one, amount=500)
    step(mark_paid, one)
    step(refund, one, amount=700)
    step(mark_paid, other)
    step(void_payment, other, payment_id=Payment.objects.get(order=other).id)


def found(shop: Shop | None = None) -> dict[str, list[tuple[str, str]]]:
    """Check → (where, what) of its findings; nothing for those that are content."""
    results = examine(ROWS, now=LATER + timedelta(minutes=2), shop_id=shop.id if shop else None)
    return {
        one.check.name: [(finding.where, finding.what) for finding in one.first]
        for one in results
        if one.count
    }
