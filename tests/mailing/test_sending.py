"""The job that sends: refused, slow, down, dying; and what the mail looks like on the wire."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from threading import Event as Signal
from typing import Any

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.models import Job
from comptoir.core.worker import once
from comptoir.mailing import jobs as mailing_jobs
from comptoir.mailing.actions.note_sent import note_sent
from comptoir.mailing.actions.write_message import write_message
from comptoir.mailing.addresses import Sender
from comptoir.mailing.letter import Rendered
from comptoir.mailing.mime import ascii_domain
from comptoir.mailing.models import Message
from comptoir.mailing.queries import unsent
from comptoir.mailing.queue import JOB
from tests.factories import NOW, make_order, make_shop
from tests.mailing.server import Postbox, free_port, settings_for, smtp_server

pytestmark = pytest.mark.django_db


def note(recipient: str, subject: str = "Hello", sender: str = "shop@shop.example") -> Message:
    return write_message(
        shop_id=None,
        order_id=None,
        event=None,
        kind="account",
        recipient=recipient,
        sender=Sender(sender),
        rendered=Rendered(subject=subject, html="<p>Hello</p>", text="Hello"),
        now=NOW,
    )


def state(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.reason


def test_one_connection_per_batch_and_the_servers_answer_is_kept(postbox: Postbox) -> None:
    messages = [note(f"a{n}@example.com") for n in range(5)]
    once(NOW)
    assert len(postbox.received) == 5
    assert len(postbox.sessions) == 1
    for message in messages:
        assert state(message) == ("sent", "")
        assert message.answer == "250 2.0.0 taken"
        assert message.sent_at is not None
    assert not Job.objects.exists()


def test_one_refused_address_fails_alone_and_is_given_up_after_a_few_tries(
    postbox: Postbox,
) -> None:
    postbox.refused = {"bad@example.com": "550 5.1.1 no such user"}
    good, bad, last = (note(f"{who}@example.com") for who in ("good", "bad", "last"))
    once(NOW)
    assert [state(message)[0] for message in (good, bad, last)] == ["sent", "failed", "sent"]
    assert state(bad) == ("failed", "refused")
    assert "no such user" in bad.answer
    at = NOW
    for _ in range(2):
        assert bad.next_try is not None
        assert bad.next_try > at
        at = bad.next_try
        once(at)
        state(bad)
    assert state(bad) == ("dead", "refused")
    assert bad.attempts == 3
    assert bad.next_try is None


def test_later_means_growing_pauses_and_many_tries(postbox: Postbox) -> None:
    postbox.refused = {"busy@example.com": "450 4.2.1 mailbox busy"}
    message = note("busy@example.com")
    at, pauses = NOW, []
    for _ in range(6):
        once(at)
        assert state(message) == ("failed", "delayed")
        assert message.next_try is not None
        pauses.append(message.next_try - at)
        at = message.next_try
    assert pauses == sorted(pauses)
    assert pauses[-1] > timedelta(minutes=30)
    postbox.refused = {}
    once(at)
    assert state(message) == ("sent", "")


def test_a_server_that_is_down_is_waited_for(settings: Settings) -> None:
    port = free_port()
    settings.COMPTOIR_MAIL_SERVER = settings_for(port)
    shop = make_shop()
    order = make_order(shop)
    once(NOW)
    assert unsent(shop.id).failed == 2
    message = Message.objects.filter(order=order).first()
    assert message is not None
    assert state(message) == ("failed", "server")
    assert "refused" in message.answer.lower()
    box = Postbox()
    with smtp_server(box, port):
        once(NOW + timedelta(minutes=1))
    assert len(box.received) == 2
    assert unsent(shop.id).failed == 0


def test_a_server_that_breaks_off_gets_the_rest_later(postbox: Postbox) -> None:
    messages = [note(f"a{n}@example.com") for n in range(4)]
    postbox.break_after = 2
    once(NOW)
    assert [state(message)[0] for message in messages] == ["sent", "sent", "failed", "failed"]
    postbox.break_after = None
    once(NOW + timedelta(minutes=1))
    assert {state(message)[0] for message in messages} == {"sent"}
    assert sorted(r.recipient for r in postbox.received) == [f"a{n}@example.com" for n in range(4)]


def test_a_slow_server_never_outlasts_the_lease(
    postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a batch has no time left for is given back untried."""
    monkeypatch.setattr(mailing_jobs, "LAST_START", 1.5)
    postbox.seconds = 1.0
    messages = [note(f"a{n}@example.com") for n in range(4)]
    once(NOW)
    states = [state(message)[0] for message in messages]
    assert states == ["sent", "sent", "waiting", "waiting"]
    assert set(Job.objects.values_list("attempts", "state")) == {(0, "waiting")}
    once(NOW + timedelta(seconds=5))
    assert {state(message)[0] for message in messages} == {"sent"}


def test_a_server_that_hangs_is_given_up_on(postbox: Postbox, settings: Settings) -> None:
    settings.EMAIL_TIMEOUT = 1
    postbox.seconds = 1.5
    message = note("a@example.com")
    once(NOW)
    assert state(message) == ("failed", "server")


def test_without_a_server_mails_wait_and_no_try_is_counted(settings: Settings) -> None:
    settings.COMPTOIR_MAIL_SERVER = None
    shop = make_shop()
    make_order(shop)
    once(NOW)
    once(NOW + timedelta(minutes=2))
    assert unsent(shop.id).waiting == 2
    assert not unsent(shop.id).has_server
    box = Postbox()
    with smtp_server(box) as port:
        settings.COMPTOIR_MAIL_SERVER = settings_for(port)
        once(NOW + timedelta(minutes=4))
    assert len(box.received) == 2
    assert unsent(shop.id).waiting == 0


def test_a_lost_lease_changes_nothing(postbox: Postbox) -> None:
    """Whoever has the job now says what became of it."""
    message = note("a@example.com")
    mine = jobs.claim(kind=JOB, now=NOW)
    theirs = jobs.claim(kind=JOB, now=NOW + jobs.LEASE + timedelta(seconds=1))
    mailing_jobs.send(mine, NOW)
    assert state(message)[0] == "waiting"
    mailing_jobs.send(theirs, NOW)
    assert state(message)[0] == "sent"
    first, second = postbox.received
    assert first.mail["Message-ID"] == second.mail["Message-ID"] == message.message_id


def test_headers_cannot_be_broken_out_of(postbox: Postbox) -> None:
    message = note("a@example.com", subject="Hi\r\nBcc: thief@example.com\n\nBody")
    dead = note("a@example.com\r\nRCPT TO:<thief@example.com>")
    two = note("a@example.com, thief@example.com")
    once(NOW)
    assert state(message)[0] == "sent"
    assert {state(other) for other in (dead, two)} == {("dead", "not_an_address")}
    assert len(postbox.received) == 1
    assert postbox.received[0].mail["Bcc"] is None


def test_addresses_with_accents(postbox: Postbox) -> None:
    note("anne@müller.example")
    note("josé@example.com")
    once(NOW)
    recipients = {received.recipient for received in postbox.received}
    assert recipients == {"anne@xn--mller-kva.example", "josé@example.com"}


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("straße.de", "xn--strae-oqa.de"),
        ("MÜNCHEN.example", "xn--mnchen-3ya.example"),
        ("bücher.Example", "xn--bcher-kva.Example"),
        ("例え.jp", "xn--r8jz45g.jp"),
        ("example.com", "example.com"),
    ],
)
def test_a_domain_with_accents_stays_that_domain(typed: str, sent: str) -> None:
    assert ascii_domain(f"anne@{typed}") == f"anne@{sent}"


def test_what_every_mail_carries(postbox: Postbox) -> None:
    note("a@example.com", subject="Été — 48,90 € ✓")
    once(NOW)
    mail = postbox.received[0].mail
    assert mail["Subject"] == "Été — 48,90 € ✓"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(mail["Date"]) == NOW
    assert mail["Message-ID"].endswith("@shop.example>")
    assert mail.get_content_type() == "multipart/alternative"


def test_a_purged_orders_mail_is_not_sent(postbox: Postbox) -> None:
    message = note("a@example.com")
    with write():
        message.delete()
    once(NOW)
    assert not postbox.received
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("faults", "ends"), [(500, False), (10, True), (500, True)])
def test_a_database_that_is_away_when_the_mail_has_left_is_waited_for(
    postbox: Postbox, monkeypatch: pytest.MonkeyPatch, faults: int, ends: bool
) -> None:
    message = note("anne@example.com")
    left, ending = iter([OperationalError("gone")] * faults), Signal()

    def away(*given: Any) -> None:
        if ends:
            ending.set()
        if fault := next(left, None):
            raise fault
        note_sent(*given)

    monkeypatch.setattr(mailing_jobs, "note_sent", away)
    monkeypatch.setattr(mailing_jobs, "ending", ending)
    monkeypatch.setattr(mailing_jobs, "AGAIN_SECONDS", 0.002)
    once(NOW)
    assert len(postbox.received) == 1
    # A worker that must end doesn't wait for ever: the next one sends the mail again.
    lost = ends and faults > mailing_jobs.LAST_TRIES
    assert state(message)[0] == ("waiting" if lost else "sent")
    assert Job.objects.exists() == lost
