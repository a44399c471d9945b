"""What is to be paid online can be paid from the mail: its button leads to the page where one pays."""

from datetime import timedelta

import pytest

from comptoir.core.clock import utc_now
from comptoir.core.worker import once
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.remind import remind
from comptoir.orders.models import Order
from tests.factories import make_order, make_payment, make_shop, member_of
from tests.mailing.server import Postbox, Received

pytestmark = pytest.mark.django_db
LABEL = {"en": "Pay now", "fr": "Payer maintenant"}
SENTENCE = {"en": "is to be paid online", "fr": "sont à payer en ligne"}


@pytest.fixture(params=["en", "fr"])
def order(request: pytest.FixtureRequest) -> Order:
    shop = make_shop(languages=["fr", "en"])
    method = make_payment(
        shop,
        kind="stripe",
        names={"fr": "Carte", "en": "Card"},
        holder="",
        iban="",
        bic="",
        connected_at=utc_now(),
    )
    return make_order(shop, payment=method, language=request.param, now=utc_now())


def mails(postbox: Postbox, order: Order) -> tuple[Received, list[Received]]:
    """The last one to the customer, and all to the shop."""
    while once(utc_now() + timedelta(minutes=1)):
        pass
    mine = [one for one in postbox.received if one.recipient == order.email]
    return mine[-1], [one for one in postbox.received if one.recipient != order.email]


def asks_to_pay(received: Received, order: Order) -> None:
    for kind in ("plain", "html"):
        text = received.part(kind)
        assert f"/order/{order.token}/#pay-now" in text
        assert LABEL[order.language] in text
    assert SENTENCE[order.language] in received.part("plain").replace("\n", " ")


def test_the_confirmation_leads_to_where_one_pays(postbox: Postbox, order: Order) -> None:
    customers, merchants = mails(postbox, order)
    asks_to_pay(customers, order)
    assert all("#pay-now" not in one.part("html") for one in merchants)


def test_so_does_the_reminder(postbox: Postbox, order: Order) -> None:
    mails(postbox, order)
    remind(shop_id=order.shop_id, order_id=order.id, actor=member_of(order.shop), now=utc_now())
    reminder, _merchants = mails(postbox, order)
    assert len([one for one in postbox.received if one.recipient == order.email]) == 2
    asks_to_pay(reminder, order)


def test_what_was_paid_before_the_mail_is_not_asked_for(postbox: Postbox, order: Order) -> None:
    mark_paid(shop_id=order.shop_id, order_id=order.id, actor=member_of(order.shop), now=utc_now())
    customers, _merchants = mails(postbox, order)
    assert "#pay-now" not in customers.part("html") + customers.part("plain")
