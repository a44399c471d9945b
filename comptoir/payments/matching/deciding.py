"""What is sure enough to be booked without asking, and what is only suggested.

The first rule: never book wrongly. A reference has so many possible values that a slip of the pen
does not lead to another order; a number has not, so it needs the payer's name or account too.
"""

from dataclasses import replace
from itertools import combinations

from comptoir.payments.matching.evidence import NUMBERS, SURE, Evidence, placed_later, plausible
from comptoir.payments.matching.pool import Pool
from comptoir.payments.matching.reading import number_of, written
from comptoir.payments.matching.values import (
    Outcome,
    Part,
    Proposal,
    Result,
    Transfer,
    Why,
    score_of,
)

MOST_TOGETHER = 8
# Digits of a last part, and signs of a whole number, that tell enough.
SHORTEST_LAST, SHORTEST_ALONE = 3, 5
OTHERS = 4
# So far from the sum of several orders may a transfer be and still be suggested for all.
COINS = 100
# Several ways to share the transfer out are equally good: whichever were offered might be wrong.
EITHER = (Outcome.NONE, Proposal((), 0, (Why.SEVERAL_FIT,)))


def incoming(transfer: Transfer, found: list[Evidence], pool: Pool) -> Result:
    """Money that came in: for one order, for several, or for none that is known."""
    several = _several(transfer, found) or _with_ends(transfer, found)
    if several is not None and several[0] == Outcome.EXACT and not transfer.reversal:
        return Result(transfer.key, *several)
    if several == EITHER:
        return Result(transfer.key, *several)
    fitting = sorted(
        (_single(transfer, one) for one in found if plausible(one)),
        key=lambda one: (-one[0].score, one[1].candidate.order_id),
    )
    proposals = [proposal for proposal, _one in fitting]
    if several is not None:
        return Result(transfer.key, Outcome.NEAR, several[1], tuple(proposals[:OTHERS]))
    if not fitting:
        return Result(transfer.key, Outcome.NONE)
    best, one = fitting[0]
    if not transfer.reversal and sure(transfer, one, found, pool):
        return Result(transfer.key, Outcome.EXACT, Proposal(best.parts, 100, best.why))
    if transfer.reversal:
        best = _with(best, Why.REVERSAL)
    if len(proposals) > 1 and proposals[1].score > proposals[0].score - 10:
        best = _with(best, Why.SEVERAL_FIT)
    return Result(transfer.key, Outcome.NEAR, best, tuple(proposals[1 : OTHERS + 1]))


def sure(transfer: Transfer, one: Evidence, found: list[Evidence], pool: Pool) -> bool:
    """Nothing else can be meant: the order is named, the amount is right, nobody contradicts."""
    if not one.exact_amount or one.candidate.cancelled or placed_later(one.candidate, transfer):
        return False
    named = [other for other in found if other.named in SURE]
    if one.named in SURE:
        return len(named) == 1
    if named or one.named not in NUMBERS | {Why.SHORT_NUMBER}:
        return False
    rivals = [other for other in found if other.candidate != one.candidate]
    if any(other.named in NUMBERS for other in rivals):
        return False
    if one.named == Why.SHORT_NUMBER:
        alone = not any(other.exact_amount and other.named for other in rivals)
        return one.same_person and alone and _tells(one, transfer)
    if one.same_person:
        return not any(other.exact_amount and other.same_person and other.named for other in rivals)
    return one.named == Why.NUMBER and one.person is None and not _rival(one, rivals, pool)


def _tells(one: Evidence, transfer: Transfer) -> bool:
    """The last part of a number is long enough, or stands there with all its noughts."""
    number = number_of(one.candidate.number)
    padded = len(number.tail) > SHORTEST_LAST and number.tail in written(transfer.text).runs
    return padded or len(number.last) >= SHORTEST_LAST


def _rival(one: Evidence, rivals: list[Evidence], pool: Pool) -> bool:
    """An open order of the same amount whose number is a slip of the pen away, as far as is known."""
    if pool.crowded or len(number_of(one.candidate.number).compact) < SHORTEST_ALONE:
        return True
    return any(other.exact_amount and other.named for other in rivals)


def _single(transfer: Transfer, one: Evidence) -> tuple[Proposal, Evidence]:
    why = one.reasons(transfer)
    return Proposal((Part(one.candidate.order_id, transfer.amount),), score_of(why), why), one


def _several(transfer: Transfer, found: list[Evidence]) -> tuple[Outcome, Proposal] | None:
    """The transfer for all orders that it names, if their sum fits."""
    named = [one for one in found if one.named in SURE | NUMBERS and one.balance > 0]
    named = [one for one in named if not placed_later(one.candidate, transfer)]
    sure_ones = [one for one in named if one.named in SURE]
    if len(sure_ones) > 1:
        named = sure_ones
    if not 2 <= len(named) <= MOST_TOGETHER:
        return None
    named.sort(key=lambda one: one.candidate.order_id)
    total = sum(one.balance for one in named)
    if total == transfer.amount:
        return _together(named, transfer)
    fitting = [
        list(some)
        for count in range(len(named) - 1, 1, -1)
        for some in combinations(named, count)
        if sum(one.balance for one in some) == transfer.amount
    ]
    if len(fitting) == 1:
        return Outcome.NEAR, _together(fitting[0], transfer)[1]
    if fitting and all(not one.exact_amount for one in named):
        return EITHER
    if abs(total - transfer.amount) <= COINS and all(not one.exact_amount for one in named):
        return Outcome.NEAR, _together(named, transfer)[1]
    return None


def _with_ends(transfer: Transfer, found: list[Evidence]) -> tuple[Outcome, Proposal] | None:
    """Orders named in full and others of the same person by their last digits, if they add up; never sure."""
    known = [
        one
        for one in found
        if one.same_person
        and one.balance > 0
        and not one.candidate.cancelled
        and not placed_later(one.candidate, transfer)
    ]
    whole = [one for one in known if one.named in SURE | NUMBERS]
    ends = [one for one in known if one.named == Why.SHORT_NUMBER][:MOST_TOGETHER]
    rest = transfer.amount - sum(one.balance for one in whole)
    fitting = [
        list(some)
        for count in (1, 2)
        for some in combinations(ends, count)
        if sum(one.balance for one in some) == rest
    ]
    if not whole or not fitting:
        return None
    if len(fitting) > 1:
        return None if any(one.exact_amount for one in whole) else EITHER
    proposal = _together([*whole, *fitting[0]], transfer)[1]
    return Outcome.NEAR, replace(proposal, score=score_of(proposal.why))


def _together(named: list[Evidence], transfer: Transfer) -> tuple[Outcome, Proposal]:
    rest = transfer.amount
    parts = []
    for place, one in enumerate(named):
        amount = rest if place == len(named) - 1 else min(one.balance, rest)
        parts.append(Part(one.candidate.order_id, amount))
        rest -= amount
    exact = all(part.amount == one.balance for part, one in zip(parts, named, strict=True))
    sure_ones = all(one.named in SURE or one.same_person for one in named)
    lives = not any(one.candidate.cancelled for one in named)
    why = list(dict.fromkeys(one.named for one in named if one.named))
    why += [Why.SEVERAL_ORDERS, Why.AMOUNT if exact else Why.SHORT if rest <= 0 else Why.OVER]
    if any(one.same_person for one in named):
        why.append(Why.NAME)
    if exact and sure_ones and lives:
        return Outcome.EXACT, Proposal(tuple(parts), 100, tuple(why))
    kept = [part for part in parts if part.amount > 0]
    return Outcome.NEAR, Proposal(tuple(kept), score_of(tuple(why)), tuple(why))


def outgoing(transfer: Transfer, found: list[Evidence]) -> Result:
    """Money that went out: a refund if it names an order from which so much can go back."""
    amount = -transfer.amount
    named = [one for one in found if one.named in SURE | NUMBERS and one.candidate.refundable > 0]
    if not named:
        return Result(transfer.key, Outcome.NONE, Proposal((), 0, (Why.MONEY_OUT,)))
    proposals = []
    for one in named:
        if amount > one.candidate.refundable:
            continue
        whole = amount in {one.candidate.refundable, -one.balance}
        why = [one.named, Why.REFUND] if one.named else [Why.REFUND]
        why += [Why.AMOUNT] if whole else []
        why += [one.person] if one.person else []
        why += [Why.REVERSAL] if transfer.reversal else []
        proposals.append(
            (
                Proposal((Part(one.candidate.order_id, amount),), score_of(tuple(why)), tuple(why)),
                one,
            )
        )
    if not proposals:
        return Result(transfer.key, Outcome.NONE, Proposal((), 0, (Why.MONEY_OUT,)))
    proposals.sort(key=lambda pair: (-pair[0].score, pair[1].candidate.order_id))
    best, one = proposals[0]
    exact = (
        len(named) == 1 and one.named in SURE and Why.AMOUNT in best.why and not transfer.reversal
    )
    outcome = Outcome.EXACT if exact else Outcome.NEAR
    others = tuple(proposal for proposal, _one in proposals[1 : OTHERS + 1])
    return Result(
        transfer.key, outcome, Proposal(best.parts, 100 if exact else best.score, best.why), others
    )


def _with(proposal: Proposal, reason: Why) -> Proposal:
    why = (*proposal.why, reason)
    return Proposal(proposal.parts, score_of(why), why)
