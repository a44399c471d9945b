"""Bodies of mails: packed when kept, unpacked when read."""

import zlib

from comptoir.mailing.models import Message, MessageBody


def keep(message: Message, *, html: str, text: str) -> None:
    MessageBody.objects.create(
        message=message,
        html_packed=zlib.compress(html.encode("utf-8")),
        text_packed=zlib.compress(text.encode("utf-8")),
    )


def html(body: MessageBody) -> str:
    return zlib.decompress(bytes(body.html_packed)).decode("utf-8")


def text(body: MessageBody) -> str:
    return zlib.decompress(bytes(body.text_packed)).decode("utf-8")
