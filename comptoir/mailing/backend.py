"""Mails that Django and allauth write go the same way as all others."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage, EmailMultiAlternatives
from django.utils.translation import get_language

from comptoir.core.clock import utc_now
from comptoir.mailing.actions.write_message import write_message
from comptoir.mailing.addresses import Sender, default_address
from comptoir.mailing.kinds import ACCOUNT
from comptoir.mailing.letter import Rendered
from comptoir.mailing.rules import one_line


class EmailBackend(BaseEmailBackend):
    """Each recipient gets a message of its own in the queue; the worker sends them.

    Attachments are refused: none of our mails has one, and none would be kept.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(_write(mail) for mail in email_messages)


def _write(mail: EmailMessage) -> int:
    if mail.attachments:
        raise ValueError("mails with attachments can't be queued")
    name, address = parseaddr(mail.from_email)
    sender = Sender(address or default_address(), one_line(name), next(iter(mail.reply_to), ""))
    rendered = Rendered(
        subject=str(mail.subject),
        html=_html(mail),
        text=str(mail.body),
        language=get_language() or "en",
    )
    for recipient in mail.recipients():
        write_message(
            shop_id=None,
            order_id=None,
            event=None,
            kind=ACCOUNT,
            recipient=parseaddr(recipient)[1] or recipient,
            sender=sender,
            rendered=rendered,
            now=utc_now(),
        )
    return 1


def _html(mail: EmailMessage) -> str:
    if not isinstance(mail, EmailMultiAlternatives):
        return ""
    pages = (content for content, kind in mail.alternatives if kind == "text/html")
    return str(next(pages, ""))
