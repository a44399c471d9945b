"""Mails that Django and allauth write go through the queue."""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from comptoir.core.clock import utc_now
from comptoir.core.worker import once
from comptoir.mailing.models import Message, MessageBody
from tests.mailing.server import Postbox

pytestmark = pytest.mark.django_db

BACKEND = "comptoir.mailing.backend.EmailBackend"


def test_a_mail_of_django_waits_and_is_sent(postbox: Postbox) -> None:
    EmailMultiAlternatives(
        "Reset your password",
        "Open https://example.com/secret",
        "Comptoir <desk@shop.example>",
        ["a@example.com", "b@example.com"],
        connection=get_connection(BACKEND),
    ).send()
    assert not postbox.received
    assert Message.objects.filter(state="waiting", shop=None).count() == 2
    once(utc_now())
    assert sorted(r.recipient for r in postbox.received) == ["a@example.com", "b@example.com"]
    assert postbox.received[0].mail["From"] == "Comptoir <desk@shop.example>"
    assert "https://example.com/secret" in postbox.received[0].part("plain")
    # A link that opens an account is not kept longer than needed.
    assert not MessageBody.objects.exists()
