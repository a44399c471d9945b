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
    found = set()
    for word in _WORD.findall(folded(name)):
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


def stands_in(text: str, names: Iterable[str]) -> bool:
    """One of the names stands in the text with all its words, two at least, in whatever order."""
    there = words_of(text)
    return any(
        len(words) > 1 and all(any(_same(word, one) for one in there) for word in words)
        for words in map(words_of, names)
    )


def _agree(mine: frozenset[str], other: frozenset[str]) -> int:
    if not mine or not other:
        return 0
    short, long = sorted((mine, other), key=len)
    same = sum(any(_same(word, one) for one in long) for word in short)
    if same == len(short) and (len(short) > 1 or len(next(iter(short))) > 3):
        return 2
    return 2 if same >= 2 and same * 2 > len(short) else int(same > 0)


def _same(one: str, other: str) -> bool:
    """Equal, or one cut off by the bank after four letters at least."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and long.startswith(short)
