"""Counting what was made of the transfers, per kind of fault."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.payments.synthetic_year import shares
from tests.payments.synthetic_year.feed import Answer

HEADS = ("kind", "transfers", "booked right", "booked wrong", "suggested", "first right", "among", "nothing", "lost")  # fmt: skip


@dataclass
class Tally:
    """For one kind: booked, suggested, left alone; `among`: right, but not the first suggestion."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, answer: Answer) -> None:
        self.counts["transfers"] += 1
        self.counts[verdict(answer)] += 1
        if answer.outcome == "near":
            self.counts["suggested"] += 1

    def row(self, kind: str) -> list[str]:
        return [kind, *(str(self.counts[head]) for head in HEADS[1:])]


def verdict(answer: Answer) -> str:
    """Right is what names just the orders and amounts that the transfer is for."""
    if answer.outcome == "booked":
        return "booked right" if answer.orders == answer.truth else "booked wrong"
    if answer.outcome == "near":
        if answer.truth and answer.orders == answer.truth:
            return "first right"
        return "among" if answer.truth in answer.others else "suggested wrong"
    return "lost" if answer.outcome == "same" else "nothing"


def report(answers: Iterable[Answer]) -> str:
    """A table per kind, and what it comes to over all."""
    tallies: dict[str, Tally] = {kind: Tally() for kind in (shares.EXACT, *shares.ALL)}
    ours, all_ = Tally(), Tally()
    for answer in answers:
        tallies[answer.transfer.kind].add(answer)
        all_.add(answer)
        if answer.truth:
            ours.add(answer)
    rows = [tally.row(kind) for kind, tally in tallies.items()]
    rows += [ours.row("all for orders"), all_.row("all")]
    return "\n".join(
        [_line(HEADS), _line(["---"] * len(HEADS)), *map(_line, rows), "", *_sums(ours, all_)]
    )


def _sums(ours: Tally, all_: Tally) -> list[str]:
    one, both = ours.counts, all_.counts
    whole, suggested = one["transfers"], one["suggested"]
    strange = both["transfers"] - whole
    first, among = one["first right"], one["first right"] + one["among"]
    return [
        f"booked by itself: {one['booked right']} right, {both['booked wrong']} wrong",
        f"recall of booking: {_share(one['booked right'], whole)} of transfers for orders",
        f"suggested: {_share(suggested, whole)} of transfers for orders",
        f"first suggestion right: {_share(first, suggested)}; first or other: {_share(among, suggested)}",
        f"strange transfers with a suggestion: {_share(both['suggested'] - suggested, strange)}",
    ]


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {100 * part / whole:.2f} %" if whole else "none"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def wrongs(answers: Iterable[Answer], verdicts: set[str]) -> list[str]:
    """In words: the transfers with one of these verdicts."""
    return [
        f"{verdict(answer)}: {answer.transfer.kind}: {answer.transfer.booked} {answer.transfer.amount} "
        f"{answer.transfer.name!r} {answer.transfer.text!r} is for {sorted(answer.truth)}, "
        f"got {sorted(answer.orders)} because of {', '.join(answer.why)}"
        for answer in answers
        if verdict(answer) in verdicts
    ]
