"""Bodies of mails as bytes: RFC 2045 (encodings), 2046 (multipart), 2387 (related)."""

import base64
import binascii
from collections.abc import Sequence

from comptoir.core.ids import token


def text_part(text: str, kind: str) -> bytes:
    """A part of text, "plain" or "html", quoted-printable: no line is longer than 76."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    body = binascii.b2a_qp(lines.encode(), istext=True).replace(b"\n", b"\r\n")
    return (
        f'Content-Type: text/{kind}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    ).encode() + body


def picture_part(picture: bytes, kind: str, cid: str) -> bytes:
    """A picture that the mail shows by its content id, which stands in angle brackets."""
    return (
        f"Content-Type: image/{kind}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: inline\r\nContent-ID: {cid}\r\n\r\n"
    ).encode() + base64.encodebytes(picture).replace(b"\n", b"\r\n")


def multipart(kind: str, parts: Sequence[bytes]) -> bytes:
    """The parts as one: "alternative" (the last is the best) or "related" (the first is shown)."""
    # As random as a key: it can't stand in a part.
    boundary = f"={token()}="
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n'
    start = f"\r\n--{boundary}\r\n".encode()
    return b"".join(
        [head.encode(), *(start + part for part in parts), f"\r\n--{boundary}--\r\n".encode()]
    )
