"""A logo that was replaced leaves no file behind, once no mail waits to carry it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.relay import relay
from comptoir.core.worker import chores
from comptoir.mailing.models import Message
from comptoir.mailing.tidying import KEPT, forget_logos
from comptoir.shops.actions.set_logo import set_logo
from comptoir.shops.models import Shop
from tests.factories import make_order, make_shop, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def put(shop: Shop, content: bytes | None) -> str:
    now = utc_now()
    shown = set_logo(shop_id=shop.id, content=content, actor=member_of(shop), now=now)
    return shown.logo.name or ""


def later() -> None:
    forget_logos(utc_now() + KEPT + timedelta(minutes=1))


def test_a_replaced_file_goes_and_the_shown_one_stays() -> None:
    shop, other = make_shop(), make_shop()
    first, theirs = put(shop, b"one"), put(other, b"one")
    second = put(shop, b"two")
    forget_logos(utc_now())
    assert default_storage.exists(first), "a mail may be being written with it"
    later()
    assert [default_storage.exists(name) for name in (first, second, theirs)] == [False, True, True]
    put(shop, None)
    later()
    assert not default_storage.exists(second)
    assert default_storage.exists(theirs)
    assert forget_logos in {chore.run for chore in chores()}


def test_a_mail_that_waits_keeps_its_picture() -> None:
    shop = make_shop()
    first = put(shop, b"one")
    make_order(shop)
    relay(now=utc_now())
    assert Message.objects.filter(logo=first).exists()
    put(shop, b"two")
    later()
    assert default_storage.exists(first)
    with write():
        Message.objects.update(state=Message.State.SENT, sent_at=utc_now())
    later()
    assert not default_storage.exists(first)


def test_taken_again_the_file_is_there_again() -> None:
    shop = make_shop()
    first = put(shop, b"one")
    put(shop, b"two")
    later()
    assert put(shop, b"one") == first
    later()
    assert default_storage.exists(first)


def test_a_change_that_was_rolled_back_takes_no_file_away(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = make_shop()
    first = put(shop, b"one")

    def fail(**_named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("comptoir.core.events.record", fail)
    with pytest.raises(RuntimeError):
        put(shop, b"two")
    monkeypatch.undo()
    later()
    assert default_storage.listdir(f"logos/{shop.id}")[1] == [first.rpartition("/")[2]]
