"""The mail as it goes over the wire."""

import re
import unicodedata
from collections.abc import Iterable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from functools import lru_cache

from comptoir.mailing import bodies
from comptoir.mailing.logo import picture
from comptoir.mailing.models import Message
from comptoir.mailing.parts import multipart, picture_part, text_part
from comptoir.payments.codes.picture import png


def on_the_wire(message: Message) -> bytes:
    """Bytes of the mail, with text, HTML and the pictures in it; headers can't be broken out of.

    Only the headers are left to Python's own package: what it does to a body of 18 KB
    takes three times as long as all the rest of a mail.
    """
    html = bodies.html(message.body)
    part = text_part(bodies.text(message.body), "plain")
    if html:
        part = multipart("alternative", [part, _with_pictures(text_part(html, "html"), message)])
    return b"".join([*_headers(message), b"MIME-Version: 1.0\r\n", part])


def _headers(message: Message) -> list[bytes]:
    wide = needs_utf8([message.sender, message.recipient, message.reply_to])
    reply_to = [_address_header("Reply-To", message.reply_to, "", wide)] if message.reply_to else []
    return [
        _address_header("From", message.sender, message.sender_name, wide),
        _address_header("To", message.recipient, "", wide),
        *reply_to,
        _header("Subject", message.subject, wide),
        _header("Date", format_datetime(message.created_at), wide),
        _header("Message-ID", message.message_id, wide),
        _header("Content-Language", message.language, wide),
        # No answers from holiday messages to what no person wrote.
        _header("Auto-Submitted", "auto-generated", wide),
    ]


# What no encoding, quoting or folding would change, and nothing can be broken out of.
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*", re.ASCII)
_PLAIN_ADDRESS = re.compile(
    r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.A | re.I
)
_LONGEST_LINE = 76
# Written by us; a subject may look like an encoded word, and is taken as one.
_OURS = {"Date", "Message-ID", "Content-Language", "Auto-Submitted"}


# Most stand in every mail of a shop, or in both of an order.
@lru_cache(maxsize=1000)
def _address_header(name: str, address: str, person: str, wide: bool) -> bytes:
    if not person and _fits(name, address) and _PLAIN_ADDRESS.fullmatch(address):
        return f"{name}: {address}\r\n".encode()
    return _folded(name, _address(address, person), wide)


@lru_cache(maxsize=1000)
def _header(name: str, value: str, wide: bool) -> bytes:
    if name in _OURS and _fits(name, value) and _PLAIN.fullmatch(value):
        return f"{name}: {value}\r\n".encode()
    return _folded(name, value, wide)


def _fits(name: str, value: str) -> bool:
    return len(name) + 2 + len(value) <= _LONGEST_LINE


def _folded(name: str, value: str | Address, wide: bool) -> bytes:
    """The header, checked, encoded and folded by Python's own package."""
    mail = EmailMessage(policy=SMTPUTF8 if wide else SMTP)
    mail[name] = value
    return b"".join(mail.policy.fold_binary(*item) for item in mail.raw_items())


def _with_pictures(html: bytes, message: Message) -> bytes:
    pictures = []
    if (found := picture(message.logo)) is not None:
        pictures.append(picture_part(*found, "<logo>"))
    if message.code:
        pictures.append(picture_part(png(message.code), "png", "<code>"))
    return multipart("related", [html, *pictures]) if pictures else html


def ascii_domain(address: str) -> str:
    """The address with its domain as the mail system writes it: müller.fr is xn--mller-kva.fr."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{'.'.join(_label(part) for part in domain.split('.'))}"


def _label(part: str) -> str:
    """One part of a domain in ASCII. Python's own codec is of 2003: it would turn ß into ss,
    which is somebody else's domain."""
    if part.isascii():
        return part
    plain = unicodedata.normalize("NFKC", part).lower()
    label = f"xn--{plain.encode('punycode').decode('ascii')}"
    if len(label) > 63:
        raise ValueError(f"too long for a part of a domain: {part}")
    return label


def needs_utf8(addresses: Iterable[str]) -> bool:
    """True when an accent stands before the @, which only some servers can take."""
    return any(not address.rpartition("@")[0].isascii() for address in addresses)


def _address(address: str, name: str = "") -> Address:
    local, _, domain = ascii_domain(address).rpartition("@")
    return Address(display_name=name, username=local, domain=domain)
