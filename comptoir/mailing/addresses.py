"""From whom a mail comes."""

from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings

from comptoir.core.texts import text_in
from comptoir.mailing.rules import one_line
from comptoir.shops.models import Shop


@dataclass(frozen=True, slots=True)
class Sender:
    address: str
    name: str = ""
    reply_to: str = ""


def default_address() -> str:
    """The installation's own address, used by shops that have not set theirs."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def sender_of(shop: Shop, language: str) -> Sender:
    """The shop's sender address or the installation's; answers go to the shop."""
    return Sender(
        address=shop.sender_email or default_address(),
        name=one_line(text_in(shop.names, language, shop.language)),
        reply_to=shop.reply_email or next(iter(shop.notification_emails), ""),
    )
