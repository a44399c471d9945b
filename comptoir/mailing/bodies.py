"""Bodies of mails: packed when kept, unpacked when read."""

import zlib

from comptoir.mailing.dictionary import current, dictionary
from comptoir.mailing.letter import Rendered
from comptoir.mailing.models import Message, MessageBody

# RFC 1950: a stream made with a dictionary says so, and then names it.
_HAS_DICTIONARY = 0x20


def packed(message: Message, mail: Rendered) -> MessageBody:
    """The body as it is kept: of the HTML only what is not the layout's."""
    return MessageBody(
        message=message,
        html_packed=_pack(mail.html),
        text_packed=zlib.compress(mail.text.encode("utf-8")),
    )


def html(body: MessageBody) -> str:
    return unpacked(bytes(body.html_packed))


def text(body: MessageBody) -> str:
    return unpacked(bytes(body.text_packed))


def _pack(text: str) -> bytes:
    packing = zlib.compressobj(zdict=current())
    return packing.compress(text.encode("utf-8")) + packing.flush()


def unpacked(kept: bytes) -> str:
    """What was packed, with a dictionary or without."""
    if kept[1] & _HAS_DICTIONARY:
        unpacking = zlib.decompressobj(zdict=dictionary(int.from_bytes(kept[2:6], "big")))
        return (unpacking.decompress(kept) + unpacking.flush()).decode("utf-8")
    return zlib.decompress(kept).decode("utf-8")
