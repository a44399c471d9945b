"""Finding references and numbers in what people wrote, in any spelling and anywhere in the text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from comptoir.core.texts import folded
from comptoir.payments.matching.names import words_in

_TOKEN = re.compile(r"[0-9A-Z]+")
_RUN = re.compile(r"\d+|[A-Z]+")
# Days are no order numbers: "20.11.2026 24,90" must not read as number 2026-24.
_DAYS = re.compile(
    r"\b(\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d-(?:0\d|1[0-2])-[0-3]\d)\b(?![-.]?\d)"
)
_AMOUNTS = re.compile(
    r"(?<![\d.-])\d{1,3}(?:[.' ]\d{3})*,\d\d\b|\b\d+\.\d\d(?=\s*(?:EUR|CHF|CZK|€))"
)
_MISREAD = str.maketrans("OIL", "011")
MOST_TEXT = 1_000


@dataclass(frozen=True, slots=True)
class Number:
    """An order's number as it is compared: its runs of letters and digits, noughts in front let go."""

    runs: tuple[str, ...]
    compact: str
    tail: str  # the last run as it is written, with its noughts

    @property
    def last(self) -> str:
        return self.runs[-1] if self.runs and self.runs[-1].isdigit() else ""


@lru_cache(maxsize=65_536)
def number_of(text: str) -> Number:
    found = _RUN.findall(_plain(text))
    return Number(tuple(_bare(run) for run in found), "".join(found), found[-1] if found else "")


@dataclass(frozen=True, slots=True)
class Written:
    """A transfer's text, taken apart once."""

    compact: str
    starts: tuple[int, ...]
    tokens: tuple[str, ...]
    runs: tuple[str, ...]
    words: frozenset[str]  # as names are compared

    def windows(self, length: int) -> Iterator[str]:
        """Every piece of that length that begins where a word begins, or lies inside a long word.

        Spaces and signs between are passed over, so that "7k3m 9qx2 ab" is found too.
        """
        for at in self.starts:
            piece = self.compact[at : at + length]
            if len(piece) == length:
                yield piece
        for token in self.tokens:
            for at in range(1, len(token) - length + 1):
                yield token[at : at + length]

    def joined(self, count: int) -> Iterator[tuple[str, ...]]:
        """Every so many runs that follow one another."""
        for at in range(len(self.runs) - count + 1):
            yield self.runs[at : at + count]


@lru_cache(maxsize=4_096)
def written(text: str) -> Written:
    plain = _plain(text)[:MOST_TEXT]
    tokens = _TOKEN.findall(plain)
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token)
    numbers = _AMOUNTS.sub(" ", _DAYS.sub(" ", plain))
    return Written(
        compact="".join(tokens),
        starts=tuple(starts),
        tokens=tuple(tokens),
        runs=tuple(_RUN.findall(numbers)),
        words=words_in(plain),
    )


def reference_key(reference: str) -> str:
    """The reference as it is compared: letters that are misread for digits are those digits."""
    return "".join(_TOKEN.findall(_plain(reference))).translate(_MISREAD)


def reference_keys(found: Written, lengths: Iterable[int]) -> Iterator[str]:
    """What may be a reference of one of these lengths."""
    for length in lengths:
        for window in found.windows(length):
            yield window.translate(_MISREAD)


def bare(runs: Iterable[str]) -> tuple[str, ...]:
    return tuple(_bare(run) for run in runs)


def is_literal(number: Number, found: Written) -> bool:
    """The whole number stands there with its noughts, whatever signs are between its parts."""
    count = len(number.runs)
    if any("".join(runs) == number.compact for runs in found.joined(count)):
        return True
    return number.compact in found.tokens


def shortened(text: str) -> Iterator[str]:
    """The text, and the text without each of its signs: what two texts share that are nearly the same."""
    yield text
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]


def near(one: str, other: str) -> bool:
    """At most one sign wrong, missing, added or exchanged with its neighbour."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    if len(one) == len(other):
        differ = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(differ) == 1:
            return True
        if len(differ) != 2 or differ[1] != differ[0] + 1:
            return False
        first, second = differ
        return one[first] == other[second] and one[second] == other[first]
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _plain(text: str) -> str:
    return folded(text).upper()


def _bare(run: str) -> str:
    return (run.lstrip("0") or "0") if run.isdigit() else run
