"""The desk's page of the queue: what waits and why, and once more."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.models import Event, Job, Outbox
from comptoir.core.worker import once
from comptoir.mailing.models import Message
from comptoir.shops.models import Shop
from comptoir.shops.rights import SEE, SETUP
from tests.factories import make_account, make_member, make_order, make_shop
from tests.mailing.server import Postbox
from tests.queue.scene import fail_for_good, shop_with_a_refused_mail

pytestmark = pytest.mark.django_db
PAGE = "/desk/lune/settings/queue/"


def member(shop: Shop, right: str = SETUP, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    account = make_account()
    account.language = language
    account.save()
    make_member(shop, account, frozenset({right}))
    client.force_login(account)
    return client


def text_of(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_nothing_waits() -> None:
    text = text_of(member(make_shop(slug="lune")))
    assert "Nothing waits" in text
    assert "Try" not in text


def test_what_waits_is_told_with_its_order() -> None:
    shop = make_shop(slug="lune")
    order = make_order(shop, now=utc_now())
    text = text_of(member(shop))
    assert "Mails for: Order placed" in text
    assert order.number in text
    assert "Try again" not in text, "what was not tried yet needs no push"


def test_a_refused_mail_says_why_and_is_sent_after_all(postbox: Postbox) -> None:
    desk = member(shop_with_a_refused_mail(postbox))
    text = text_of(desk)
    for words in ("Given up", "anne@example.com", "3 tries", "no such user", "refused"):
        assert words in text
    job = Job.objects.get()
    answer = desk.post(f"{PAGE}j{job.id}/retry/", follow=True)
    assert "1 entry is tried again now." in answer.content.decode()
    once(utc_now())
    assert Message.objects.get(recipient="anne@example.com").state == "sent"
    assert not Job.objects.exists()
    assert Event.objects.get(kind="shop.queue_tried_again").after["entries"] == 1


def test_all_at_once_events_and_mails(postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = shop_with_a_refused_mail(postbox)
    row = fail_for_good(shop, monkeypatch)
    text = text_of(member(shop))
    assert "a letter that can&#x27;t be written" in text
    sent = len(postbox.received)
    member(shop).post(f"{PAGE}retry/")
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("waiting", 0)
    once(utc_now())
    assert len(postbox.received) == sent + 3
    assert not Outbox.objects.exists()


def test_a_second_press_is_no_fault(postbox: Postbox) -> None:
    desk = member(shop_with_a_refused_mail(postbox))
    job = Job.objects.get()
    once(utc_now())
    desk.post(f"{PAGE}j{job.id}/retry/")
    once(utc_now())
    answer = desk.post(f"{PAGE}j{job.id}/retry/", follow=True)
    assert "There was nothing left to try again." in answer.content.decode()
    assert len(postbox.received) == 2


def test_other_shops_entries_are_not_there(postbox: Postbox) -> None:
    shop_with_a_refused_mail(postbox, slug="theirs")
    mine = member(make_shop(slug="lune"))
    assert "Nothing waits" in text_of(mine)
    job = Job.objects.get()
    assert mine.post(f"{PAGE}j{job.id}/retry/").status_code == 404
    mine.post(f"{PAGE}retry/")
    job.refresh_from_db()
    assert job.state == "dead"


def test_without_the_right_the_page_is_closed() -> None:
    clerk = member(make_shop(slug="lune"), SEE)
    assert clerk.get(PAGE).status_code == 403
    assert clerk.post(f"{PAGE}retry/").status_code == 403


def test_a_replaced_mail_stays_where_it_is(postbox: Postbox) -> None:
    """Trying all again must not send what was sent elsewhere meanwhile."""
    shop = shop_with_a_refused_mail(postbox)
    with write():
        Message.objects.filter(recipient="anne@example.com").update(reason="replaced")
    member(shop).post(f"{PAGE}retry/")
    once(utc_now())
    assert not Job.objects.exists()
    assert [mail.recipient for mail in postbox.received if "anne" in mail.recipient] == []


def test_so_many_statements_however_many_entries() -> None:
    shop = make_shop(slug="lune")
    desk = member(shop)
    asked = []
    for count in (1, 5):
        for _ in range(count):
            make_order(shop, now=utc_now())
        with CaptureQueriesContext(connection) as captured:
            text_of(desk)
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert asked[0] <= 16


def test_in_french(postbox: Postbox) -> None:
    shop = shop_with_a_refused_mail(postbox)
    text = text_of(member(shop, language="fr"))
    for words in ("File d’attente", "Abandonné", "Réessayer", "3 essais"):
        assert words in text
