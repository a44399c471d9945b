"""The shop's logo goes with the mail; nothing is fetched for it."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings

from comptoir.core.database import write
from comptoir.core.worker import once
from comptoir.mailing.models import Message
from comptoir.mailing.queries import message as read_message
from tests.factories import NOW, make_order, make_shop
from tests.mailing.server import Postbox

pytestmark = pytest.mark.django_db

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def test_the_logo_is_carried_along(postbox: Postbox, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    shop = make_shop(names={"fr": "Atelier Lune"})
    with write():
        shop.logo.save("lune.png", ContentFile(PNG))
    order = make_order(shop)
    once(NOW)
    mail = postbox.received[0].mail
    pictures = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert [part["Content-ID"] for part in pictures] == ["<logo>", "<code>"]
    assert pictures[0].get_payload(decode=True) == PNG
    html = postbox.received[0].part("html")
    assert 'src="cid:logo"' in html
    assert 'alt="Atelier Lune"' in html
    kept = Message.objects.filter(order=order).first()
    assert kept is not None
    shown = read_message(shop.id, kept.id).html
    assert "cid:logo" not in shown
    assert "data:image/png;base64," in shown
