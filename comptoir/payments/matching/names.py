"""Whether two names are the same person or house, as banks and people write them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from comptoir.core.texts import folded

_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "m",
        "mme",
        "mlle",
        "mm",
        "dr",
        "prof",
        "herr",
        "frau",
        "hr",
        "fr",
        "sig",
        "sigra",
        "dhr",
        "mevr",
        "pan",
        "pani",
        "ing",
        "mgr",
        "und",
        "et",
        "and",
        "en",
        "oder",
        "ou",
        "or",
        "e",
        "y",
        "i",
        "gmbh",
        "ag",
        "kg",
        "ohg",
        "ug",
        "mbh",
        "co",
        "sa",
        "sas",
        "sarl",
        "sasu",
        "eurl",
        "eirl",
        "sci",
        "srl",
        "spa",
        "bv",
        "nv",
        "vof",
        "ltd",
        "llc",
        "inc",
        "plc",
        "ev",
        "eu",
        "se",
        "sro",
        "as",
        "spol",
        "zoo",
        "von",
        "van",
        "de",
        "der",
        "den",
        "la",
        "le",
        "les",
        "du",
        "des",
        "di",
        "da",
        "dos",
        "del",
    ]
)
_WORD = re.compile(r"[a-z0-9]+")
_SPELT = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s"))


@lru_cache(maxsize=16_384)
def words_of(name: str) -> frozenset[str]:
    """The words that tell a name from others, spelt so that Müller and Mueller are one."""
    return words_in(name)


def words_in(text: str) -> frozenset[str]:
    """The same of a whole text. None is kept: texts are long, and hardly one comes twice."""
    found = set()
    for word in _WORD.findall(folded(text)):
        if word in _TITLES or len(word) < 2:
            continue
        for double, single in _SPELT:
            word = word.replace(double, single)  # noqa: PLW2901  # step by step
        found.add(word)
    return frozenset(found)


def agreement(name: str, others: Iterable[str]) -> int:
    """2: the same name; 1: a part of it; 0: another. The best of the others counts."""
    mine = words_of(name)
    return max((_agree(mine, words_of(other)) for other in others if other), default=0)


def stands_in(there: frozenset[str], names: Iterable[str]) -> bool:
    """One of the names stands among a text's words with all of its own, two at least."""
    return any(
        len(words) > 1 and _met(words, there) == len(words) for words in map(words_of, names)
    )


def _agree(mine: frozenset[str], other: frozenset[str]) -> int:
    if not mine or not other:
        return 0
    short, long = sorted((mine, other), key=len)
    same = _met(short, long)
    if same == len(short) and (len(short) > 1 or len(next(iter(short))) > 3):
        return 2
    return 2 if same >= 2 and same * 2 > len(short) else int(same > 0)


def _met(words: frozenset[str], there: frozenset[str]) -> int:
    """How many of the words have one there of their own: one Martin is not both Martin and Martina."""
    free = set(there - words)
    count = len(words & there)
    for word in sorted(words - there, key=lambda one: (-len(one), one)):
        meeting = [one for one in free if _same(word, one)]
        if meeting:
            free.discard(max(meeting, key=lambda one: (len(one), one)))
            count += 1
    return count


def _same(one: str, other: str) -> bool:
    """Equal, or one cut off by the bank after four letters at least."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and long.startswith(short)
