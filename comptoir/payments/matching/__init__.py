"""Which orders do these transfers pay? Pure rules: no database, no clock, no settings.

The stable entry is `match(lines, candidates) -> results`:

    from datetime import date
    from comptoir.payments.matching import Candidate, Transfer, match

    results = match(
        [Transfer(key=1, amount=2490, booked_on=date(2026, 11, 20), name="Anne Dupont",
                  iban="", text="Commande 2026-00042")],
        [Candidate(order_id=7, number="2026-00042", references=("7K3M9QX2AB",), balance=2490,
                   placed_on=date(2026, 11, 18), names=("Anne Dupont",))],
    )
    results[0].outcome       # "exact": book it; "near": suggest it; "none": list it
    results[0].best.parts    # (Part(order_id=7, amount=2490),)
    results[0].best.why      # (Why.NUMBER, Why.AMOUNT, Why.NAME): codes, strongest first

There is one result for each line, in the lines' order. Amounts are minor units of one currency;
negative lines are refunds. A candidate is any order that might be meant, open or not. What is
"exact" adds up: two lines never book the same open balance.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from comptoir.payments.matching.deciding import incoming, outgoing
from comptoir.payments.matching.evidence import evidence
from comptoir.payments.matching.pool import Pool
from comptoir.payments.matching.values import (
    Candidate,
    Outcome,
    Part,
    Proposal,
    Result,
    Transfer,
    Why,
)

__all__ = [
    "Candidate",
    "Outcome",
    "Part",
    "Pool",
    "Proposal",
    "Result",
    "Transfer",
    "Why",
    "match",
]

_LESS = {Outcome.EXACT: Outcome.NEAR, Outcome.NEAR: Outcome.NEAR, Outcome.NONE: Outcome.NONE}
_AGAINST = frozenset({Why.CANCELLED, Why.PLACED_LATER, Why.REVERSAL, Why.SEVERAL_FIT})


def match(lines: Sequence[Transfer], candidates: "Iterable[Candidate] | Pool") -> list[Result]:
    """One result per line: what is to be booked, suggested or only listed, and why."""
    pool = candidates if isinstance(candidates, Pool) else Pool(candidates)
    results = [_one(line, pool) for line in lines]
    results = _once(lines, results, pool)
    return _added_up(lines, results, pool)


def _one(line: Transfer, pool: Pool) -> Result:
    if not line.amount:
        return Result(line.key, Outcome.NONE)
    found = evidence(line, pool)
    return incoming(line, found, pool) if line.amount > 0 else outgoing(line, found)


def _once(lines: Sequence[Transfer], results: list[Result], pool: Pool) -> list[Result]:
    """An order that several lines would book: the first that names its reference does; by number, none."""
    claims: dict[int, list[int]] = defaultdict(list)
    for at, result in enumerate(results):
        if result.outcome == Outcome.EXACT and result.best is not None:
            for part in result.best.parts:
                claims[part.order_id].append(at)
    lost: set[int] = set()
    for rivals in claims.values():
        if len(rivals) < 2:
            continue
        by_reference = [at for at in rivals if _by_reference(results[at])]
        lost |= set(rivals) - set(by_reference[:1])
    decided = list(results)
    for at, result in enumerate(results):
        if at not in lost and result.outcome == Outcome.EXACT and result.best is not None:
            sign = 1 if lines[at].amount > 0 else -1
            for part in result.best.parts:
                pool.taken[part.order_id] += sign * part.amount
    # The others are looked at again: what they seemed to pay may be paid now.
    for at, result in enumerate(results):
        if at in lost or result.outcome != Outcome.EXACT:
            again = _one(lines[at], pool)
            decided[at] = replace(again, outcome=_LESS[again.outcome])
    return decided


def _by_reference(result: Result) -> bool:
    return result.best is not None and result.best.why[0] == Why.REFERENCE


def _added_up(lines: Sequence[Transfer], results: list[Result], pool: Pool) -> list[Result]:
    """Several lines that name one order by its reference and together pay it are all booked."""
    parts: dict[int, list[tuple[int, Proposal]]] = defaultdict(list)
    for at, (line, result) in enumerate(zip(lines, results, strict=True)):
        best = result.best
        if best is None or result.outcome != Outcome.NEAR or line.amount <= 0:
            continue
        if best.why[:2] == (Why.REFERENCE, Why.SHORT) and not set(best.why) & _AGAINST:
            parts[best.parts[0].order_id].append((at, best))
    decided = list(results)
    for order_id, places in parts.items():
        total = sum(lines[at].amount for at, _best in places)
        if len(places) < 2 or total != pool.balance(pool.all[order_id]):
            continue
        for at, best in places:
            why = (Why.REFERENCE, Why.SEVERAL_TRANSFERS, Why.AMOUNT)
            decided[at] = Result(results[at].key, Outcome.EXACT, Proposal(best.parts, 100, why))
        pool.taken[order_id] += total
    return decided
