"""Proposals of matching as JSON on a line, and the states that follow from them."""

from typing import Any

from comptoir.payments.matching import Outcome, Proposal, Result
from comptoir.payments.models import BankLine

State = BankLine.State


def as_json(result: Result) -> dict[str, Any]:
    """What the line keeps of a result: the best proposal and the others."""
    if result.best is None:
        return {}
    return {"best": _one(result.best), "others": [_one(other) for other in result.others]}


def _one(proposal: Proposal) -> dict[str, Any]:
    return {
        "parts": [[part.order_id, part.amount] for part in proposal.parts],
        "score": proposal.score,
        "why": [str(reason) for reason in proposal.why],
    }


def all_of(line: BankLine) -> list[dict[str, Any]]:
    """The line's proposals that name an order, best first."""
    there = [line.proposal.get("best"), *line.proposal.get("others", [])]
    return [one for one in there if one and one["parts"]]


def state_of(line: BankLine, result: Result) -> State:
    """Where the line stands if nothing is booked: suggested, listed, or money out that nobody knows."""
    if line.state == State.DOUBTFUL:
        return State.DOUBTFUL
    if result.outcome != Outcome.NONE:
        return State.NEAR
    return State.OUT if line.amount < 0 else State.OPEN
