"""Bytes as text: the encoding is found by trying, since bank files don't say it."""

from comptoir.payments.statements.plain import Unreadable

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Letters of the languages whose files come in each; what is no letter there speaks against it.
SAMPLE = 1 << 20
GUESSES = ("cp1252", "cp1250", "cp852", "cp437")
_LETTERS = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿœæøßčďěňřšťůžąćęłńśźżőűăâîșțÀÂÄÁÅÇÉÈÊËÍÎÏÑÓÔÖÚÙÛÜÝŒÆØČĎĚŇŘŠŤŮŽĄĆĘŁŃÓŚŹŻŐŰ€°–’«»§"


def text_of(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding."""
    for mark, name in BOMS:
        if content.startswith(mark):
            return _decoded(content, name), name
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    sample = content[:SAMPLE]
    likely = {name: _likely(sample.decode(name, errors="replace")) for name in GUESSES}
    best = max(GUESSES, key=lambda name: (likely[name], -GUESSES.index(name)))
    return content.decode(best, errors="replace"), best


def text_in(content: bytes, encoding: str) -> str:
    """The text in an encoding that is known; Unreadable if it is another."""
    return _decoded(content, encoding)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError) as error:
        raise Unreadable from error


def _likely(text: str) -> int:
    """How many of the letters beyond ASCII are such as people write."""
    beyond = [c for c in text if ord(c) > 127]
    return sum(1 if c in _LETTERS else -1 for c in beyond)
