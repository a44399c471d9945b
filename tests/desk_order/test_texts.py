"""Corrections, tags, messages, help and print."""

import pytest

from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.models import Event, Outbox
from comptoir.core.relay import relay
from comptoir.mailing.models import Message
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from tests.desk_order.conftest import Desk
from tests.factories import make_order, make_shop

pytestmark = pytest.mark.django_db
ADDRESS = {
    "name": "Jana Nováková",
    "street": "Dlouhá 7",
    "postal_code": "602 00",
    "city": "Brno",
    "country": "CZ",
}


def _written(order: Order) -> None:
    """The order's mails are written, as the worker would."""
    relay(now=utc_now())
    assert Message.objects.filter(order=order).count() == 2
    assert not Outbox.objects.exists()


def test_contact_is_corrected_and_the_history_keeps_the_old(desk: Desk, order: Order) -> None:
    page = desk.done("contact", order, name="Anne Dupond", email="anne@exemple.fr")
    assert order.email == "anne@exemple.fr"
    for text in ("Contact corrected", "anne@example.com", "anne@exemple.fr", "Anne Dupond"):
        assert text in page, text
    wrong = desk.post("contact", order, name="", email="nowhere")
    assert wrong.status_code == 422
    assert 'value="nowhere"' in wrong.content.decode()


def test_addresses_are_corrected(desk: Desk, order: Order) -> None:
    form = desk.client.get(desk.url("order_delivery_address", order)).content.decode()
    assert 'value="12 rue de la République"' in form
    assert '<option value="FR" selected>France</option>' in form
    page = desk.done("delivery_address", order, **ADDRESS)
    assert (order.city, order.country) == ("Brno", "CZ")
    assert "Jana Nováková, Dlouhá 7, 602 00 Brno, Czechia" in page
    desk.done("billing_address", order, **ADDRESS | {"company": "Merle s.r.o."})
    assert order.billing["company"] == "Merle s.r.o."
    desk.done("billing_address", order, same="on")
    assert order.billing == {}
    answer = desk.post("delivery_address", order, **ADDRESS | {"country": ""})
    assert answer.status_code == 422
    assert 'value="Dlouhá 7"' in answer.content.decode()


def test_tags(desk: Desk, order: Order) -> None:
    assert "gift" in desk.done("tag", order, name="  gift ")
    assert desk.post("tag", order, name="a,b").status_code == 422
    page = desk.done("untag", order, name="gift")
    assert "Tag removed" in page
    assert desk.post("untag", order, name="gift").status_code == 404


def test_messages_are_shown_as_sent_and_sent_again(desk: Desk, order: Order) -> None:
    _written(order)
    page = desk.page(order)
    assert "Confirmation" in page
    assert "Waiting" in page
    first = desk.client.get(desk.url("order_message", order, 1))
    assert 'value="anne@example.com"' in first.content.decode()
    frame = desk.client.get(desk.url("order_message_frame", order, 1))
    assert order.number in frame.content.decode()
    assert "sandbox" in frame["Content-Security-Policy"]
    desk.done("contact", order, name="Anne Dupont", email="anne@exemple.fr")
    again = desk.client.get(desk.url("order_message", order, 1)).content.decode()
    assert 'value="anne@exemple.fr"' in again
    sent = desk.client.post(desk.url("order_message", order, 1), {"to": "anne@exemple.fr"})
    assert sent.status_code == 302
    event = Event.objects.get(kind="order.message_sent_again")
    assert event.after["to"] == "anne@exemple.fr"
    assert "Message sent again" in desk.page(order)
    wrong = desk.client.post(desk.url("order_message", order, 1), {"to": "nowhere"})
    assert wrong.status_code == 422


def test_failed_mail_says_why_and_when_again(desk: Desk, order: Order) -> None:
    _written(order)
    with write():
        Message.objects.filter(kind="confirmation").update(
            state="failed", reason="server", next_try="2026-11-25T10:00:00Z"
        )
    page = desk.page(order)
    for text in ("Will be tried again", "The mail server could not be reached.", "Next try:"):
        assert text in page, text


def test_foreign_messages_are_not_found(desk: Desk, order: Order) -> None:
    other = make_shop()
    foreign = [make_order(other) for _ in range(2)][1]
    relay(now=utc_now())
    for name in ("order_message", "order_message_frame"):
        assert desk.client.get(desk.url(name, foreign, 1)).status_code == 404
        assert desk.client.get(desk.url(name, order, 3)).status_code == 404
    assert (
        desk.client.post(desk.url("order_message", foreign, 1), {"to": "a@b.fr"}).status_code == 404
    )


def test_print_in_the_shops_language_with_the_comment(desk: Desk, shop: Shop, order: Order) -> None:
    desk.done("comment", order, text="Papier bleu")
    page = desk.client.get(desk.url("order_print", order)).content.decode()
    for text in (
        order.number,
        "Papier bleu",
        "69002 Lyon",
        "dont TVA\u00a020\u00a0%",
        "28,90",
        'lang="fr"',
    ):
        assert text in page, text
    assert "data-print" in page
    assert "<script>" not in page


@pytest.mark.parametrize("topic", ["tracking", "delivery", "payment", "archiving-deleting"])
def test_help(desk: Desk, shop: Shop, topic: str) -> None:
    for language in ("en", "fr"):
        desk.client.cookies["language"] = language
        page = desk.client.get(f"/desk/{shop.slug}/help/{topic}/")
        assert page.status_code == 200
        assert f'lang="{language}"' in page.content.decode()
    assert desk.client.get(f"/desk/{shop.slug}/help/nothing/").status_code == 404
