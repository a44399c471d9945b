"""When two bookings of files are one booking of the bank.

In files of one kind a booking is written the same each time, and its fingerprint finds it again.
Between kinds only account, amount and day agree for sure: names are cut and put in capitals, texts
lose letters. There references decide if both have them, and else how much of the texts is shared.
Where nothing speaks for or against, the booking is doubtful: kept, and left to a person.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from comptoir.core.texts import folded
from comptoir.payments.statements.plain import Line

# So much of the shorter text's triples must stand in the longer for the two to be one, or apart.
ALIKE, APART = 0.6, 0.25
SHORTEST = 6


class Sameness(StrEnum):
    SAME = "same"
    OTHER = "other"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Known:
    """A booking that is there already, from a file of whichever kind."""

    id: int
    kind: str
    booked_on: date
    value_on: date
    name: str
    text: str
    bank_reference: str
    end_to_end: str
    fingerprint: str


def fingerprints(account: str, currency: str, lines: Sequence[Line]) -> list[str]:
    """One for each line; equal lines of a file are told apart by their number among their equals."""
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        core = "|".join(
            [
                account, currency, line.booked_on.isoformat(), str(line.amount), compact(line.bank_reference),
                compact(line.end_to_end), compact(line.name), compact(line.text),
            ]
        )  # fmt: skip
        seen[core] += 1
        found.append(hashlib.sha256(f"{core}|{seen[core]}".encode()).hexdigest()[:32])
    return found


def compact(text: str) -> str:
    return "".join(c for c in folded(text) if c.isalnum())


def compare(line: Line, kind: str, other: Known) -> Sameness:
    """Whether a line of a file of that kind is the booking that is known; account and amount agree."""
    if not {line.booked_on, line.value_on} & {other.booked_on, other.value_on}:
        return Sameness.OTHER
    if (decided := _by_references(line, kind, other)) is not None:
        return decided
    if kind == other.kind:
        # A bank writes one booking the same in each file of a kind; the fingerprint said no.
        return Sameness.OTHER
    shared = likeness(f"{line.name} {line.text}", f"{other.name} {other.text}")
    if shared is None:
        return Sameness.DOUBTFUL
    if shared >= ALIKE:
        return Sameness.SAME
    return Sameness.OTHER if shared < APART else Sameness.DOUBTFUL


def _by_references(line: Line, kind: str, other: Known) -> Sameness | None:
    pairs = [(line.end_to_end, other.end_to_end), (line.bank_reference, other.bank_reference)]
    for place, (one, two) in enumerate(pairs):
        mine, theirs = compact(one), compact(two)
        if len(mine) < SHORTEST or len(theirs) < SHORTEST:
            continue
        if mine == theirs or mine.startswith(theirs) or theirs.startswith(mine):
            # Parts of one batch share the bank's reference, not the words.
            return None if place else Sameness.SAME
        if place == 0 or kind == other.kind:
            return Sameness.OTHER
    return None


def likeness(one: str, other: str) -> float | None:
    """The share of the shorter text's triples of letters that stand in the longer; None if too short."""
    mine, theirs = _triples(one), _triples(other)
    if not mine or not theirs:
        return None
    short, long = sorted((mine, theirs), key=len)
    return len(short & long) / len(short)


def _triples(text: str) -> frozenset[str]:
    plain = compact(text)
    if len(plain) < SHORTEST:
        return frozenset()
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))


def best(line: Line, kind: str, others: Iterable[Known]) -> tuple[Sameness, Known | None]:
    """The known booking that the line is; else the one that it may be."""
    doubtful: Known | None = None
    for other in others:
        verdict = compare(line, kind, other)
        if verdict == Sameness.SAME:
            return verdict, other
        if verdict == Sameness.DOUBTFUL:
            doubtful = doubtful or other
    return (Sameness.DOUBTFUL, doubtful) if doubtful else (Sameness.OTHER, None)
