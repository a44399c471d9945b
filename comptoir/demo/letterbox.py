"""The local mailbox: one file a mail in COMPTOIR_HOME/mailbox, newest name last."""

import base64
import re
import time
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import count
from pathlib import Path

from django.conf import settings

from comptoir.core.errors import NotFound

_NAME = re.compile(r"[0-9]{15,25}-[0-9]+")
_number = count()
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it arrived, its picture standing in its HTML."""

    name: str
    sender: str
    recipient: str
    subject: str
    at: datetime
    html: str = ""
    text: str = ""


def folder() -> Path:
    place = Path(settings.COMPTOIR_HOME) / "mailbox"
    place.mkdir(parents=True, exist_ok=True)
    return place


def keep(content: bytes, *, sender: str, recipient: str) -> None:
    """The mail is in the mailbox; a reader never sees half of it."""
    name = f"{time.time_ns()}-{next(_number)}"
    head = f"Return-Path: <{sender}>\r\nDelivered-To: {recipient}\r\n".encode()
    half = folder() / f"{name}.tmp"
    half.write_bytes(head + content)
    half.rename(folder() / f"{name}.eml")


def clear() -> None:
    """The mailbox is empty."""
    for file in folder().glob("*.eml"):
        file.unlink()


def newest() -> list[Letter]:
    """The newest mails without what they say."""
    files = sorted(folder().glob("*.eml"), key=lambda file: file.stem, reverse=True)
    return [_letter(file.stem, _parsed(file)) for file in files[:SHOWN]]


def opened(name: str) -> Letter:
    """One mail with what it says. Raises NotFound."""
    file = folder() / f"{name}.eml"
    if not _NAME.fullmatch(name) or not file.exists():
        raise NotFound
    mail = _parsed(file)
    return _letter(name, mail, html=_html(mail), text=_body(mail, "plain"))


def _parsed(file: Path) -> EmailMessage:
    return message_from_bytes(file.read_bytes(), policy=policy.default)


def _letter(name: str, mail: EmailMessage, html: str = "", text: str = "") -> Letter:
    return Letter(
        name=name,
        sender=str(mail["From"]),
        recipient=str(mail["Delivered-To"]),
        subject=str(mail["Subject"]),
        at=parsedate_to_datetime(str(mail["Date"])),
        html=html,
        text=text,
    )


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _html(mail: EmailMessage) -> str:
    html = _body(mail, "html")
    for part in mail.walk():
        if (cid := part["Content-ID"]) and part.get_content_maintype() == "image":
            content = base64.b64encode(bytes(part.get_payload(decode=True) or b"")).decode()
            address = f"data:{part.get_content_type()};base64,{content}"
            html = html.replace(f"cid:{str(cid).strip('<>')}", address)
    return html
