"""What the merchant does to an order, step by step, and the undoing of it."""

from datetime import date, timedelta
from functools import partial

import pytest

from comptoir.catalog.errors import OutOfStock
from comptoir.core.database import write
from comptoir.core.errors import Forbidden, Invalid, NotFound
from comptoir.core.models import Event, Outbox
from comptoir.orders import errors
from comptoir.orders.actions.add_parcel import add_parcel
from comptoir.orders.actions.add_tag import add_tag
from comptoir.orders.actions.anonymise import anonymise
from comptoir.orders.actions.archive import archive
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.correct_address import correct_address
from comptoir.orders.actions.correct_contact import correct_contact
from comptoir.orders.actions.correct_parcel import correct_parcel
from comptoir.orders.actions.delete import delete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.mark_ready import mark_ready
from comptoir.orders.actions.purge import purge
from comptoir.orders.actions.refund import refund
from comptoir.orders.actions.reinstate import reinstate
from comptoir.orders.actions.remove_parcel import remove_parcel
from comptoir.orders.actions.reopen import reopen
from comptoir.orders.actions.restore import restore
from comptoir.orders.actions.set_comment import set_comment
from comptoir.orders.actions.undo import undo
from comptoir.orders.actions.void_payment import void_payment
from comptoir.orders.actions.withdraw import withdraw
from comptoir.orders.frozen import Contact
from comptoir.orders.models import MonthFigure, Order, Parcel, Payment, Tombstone
from comptoir.shops.rights import ALL, PAY, REFUND
from tests.factories import (
    NOW,
    make_address,
    make_delivery,
    make_order,
    make_shop,
    make_variant,
    member_of,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


class Scene:
    """One shop, one order, one member of the staff."""

    def __init__(self, **order: object) -> None:
        self.shop = make_shop()
        self.cup = make_variant(self.shop, stock=5)
        self.order = make_order(self.shop, self.cup, quantity=2, **order)  # type: ignore[arg-type]  # test data by name
        self.actor = member_of(self.shop)

    def do(self, action: object, **values: object) -> Event:
        event = action(  # type: ignore[operator]  # any action
            shop_id=self.shop.id, order_id=self.order.id, actor=self.actor, now=LATER, **values
        )
        self.order = Order.objects.get(id=self.order.id)
        self.cup.refresh_from_db()
        assert isinstance(event, Event)
        return event

    def undo(self, event: Event) -> bool:
        done = undo(shop_id=self.shop.id, event_id=event.id, actor=self.actor, now=LATER)
        self.order = Order.objects.get(id=self.order.id)
        self.cup.refresh_from_db()
        return done.mail_left


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_paid_part_paid_voided_and_paid_again(scene: Scene) -> None:
    event = scene.do(mark_paid)
    payment = Payment.objects.get()
    assert (scene.order.payment_state, payment.amount) == ("paid", scene.order.total)
    assert payment.received_on == date(2026, 11, 20)
    scene.do(void_payment, payment_id=payment.id)
    assert scene.order.payment_state == "unpaid"
    scene.do(mark_paid, amount=1000, received_on=date(2026, 11, 1))
    assert (scene.order.payment_state, scene.order.balance) == (
        "partly_paid",
        scene.order.total - 1000,
    )
    scene.do(mark_paid)
    assert scene.order.payment_state == "paid"
    assert Payment.objects.filter(voided_at__isnull=True).count() == 2
    assert event.before["payment_state"] == "unpaid"


def test_two_people_mark_the_same_page_paid_once(scene: Scene) -> None:
    drawn_from = scene.order.version
    first = scene.do(mark_paid, version=drawn_from)
    second = scene.do(mark_paid, version=drawn_from)
    assert first.id == second.id
    assert Payment.objects.count() == 1


def test_an_older_page_is_told_what_changed(scene: Scene) -> None:
    drawn_from = scene.order.version
    scene.do(set_comment, text="élan\nligne")
    with pytest.raises(errors.OrderMoved) as refused:
        scene.do(cancel, version=drawn_from)
    assert [event.kind for event in refused.value.events] == ["order.comment_changed"]
    assert not Order.objects.get().cancelled


def test_refund_never_above_what_was_received(scene: Scene) -> None:
    scene.do(mark_paid)
    with pytest.raises(errors.AboveReceived):
        scene.do(refund, amount=scene.order.total + 1)
    scene.do(refund, amount=100)
    assert scene.order.payment_state == "partly_refunded"
    with pytest.raises(errors.RefundedMeanwhile):
        scene.do(void_payment, payment_id=Payment.objects.get(kind="payment").id)
    scene.do(refund, amount=scene.order.total - 100)
    assert scene.order.payment_state == "refunded"


def test_completing_with_a_number_makes_a_parcel(scene: Scene) -> None:
    event = scene.do(complete, tracking_number="JJD 0099/99 99&9", carrier="dhl")
    parcel = Parcel.objects.get()
    assert (scene.order.handling, event.after["mail"]) == ("completed", True)
    assert "JJD%200099%2F99%2099%269" in parcel.tracking_url
    assert scene.order.payment_state == "unpaid"
    assert scene.do(complete).id == event.id
    scene.undo(event)
    assert (scene.order.handling, scene.order.dispatched_at) == ("open", None)
    scene.do(complete)
    assert Parcel.objects.filter(removed_at__isnull=True).count() == 0


@pytest.mark.parametrize("number", ["1Z\r\nPay again here", "1Z\u2028x", "1Z\x00", "1" * 500])
def test_a_tracking_number_is_one_short_line(scene: Scene, number: str) -> None:
    with pytest.raises(Invalid) as refused:
        scene.do(complete, tracking_number=number)
    assert refused.value.field == "tracking_number"
    assert (scene.order.handling, Parcel.objects.count()) == ("open", 0)


def test_several_parcels(scene: Scene) -> None:
    line = scene.order.lines.get(kind="goods")
    scene.do(add_parcel, quantities={line.id: 1}, tracking_number="A1")
    assert scene.order.handling == "partly_dispatched"
    with pytest.raises(errors.WrongQuantity):
        scene.do(add_parcel, quantities={line.id: 2})
    second = scene.do(add_parcel)
    assert scene.order.handling == "dispatched"
    scene.do(correct_parcel, parcel_id=second.after["parcel_id"], tracking_number="B2")
    removed = scene.do(remove_parcel, parcel_id=second.after["parcel_id"])
    assert scene.order.handling == "partly_dispatched"
    scene.undo(removed)
    assert scene.order.handling == "dispatched"
    with pytest.raises(errors.NothingToSend):
        scene.do(add_parcel)
    completed = scene.do(complete)
    scene.do(reopen)
    assert scene.order.handling == "dispatched"
    with pytest.raises(errors.ChangedSince):
        scene.undo(completed)


def test_ready_to_collect_is_for_pickup(scene: Scene) -> None:
    with pytest.raises(errors.NotPickup):
        scene.do(mark_ready)
    pickup = make_delivery(scene.shop, pickup=True, price=0)
    scene.order = make_order(scene.shop, scene.cup, delivery=pickup)
    scene.do(mark_ready)
    assert scene.order.handling == "ready"


def test_cancel_gives_stock_back_once_and_reinstating_takes_it(scene: Scene) -> None:
    scene.do(add_tag, name="seen")
    assert scene.cup.stock == 3
    scene.do(cancel)
    assert scene.cup.stock == 5
    scene.do(delete)
    assert scene.cup.stock == 5
    assert MonthFigure.objects.get().orders == 0
    scene.do(restore)
    scene.do(reinstate)
    assert (scene.cup.stock, scene.order.lines.get(position=1).stock_held) == (3, 2)
    assert MonthFigure.objects.get().total == scene.order.total


def test_taking_back_asks_when_the_stock_is_gone(scene: Scene) -> None:
    cancelled = scene.do(cancel)
    make_order(scene.shop, scene.cup, quantity=4)
    for refused in (partial(scene.do, reinstate), partial(scene.undo, cancelled)):
        with pytest.raises(OutOfStock):
            refused()
    scene.do(reinstate, without_stock=True)
    assert not scene.order.cancelled
    assert scene.cup.stock == 1


def test_what_was_sent_is_not_given_back(scene: Scene) -> None:
    line = scene.order.lines.get(kind="goods")
    scene.do(add_parcel, quantities={line.id: 1})
    scene.do(cancel)
    assert scene.cup.stock == 4


def test_archive_is_for_completed_or_cancelled(scene: Scene) -> None:
    with pytest.raises(errors.NotArchivable):
        scene.do(archive)
    scene.do(complete)
    archived = scene.do(archive)
    scene.undo(archived)
    assert scene.order.place == "active"
    scene.do(archive)
    scene.do(delete)
    scene.do(restore)
    assert scene.order.place == "archived"


def test_purge_leaves_a_tombstone_and_spares_money(scene: Scene) -> None:
    with pytest.raises(errors.NotInTrash):
        scene.do(purge)
    number = scene.order.number
    scene.do(delete)
    purge(
        shop_id=scene.shop.id, order_id=scene.order.id, reason="test", actor=scene.actor, now=LATER
    )
    assert Tombstone.objects.get().number == number
    assert not Order.objects.exists()
    assert not Event.objects.filter(subject_kind="order").exists()
    paid = Scene()
    paid.do(mark_paid)
    paid.do(void_payment, payment_id=Payment.objects.get().id)
    paid.do(delete)
    with pytest.raises(errors.SawMoney):
        paid.do(purge)


def test_anonymised_means_nobody_is_named_any_more() -> None:
    scene = Scene(note="Sonnez chez Dupont")
    scene.do(correct_contact, contact=Contact(email="dupont@example.org", name="A. Dupont"))
    scene.do(set_comment, text="Mme Dupont")
    with pytest.raises(errors.NotForgettable):
        scene.do(anonymise)
    scene.do(delete)
    scene.do(anonymise)
    rows = [
        str(Order.objects.values().get()),
        *map(str, Event.objects.values("before", "after", "actor_name")),
    ]
    assert "upont" not in "".join(rows)
    assert "rue de la" not in "".join(rows)


def test_corrections_keep_the_old_in_the_history(scene: Scene) -> None:
    event = scene.do(
        correct_address, which="delivery", address=make_address(city="Brno", country="CZ")
    )
    assert (scene.order.city, scene.order.country) == ("Brno", "CZ")
    assert event.before["delivery"]["city"] == "Lyon"
    assert not scene.undo(event)
    assert scene.order.delivery["city"] == "Lyon"
    with pytest.raises(errors.AlreadyUndone):
        scene.undo(event)


def test_undo_within_the_grace_takes_the_mail_back(scene: Scene) -> None:
    event = scene.do(complete)
    with write():
        Outbox.objects.get_or_create(
            event=event,
            defaults={
                "shop_id": scene.shop.id,
                "subject_kind": "order",
                "subject_id": 1,
                "not_before": LATER,
            },
        )
    assert scene.undo(event) is False
    assert not Outbox.objects.filter(event=event).exists()
    again = scene.do(complete)
    with write():
        Outbox.objects.filter(event=again).delete()
    assert scene.undo(again) is True


def test_a_parcel_removed_in_time_is_told_to_nobody(scene: Scene) -> None:
    added = scene.do(add_parcel, send_mail=True)
    assert Outbox.objects.filter(event=added).exists()
    scene.do(remove_parcel, parcel_id=added.after["parcel_id"])
    assert not Outbox.objects.filter(event=added).exists()


def test_undo_of_a_part_that_was_changed_again_is_refused(scene: Scene) -> None:
    first = scene.do(set_comment, text="one")
    second = scene.do(set_comment, text="two")
    with pytest.raises(errors.ChangedSince) as refused:
        scene.undo(first)
    assert refused.value.event.id == second.id
    scene.undo(second)
    scene.undo(first)
    assert scene.order.comment == ""


def test_tags_and_withdrawal(scene: Scene) -> None:
    tagged = scene.do(add_tag, name=" gift ")
    assert tagged.after["tag"] == "gift"
    assert scene.do(add_tag, name="gift").id == tagged.id
    scene.undo(tagged)
    first = scene.do(withdraw, name="Anne", email="anne@example.com", statement="Je me rétracte")
    assert scene.do(withdraw, name="Anne", email="anne@example.com").id == first.id


def test_rights_are_the_actions_matter(scene: Scene) -> None:
    scene.actor = member_of(scene.shop, ALL - {PAY, REFUND})
    with pytest.raises(Forbidden):
        scene.do(mark_paid)
    stranger = member_of(make_shop())
    with pytest.raises(Forbidden):
        mark_paid(shop_id=scene.shop.id, order_id=scene.order.id, actor=stranger, now=LATER)
    with pytest.raises(NotFound):
        mark_paid(shop_id=stranger.shop_id, order_id=scene.order.id, actor=stranger, now=LATER)
