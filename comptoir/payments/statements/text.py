"""Bytes as text: the encoding is found by trying, since bank files don't say it."""

from comptoir.payments.statements.plain import Unreadable

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Letters of the languages whose files come in each; what is no letter there speaks against it.
SAMPLE = 1 << 20
GUESSES = ("cp1252", "cp1250", "cp852", "cp437")
_LETTERS = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿœæøßčďěňřšťůžąćęłńśźżőűăâîșțÀÂÄÁÅÇÉÈÊËÍÎÏÑÓÔÖÚÙÛÜÝŒÆØČĎĚŇŘŠŤŮŽĄĆĘŁŃÓŚŹŻŐŰ€°–’«»§"


def text_of(content: bytes) -> tuple[str, str]:
    """The text, without the zero bytes that no database keeps, and the name of its encoding."""
    text, name = _decoded(content)
    return text.replace("\0", ""), name


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, name in BOMS:
        if content.startswith(mark):
            return _in_encoding(content, name), name
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    sample = content[:SAMPLE]
    likely = {name: _likely(sample.decode(name, errors="replace")) for name in GUESSES}
    best = max(GUESSES, key=lambda name: (likely[name], -GUESSES.index(name)))
    return content.decode(best, errors="replace"), best


def _in_encoding(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise Unreadable from error


def _likely(text: str) -> int:
    """How many of the letters beyond ASCII are such as people write."""
    beyond = [c for c in text if ord(c) > 127]
    return sum(1 if c in _LETTERS else -1 for c in beyond)
