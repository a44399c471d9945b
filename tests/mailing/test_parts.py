"""What goes over the wire is read back by a reader that is not ours as it was written."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from hypothesis import given
from hypothesis import strategies as st

from comptoir.mailing.parts import multipart, picture_part, text_part

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n="))


def _read(mail: bytes) -> EmailMessage:
    return message_from_bytes(mail, policy=default)


@given(text=TEXT, html=TEXT, picture=st.binary(max_size=400))
def test_every_text_and_picture_comes_back(text: str, html: str, picture: bytes) -> None:
    related = multipart("related", [text_part(html, "html"), picture_part(picture, "png", "<l>")])
    mail = multipart("alternative", [text_part(text, "plain"), related])
    assert all(len(line) <= 78 for line in mail.split(b"\r\n"))
    assert b"\n" not in mail.replace(b"\r\n", b"")
    read = _read(b"MIME-Version: 1.0\r\n" + mail)
    plain, best = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert best is not None
    assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")
    assert best.get_content().replace("\r\n", "\n").rstrip("\n") == html.rstrip("\n")
    shown = next(part for part in read.walk() if part.get_content_type() == "image/png")
    assert (shown.get_content(), shown["Content-ID"]) == (picture, "<l>")
