"""The demo shop is made once, has a past, and its mails lie in a mailbox."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from comptoir.catalog.models import Picture, StockChange, Variant
from comptoir.core.clock import utc_now
from comptoir.core.models import Job, Outbox
from comptoir.demo import letterbox
from comptoir.demo.post_office import free_port, open_post_office
from comptoir.demo.seed.make import make_once
from comptoir.demo.seed.orders import SAMPLES
from comptoir.demo.seed.people import EMAIL, PASSWORD
from comptoir.mailing.models import Message
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from tests.mailing.server import settings_for
from tests.operations_doctor.scene import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def _home(settings: Settings, tmp_path: Path) -> None:
    settings.COMPTOIR_HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ROOT_URLCONF = "comptoir.config.demo_urls"


@pytest.mark.usefixtures("_home")
def test_the_demo_is_made_once_and_looks_alive(settings: Settings, client: Client) -> None:
    port = free_port()
    settings.COMPTOIR_MAIL_SERVER = settings_for(port)
    post_office = open_post_office(port)
    try:
        now = utc_now()
        assert make_once(now)
        assert not make_once(now + timedelta(days=1))
    finally:
        post_office.stop()
    shop = Shop.objects.get()
    _has_a_past(shop)
    _mails_have_left()
    assert found() == {}, "the doctor finds nothing"
    assert client.login(email=EMAIL, password=PASSWORD)
    _mailbox_shows_them(client)


def _has_a_past(shop: Shop) -> None:
    orders = Order.objects.filter(shop=shop)
    assert orders.count() == len(SAMPLES)
    for axis, least in (("payment_state", 3), ("handling", 3), ("place", 2), ("language", 2)):
        assert len(set(orders.values_list(axis, flat=True))) >= least
    assert Picture.objects.filter(shop=shop).count() == 14
    for variant in Variant.objects.filter(shop=shop, stock__isnull=False):
        changes = StockChange.objects.filter(variant=variant).values_list("delta", flat=True)
        assert sum(changes) == variant.stock


def _mails_have_left() -> None:
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert not Outbox.objects.exists()
    assert not Job.objects.exists()
    confirmations = Message.objects.filter(kind="confirmation")
    assert confirmations.count() == len(SAMPLES)
    for message in confirmations.select_related("order"):
        assert message.order is not None
        assert message.sent_at is not None
        assert message.sent_at - message.order.placed_at < timedelta(minutes=5)


def _mailbox_shows_them(client: Client) -> None:
    letters = letterbox.newest()
    assert len(letters) == Message.objects.count()
    page = client.get("/mailbox/")
    assert page.status_code == 200
    shown = client.get(f"/mailbox/{letters[0].name}/")
    assert letters[0].subject in shown.content.decode()
    frame = client.get(f"/mailbox/{letters[0].name}/page/")
    assert "sandbox" in frame["Content-Security-Policy"]
    assert client.get("/mailbox/../secret.key/").status_code == 404
    assert client.get("/mailbox/1-1/").status_code == 404


@pytest.mark.usefixtures("_home")
def test_a_mailbox_without_mails_says_what_to_do(client: Client) -> None:
    page = client.get("/mailbox/", headers={"accept-language": "en"})
    assert "Order something in the shop." in page.content.decode()


def test_the_mailbox_is_served_in_the_demo_only(client: Client) -> None:
    assert client.get("/mailbox/1-1/page/").status_code == 404
    assert b"mailbox-list" not in client.get("/mailbox/").content
