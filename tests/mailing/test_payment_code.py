"""The payment code goes with the customer's mail, and only with that one."""

import pytest

from comptoir.core.worker import once
from comptoir.mailing.models import Message
from comptoir.mailing.queries import message as read_message
from comptoir.payments.references import creditor_reference
from tests.factories import NOW, make_order, make_shop, make_variant
from tests.mailing.server import Postbox
from tests.payments.scanning import Asked, read, taken_apart

pytestmark = pytest.mark.django_db


def test_the_mail_carries_the_code(postbox: Postbox) -> None:
    shop = make_shop()
    order = make_order(shop, make_variant(shop, price=4400))
    once(NOW)
    received = {str(box.mail["To"]): box for box in postbox.received}
    customers = received["anne@example.com"]
    pictures = [part for part in customers.mail.walk() if part.get_content_type() == "image/png"]
    assert [part["Content-ID"] for part in pictures] == ["<code>"]
    carried = pictures[0].get_payload(decode=True)
    assert isinstance(carried, bytes)
    assert taken_apart(read(carried)) == Asked(
        "Atelier Lune",
        "FR7630006000011234567890189",
        "EUR48.90",
        creditor_reference(order.reference),
        bic="AGRIFRPP",
    )
    html = customers.part("html")
    assert html.count('src="cid:code"') == 1
    assert "RF" in customers.part("plain")
    merchants = received[shop.notification_emails[0]]
    assert "cid:code" not in merchants.part("html")
    kept = Message.objects.get(order=order, kind="confirmation")
    shown = read_message(shop.id, kept.id).html
    assert "cid:code" not in shown
    assert "data:image/png;base64," in shown
