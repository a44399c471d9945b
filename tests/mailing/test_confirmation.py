"""A1, A2, A3: the two mails about a new order."""

import re

import pytest

from comptoir.core.actor import system
from comptoir.core.database import write
from comptoir.core.events import record
from comptoir.core.models import Event
from comptoir.core.relay import react
from comptoir.core.worker import once
from comptoir.mailing.models import Message
from comptoir.payments.references import spelled
from comptoir.payments.transfer import payment_reference
from tests.factories import NOW, make_address, make_delivery, make_order, make_shop, make_variant
from tests.mailing.server import Postbox, Received

pytestmark = pytest.mark.django_db


def test_exactly_one_mail_to_the_customer_and_one_to_each_notification_address(
    postbox: Postbox,
) -> None:
    shop = make_shop(notification_emails=["a@shop.example", "b@shop.example", "A@shop.example"])
    order = make_order(shop, email="anne@example.com")
    once(NOW)
    once(NOW)
    recipients = sorted(received.recipient for received in postbox.received)
    assert recipients == ["a@shop.example", "anne@example.com", "b@shop.example"]
    # Even an event that comes twice owes each mail once.
    event = Event.objects.get(kind="order.placed", subject_id=order.id)
    with write():
        for writing in react(event):
            writing()
    assert Message.objects.count() == 3


def test_senders_and_answers(postbox: Postbox) -> None:
    shop = make_shop(sender_email="", reply_email="hello@shop.example", names={"fr": "Été & Co"})
    make_order(shop)
    once(NOW)
    for received in postbox.received:
        assert received.sender == "no-reply@comptoir.invalid"
        assert received.mail["From"] == "Été & Co <no-reply@comptoir.invalid>"
        assert received.mail["Reply-To"] == "hello@shop.example"
    shop = make_shop(sender_email="shop@müller.example")
    make_order(shop)
    once(NOW)
    assert postbox.received[-1].sender == "shop@xn--mller-kva.example"


def test_both_versions_say_all_of_the_order(postbox: Postbox) -> None:
    shop = make_shop(names={"fr": "Atelier Lune", "en": "Moon workshop"}, languages=["fr", "en"])
    cup = make_variant(shop, price=2400, product_names={"fr": "Tasse", "en": "Cup <b>"})
    billing = make_address(name="Café Merle", street="Rue Haute 1", city="Bruxelles", country="BE")
    order = make_order(
        shop, cup, quantity=2, note="Ring twice,\nplease", billing=billing, language="en"
    )
    once(NOW)
    to_customer, to_shop = _pair(postbox)
    assert to_customer.mail["Subject"] == f"Moon workshop: your order ({order.number})"
    assert to_shop.mail["Subject"] == f"Atelier Lune : nouvelle commande ({order.number})"
    shown = [order.number, "Cup <b>", "2 × €24.00", "€48.00", "DHL", "Bank transfer", "€52.90"]
    shown += ["VAT 20%", "€8.82", "12 rue de la République", "69002 Lyon", "Rue Haute 1"]
    shown += [
        "Belgium",
        "Ring twice,",
        "FR76 3000 6000 0112 3456 7890 189",
        spelled(payment_reference(order)),
    ]
    shown += ["Our terms."]
    for text in (to_customer.part("plain"), _visible(to_customer.part("html"))):
        for value in shown:
            assert value in text
    merchant = to_shop.part("plain")
    for value in ("Tasse", "48,00 €", "dont TVA 20 %", "Virement", "anne@example.com"):
        assert value in merchant.replace("\xa0", " ").replace("\u202f", " ")
    assert "Nos conditions." not in merchant


def test_words_of_the_language(postbox: Postbox) -> None:
    """A French date says "à", and what costs nothing is not an amount."""
    shop = make_shop()
    make_order(shop, delivery=make_delivery(shop, price=0))
    once(NOW)
    text = _pair(postbox)[0].part("plain")
    assert "le 20 novembre 2026 à 14:03" in text
    assert re.search(r"DHL +offert", text)
    assert "0,00" not in text


@pytest.mark.parametrize("given", [None, make_address()])
def test_one_address_stands_once(postbox: Postbox, given: dict[str, str] | None) -> None:
    """Whether the customer left the billing address away, or typed the same again."""
    make_order(make_shop(), billing=given)
    once(NOW)
    for received in _pair(postbox):
        for text in (received.part("plain"), _visible(received.part("html"))):
            assert text.count("12 rue de la République") == 1
            assert "Identique à l’adresse de livraison" in text


def test_links(postbox: Postbox) -> None:
    """The merchant's mail ends with the way to this order; the customer's never leads there."""
    order = make_order(make_shop())
    once(NOW)
    to_customer, to_shop = _pair(postbox)
    desk = f"http://localhost:8000/desk/{order.shop.slug}/orders/{order.number}/"
    page = f"http://localhost:8000/{order.shop.slug}/order/{order.token}/"
    assert _links(to_shop.part("html"))[-1] == desk
    assert re.findall(r"https?://\S+", to_shop.part("plain"))[-1] == desk
    assert _links(to_customer.part("html")) == [page]
    assert page in to_customer.part("plain")
    assert "/desk/" not in to_customer.part("html") + to_customer.part("plain")
    assert order.token not in to_shop.part("html") + to_shop.part("plain")


def test_nothing_is_loaded_from_elsewhere(postbox: Postbox) -> None:
    make_order(make_shop())
    once(NOW)
    html = postbox.received[0].part("html")
    assert not re.findall(r"""(?:src|background)=["']?(?!cid:)[^"'\s>]+|@import|url\(""", html)
    assert '<meta name="color-scheme" content="light dark"' in html
    assert "{%" not in html
    assert "{{" not in html


def test_an_order_without_address_gets_no_customer_mail(postbox: Postbox) -> None:
    shop = make_shop()
    order = make_order(shop)
    with write():
        type(order).objects.filter(id=order.id).update(email="")
        event = record(
            shop_id=shop.id,
            subject=("order", order.id),
            kind="order.test",
            actor=system(shop.id),
            at=NOW,
        )
    from comptoir.mailing.reactions import on_placed

    with write():
        on_placed(event)()
    assert list(Message.objects.filter(event=event).values_list("kind", flat=True)) == ["notice"]


def _pair(postbox: Postbox) -> tuple[Received, Received]:
    by_customer = {r.recipient == "anne@example.com": r for r in postbox.received}
    assert len(postbox.received) == 2
    return by_customer[True], by_customer[False]


def _links(html: str) -> list[str]:
    return re.findall(r'<a\s[^>]*href="([^"]+)"', html)


def _visible(html: str) -> str:
    import html as escapes

    return escapes.unescape(re.sub(r"<[^>]+>", " ", html.partition("<body")[2]))


def test_english_mails_write_dates_as_the_pages_do(postbox: Postbox) -> None:
    make_order(make_shop(), language="en")
    once(NOW)
    said = next(one for one in postbox.received if one.recipient == "anne@example.com")
    assert f"{NOW.day} {NOW:%B %Y}" in said.part("plain")
