"""Nothing personal is left of an anonymised order, in any table, whatever was done to it before."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps

from comptoir.core.actor import customer
from comptoir.core.errors import Refused
from comptoir.core.models import Event
from comptoir.core.worker import once
from comptoir.mailing import bodies
from comptoir.mailing.actions.send_again import send_again
from comptoir.mailing.models import Message
from comptoir.orders.actions.add_parcel import add_parcel
from comptoir.orders.actions.add_tag import add_tag
from comptoir.orders.actions.anonymise import anonymise
from comptoir.orders.actions.archive import archive
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.correct_address import correct_address
from comptoir.orders.actions.correct_contact import correct_contact
from comptoir.orders.actions.correct_parcel import correct_parcel
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.place import place
from comptoir.orders.actions.refund import refund
from comptoir.orders.actions.remove_parcel import remove_parcel
from comptoir.orders.actions.remove_tag import remove_tag
from comptoir.orders.actions.set_comment import set_comment
from comptoir.orders.actions.undo import undo
from comptoir.orders.actions.void_payment import void_payment
from comptoir.orders.actions.withdraw import withdraw
from comptoir.orders.errors import NotUndoable
from comptoir.orders.frozen import Contact
from comptoir.orders.models import Order, OrderTag, Parcel, Payment, Tag
from comptoir.orders.queries.search import search
from tests.factories import (
    NOW,
    make_address,
    make_basket,
    make_delivery,
    make_details,
    make_order,
    make_payment,
    make_shop,
    make_variant,
    member_of,
    total_of,
)
from tests.mailing.server import Postbox

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
# Stands in everything that a person could have typed; too long to turn up in a random token.
MARK = "zqxzqxzqx"
ADDRESS = f"{MARK}@example.com"


def contact(n: int) -> Contact:
    return Contact(
        email=ADDRESS if n == 0 else f"{MARK}{n}@example.com",
        name=f"{MARK} Dupont {n}",
        phone=f"+33 {MARK}",
        company=f"{MARK} SARL",
        vat_number=f"{MARK.upper()}123",
    )


def placed() -> Order:
    shop = make_shop(mail_payment_received=True, mail_cancelled=True)
    streets = make_address(name=f"{MARK} D.", street=f"1 rue {MARK}", city=f"{MARK}ville")
    basket = make_basket(shop, make_variant(shop, stock=9), quantity=2)
    delivery, payment = make_delivery(shop), make_payment(shop)
    wanted = replace(
        make_details(delivery, payment, contact=contact(0), note=f"Sonnez chez {MARK}"),
        delivery=streets,
        billing=streets,
    )
    return place(
        shop_id=shop.id,
        basket_id=basket.id,
        details=wanted,
        seen_total=total_of(shop, basket, wanted),
        actor=customer(shop.id, wanted.contact.name),
        now=NOW,
    )


class Merchant:
    """Does to one order whatever is asked for; what is refused at that moment is left."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.actor = member_of(order.shop)

    def do(self, action: Callable[..., Event], **values: object) -> Event | None:
        try:
            return action(
                shop_id=self.order.shop_id,
                order_id=self.order.id,
                actor=self.actor,
                now=NOW,
                **values,
            )
        except Refused:
            return None

    def steps(self) -> list[Callable[[], object]]:
        address = make_address(name=MARK, company=MARK, street2=f"chez {MARK}", region=MARK)
        total = self.order.total
        return [
            lambda: self.do(correct_contact, contact=contact(1)),
            lambda: self.do(correct_address, which="delivery", address=address),
            lambda: self.do(correct_address, which="billing", address=address),
            lambda: self.do(set_comment, text=f"Mme {MARK}\na appelé"),
            lambda: self.do(mark_paid, amount=total // 2, reference=f"Virement {MARK}"),
            lambda: self.do(refund, amount=1, reference=f"Retour {MARK}"),
            lambda: self.do(void_payment, payment_id=self.last(Payment)),
            lambda: self.do(add_parcel, tracking_number=f"{MARK}1", send_mail=True),
            lambda: self.do(
                correct_parcel,
                parcel_id=self.last(Parcel),
                tracking_number=f"{MARK}2",
                send_mail=True,
            ),
            lambda: self.do(remove_parcel, parcel_id=self.last(Parcel)),
            lambda: self.do(add_tag, name=f"chez {MARK}"),
            lambda: self.do(remove_tag, name=f"chez {MARK}"),
            lambda: withdraw(
                shop_id=self.order.shop_id,
                order_id=self.order.id,
                name=f"{MARK} D.",
                email=f"{MARK}9@example.com",
                statement=f"Moi, {MARK}, je me rétracte.",
                actor=customer(self.order.shop_id, f"{MARK} D."),
                now=NOW,
            ),
            lambda: send_again(
                shop_id=self.order.shop_id,
                message_id=self.last(Message),
                to=f"{MARK}8@example.com",
                actor=self.actor,
                now=NOW,
            ),
            lambda: once(LATER),
        ]

    def last(self, kind: type[Payment | Parcel | Message]) -> int:
        found = kind.objects.filter(order=self.order).order_by("-id").first()
        return found.id if found else 0


def everything() -> Iterator[str]:
    """Every value of every row of every table, packed ones unpacked."""
    for model in apps.get_models():
        for row in model._default_manager.values():
            for column, value in row.items():
                yield f"{model.__name__}.{column}: {_text(value)}"


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bodies.unpacked(bytes(value))
    return str(value)


def named() -> list[str]:
    return [text for text in everything() if MARK in text.casefold()]


@pytest.mark.parametrize("seed", range(6))
def test_nobody_is_named_in_any_table(postbox: Postbox, seed: int) -> None:
    postbox.refused = {ADDRESS: f"550 5.1.1 no such user {ADDRESS}"}
    order = placed()
    merchant = Merchant(order)
    once(NOW)
    steps = merchant.steps()
    random.Random(seed).shuffle(steps)
    for step in steps:
        try:
            step()
        except Refused:
            continue
    once(LATER)
    assert len(named()) > 20, "the mark must stand there before it can be gone"
    assert search(order.shop_id, MARK).order_ids
    merchant.do(cancel, reason=f"{MARK} ne répond pas")
    merchant.do(archive)
    assert merchant.do(anonymise) is not None
    for hours in range(1, 8):
        once(LATER + timedelta(hours=hours))
    assert named() == []
    assert not search(order.shop_id, MARK).order_ids


def test_undo_brings_nobody_back_but_money_it_does() -> None:
    order = placed()
    merchant = Merchant(order)
    told = [
        merchant.do(set_comment, text=f"Mme {MARK}"),
        merchant.do(add_tag, name=MARK),
        merchant.do(add_parcel, tracking_number=f"{MARK}1"),
        merchant.do(correct_parcel, parcel_id=merchant.last(Parcel), tracking_number=f"{MARK}2"),
        merchant.do(remove_tag, name=MARK),
    ]
    paid = merchant.do(mark_paid, reference=MARK)
    merchant.do(cancel)
    merchant.do(archive)
    merchant.do(anonymise)
    for number, event in enumerate(told):
        assert event is not None
        if number == 2:  # a parcel is taken out again; its number is gone already
            continue
        with pytest.raises(NotUndoable):
            undo(shop_id=order.shop_id, event_id=event.id, actor=merchant.actor, now=LATER)
    assert paid is not None
    undo(shop_id=order.shop_id, event_id=paid.id, actor=merchant.actor, now=LATER)
    assert Order.objects.get(id=order.id).payment_state == "unpaid"


def test_a_tag_of_others_stays_theirs() -> None:
    order = placed()
    other = make_order(order.shop)
    merchant, neighbour = Merchant(order), Merchant(other)
    merchant.do(add_tag, name="cadeau")
    neighbour.do(add_tag, name="cadeau")
    merchant.do(cancel)
    merchant.do(archive)
    merchant.do(anonymise)
    assert Tag.objects.get().name == "cadeau"
    assert OrderTag.objects.get().order_id == other.id
