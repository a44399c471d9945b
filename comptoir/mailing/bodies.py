"""Bodies of mails: packed when kept, unpacked when read."""

import zlib

from comptoir.mailing.letter import Rendered
from comptoir.mailing.models import Message, MessageBody


def packed(message: Message, mail: Rendered) -> MessageBody:
    return MessageBody(
        message=message,
        html_packed=zlib.compress(mail.html.encode("utf-8")),
        text_packed=zlib.compress(mail.text.encode("utf-8")),
    )


def html(body: MessageBody) -> str:
    return zlib.decompress(bytes(body.html_packed)).decode("utf-8")


def text(body: MessageBody) -> str:
    return zlib.decompress(bytes(body.text_packed)).decode("utf-8")
