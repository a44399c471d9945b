"""Which step owes which mail, and what it says."""

from datetime import timedelta

import pytest

from comptoir.core.actor import customer
from comptoir.core.errors import NotFound
from comptoir.core.worker import once
from comptoir.mailing.actions.send_again import send_again
from comptoir.mailing.errors import NoRecipient
from comptoir.mailing.models import Message
from comptoir.mailing.preview import preview
from comptoir.mailing.queries import message as read_message
from comptoir.mailing.queries import messages_of_order
from comptoir.orders.actions.anonymise import anonymise
from comptoir.orders.actions.archive import archive
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.correct_contact import correct_contact
from comptoir.orders.actions.correct_parcel import correct_parcel
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.mark_ready import mark_ready
from comptoir.orders.actions.undo import undo
from comptoir.orders.actions.withdraw import withdraw
from comptoir.orders.frozen import Contact
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from tests.factories import NOW, make_delivery, make_order, make_payment, make_shop, member_of
from tests.mailing.server import Postbox, Received

pytestmark = pytest.mark.django_db

NUMBER = "JJD 0099/99 99&9"
ENCODED = "JJD%200099%2F99%2099%269"
LATER = NOW + timedelta(seconds=30)


@pytest.fixture
def order(postbox: Postbox) -> Order:
    """An order whose two mails have left."""
    placed = make_order(make_shop())
    once(NOW)
    postbox.received.clear()
    return placed


def do(action: object, order: Order, **values: object) -> object:
    assert callable(action)
    return action(
        shop_id=order.shop_id, order_id=order.id, actor=member_of(order.shop), now=NOW, **values
    )


def only(postbox: Postbox) -> Received:
    once(LATER)
    assert len(postbox.received) == 1
    return postbox.received[0]


def test_a_completed_order_with_a_number_gives_a_link_that_is_encoded(
    postbox: Postbox, order: Order
) -> None:
    do(complete, order, tracking_number=NUMBER)
    mail = only(postbox)
    assert mail.recipient == "anne@example.com"
    assert "votre colis est en route" in mail.mail["Subject"]
    for text in (mail.part("plain"), mail.part("html")):
        assert ENCODED in text
        assert f"/order/{order.token}/" in text
    assert NUMBER in mail.part("plain")


def test_without_a_number_no_word_of_tracking(postbox: Postbox, order: Order) -> None:
    do(complete, order)
    mail = only(postbox)
    for text in (mail.part("plain"), mail.part("html")):
        assert "suivi" not in text.lower()
        assert "\n\n\n" not in mail.part("plain")


def test_an_unticked_mail_is_not_sent(postbox: Postbox, order: Order) -> None:
    do(complete, order, send_mail=False)
    once(LATER)
    assert not postbox.received


def test_undo_within_the_grace_takes_the_mail_back(postbox: Postbox, order: Order) -> None:
    do(complete, order, tracking_number=NUMBER)
    once(NOW + timedelta(seconds=2))
    from comptoir.core.models import Event

    event = Event.objects.get(kind="order.completed", subject_id=order.id)
    undone = undo(shop_id=order.shop_id, event_id=event.id, actor=member_of(order.shop), now=NOW)
    assert not undone.mail_left
    once(LATER)
    assert not postbox.received


def test_a_corrected_parcel_is_told_anew(postbox: Postbox, order: Order) -> None:
    do(complete, order, tracking_number="0000")
    once(LATER)
    postbox.received.clear()
    parcel = order.parcels.get()
    do(correct_parcel, order, parcel_id=parcel.id, tracking_number=NUMBER, send_mail=True)
    assert ENCODED in only(postbox).part("html")


def test_ready_to_collect_says_where_and_what_to_pay(postbox: Postbox) -> None:
    shop = make_shop(legal_address="12 rue des Potiers\n69001 Lyon")
    delivery = make_delivery(shop, names={"fr": "À l’atelier"}, pickup=True, price=0, carrier="")
    payment = make_payment(
        shop, kind="pay_at_pickup", names={"fr": "Sur place"}, iban="", holder=""
    )
    placed = make_order(shop, delivery=delivery, payment=payment)
    once(NOW)
    postbox.received.clear()
    do(mark_ready, placed)
    text = only(postbox).part("plain")
    assert "12 rue des Potiers" in text
    assert "Vous payez 24,00\xa0€ en retirant votre commande." in text.replace(
        "\u202f", "\xa0"
    ).replace("\n", " ")


@pytest.mark.parametrize("wanted", [True, False])
def test_payment_and_cancellation_mails_only_where_the_shop_has_them(
    postbox: Postbox, wanted: bool
) -> None:
    shop = make_shop(mail_payment_received=wanted, mail_cancelled=wanted)
    placed = make_order(shop)
    once(NOW)
    postbox.received.clear()
    do(mark_paid, placed)
    do(cancel, placed)
    once(LATER)
    once(LATER)
    subjects = " ".join(received.mail["Subject"] for received in postbox.received)
    assert ("paiement reçu" in subjects) == wanted
    assert ("commande annulée" in subjects) == wanted
    if wanted:
        assert "20 novembre 2026" in postbox.received[0].part("plain")


def test_withdrawal_gives_a_receipt_and_a_notice(postbox: Postbox, order: Order) -> None:
    withdraw(
        shop_id=order.shop_id,
        order_id=order.id,
        name="Anne D.",
        email="other@example.com",
        statement="Je me rétracte.",
        actor=customer(order.shop_id),
        now=NOW,
    )
    once(NOW)
    by_recipient = {received.recipient: received for received in postbox.received}
    receipt = by_recipient.pop("other@example.com").part("plain")
    for value in ("Je me rétracte.", "20 novembre 2026 à 14:03", "Anne D.", order.number):
        assert value in receipt
    (notice,) = by_recipient.values()
    assert notice.recipient in order.shop.notification_emails
    assert f"/desk/{order.shop.slug}/orders/{order.number}/" in notice.part("plain").split()[-1]


def test_a_mail_is_sent_again_to_the_corrected_address(postbox: Postbox, order: Order) -> None:
    first = Message.objects.get(order=order, kind="confirmation")
    contact = Contact(email="anna@example.org", name="Anna Dupont")
    do(correct_contact, order, contact=contact)
    send_again(shop_id=order.shop_id, message_id=first.id, actor=member_of(order.shop), now=NOW)
    mail = only(postbox)
    assert mail.recipient == "anna@example.org"
    assert "Anna Dupont" in mail.part("plain")
    assert mail.mail["Message-ID"] != first.message_id
    rows = messages_of_order(order.shop_id, order.id)
    assert [row.kind for row in rows] == ["confirmation", "notice", "confirmation"]


def test_a_refused_mail_is_tried_again_by_hand(postbox: Postbox, order: Order) -> None:
    postbox.refused = {"anne@example.com": "550 no"}
    at = NOW
    do(complete, order)
    for _ in range(3):
        at += timedelta(minutes=5)
        once(at)
    message = Message.objects.get(order=order, kind="dispatch")
    assert message.state == "dead"
    postbox.refused = {}
    send_again(shop_id=order.shop_id, message_id=message.id, actor=member_of(order.shop), now=at)
    once(at)
    message.refresh_from_db()
    assert message.state == "sent"
    assert Message.objects.filter(order=order, kind="dispatch").count() == 1


def test_another_shops_message_does_not_exist(order: Order) -> None:
    other: Shop = make_shop()
    message = Message.objects.filter(order=order).first()
    assert message is not None
    with pytest.raises(NotFound):
        send_again(shop_id=other.id, message_id=message.id, actor=member_of(other), now=NOW)
    with pytest.raises(NotFound):
        read_message(other.id, message.id)
    with pytest.raises(NotFound):
        preview(shop_id=other.id, order_id=order.id, kind="dispatch")
    with pytest.raises(NoRecipient):
        send_again(
            shop_id=order.shop_id,
            message_id=message.id,
            to="nobody",
            actor=member_of(order.shop),
            now=NOW,
        )


def test_a_preview_is_the_mail_and_keeps_nothing(postbox: Postbox, order: Order) -> None:
    count = Message.objects.count()
    shown = preview(
        shop_id=order.shop_id, order_id=order.id, kind="dispatch", tracking_number=NUMBER
    )
    assert Message.objects.count() == count
    assert not order.parcels.exists()
    do(complete, order, tracking_number=NUMBER)
    mail = only(postbox)
    assert mail.mail["Subject"] == shown.subject
    assert mail.part("plain") == shown.text


def test_an_anonymised_orders_mails_say_nothing(postbox: Postbox, order: Order) -> None:
    do(complete, order, send_mail=False)
    do(mark_paid, order)
    do(archive, order)
    do(anonymise, order)
    once(LATER)
    once(LATER)
    once(LATER)
    once(LATER)
    rows = messages_of_order(order.shop_id, order.id)
    assert {row.recipient for row in rows} == {""}
    view = read_message(order.shop_id, rows[0].id)
    assert view.html == view.text == ""
    assert "anne" not in str(list(Message.objects.filter(order=order).values()))
