"""The whole way of one file: read, take its lines once, match, book what is exact, propose the rest."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from comptoir.core.actor import Actor
from comptoir.core.database import let_others_write
from comptoir.core.errors import Refused
from comptoir.orders.models import Order
from comptoir.payments.actions.book_line import book_line
from comptoir.payments.actions.propose_for_lines import UNDECIDED, propose_for_lines
from comptoir.payments.actions.take_bank_lines import take_bank_lines
from comptoir.payments.bank.proposals import as_json
from comptoir.payments.matching import Outcome, Result, Transfer, match
from comptoir.payments.models import BankFile, BankLine
from comptoir.payments.queries.accounts_of_shop import known_account
from comptoir.payments.queries.candidates import pool_for
from comptoir.payments.statements.plain import Found, Line, Statement
from comptoir.payments.statements.sameness import fingerprints
from comptoir.shops.models import Shop

BATCH = 200
REPORTED = 200
OUTCOMES = {"booked": "exact", "open": "none", "out": "none"}
Step = Callable[[], None]


@dataclass
class Report:
    """What came of a file, as plain values: its statements, faults, and lines by outcome."""

    statements: list[dict[str, Any]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    new: int = 0
    same: int = 0
    pending: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    lines: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "statements": self.statements,
            "faults": self.faults,
            "new": self.new,
            "same": self.same,
            "pending": self.pending,
            "outcomes": dict(self.outcomes),
            "lines": self.lines,
        }


def described(found: Found) -> Report:
    """The report of a file that was read and not taken yet."""
    report = Report(faults=[one.as_json() for one in found.faults])
    for one in found.statements:
        report.pending += one.pending
        report.statements.append(
            {
                "account": one.account,
                "currency": one.currency,
                "kind": one.kind,
                "number": one.number,
                "lines": len(one.lines),
                "sum": sum(line.amount for line in one.lines),
                "opening": one.opening.amount if one.stated and one.opening else None,
                "closing": one.closing.amount if one.stated and one.closing else None,
                "difference": one.difference,
                "from": min((line.booked_on for line in one.lines), default=None),
                "to": max((line.booked_on for line in one.lines), default=None),
            }
        )
        for key in ("from", "to"):
            day = report.statements[-1][key]
            report.statements[-1][key] = day.isoformat() if day else ""
    return report


def take(
    *,
    shop: Shop,
    file: BankFile,
    found: Found,
    actor: Actor,
    now: datetime,
    step: Step = lambda: None,
) -> Report:
    """The file's lines are in the shop; exact ones are booked, the others carry their proposals.

    Each batch is a transaction of its own: done again after a fall, it goes on where it stopped.
    """
    report = described(found)
    for statement in found.statements:
        _take_lines(shop, file, statement, report, now, step)
    rows = BankLine.objects.filter(
        shop=shop, file=file, state__in=UNDECIDED, currency=shop.currency
    )
    # By day, whatever the file's order: of two payments the first is the one that was owed, and
    # what is given back was received before.
    behind = Q()
    while lines := list(rows.filter(behind).order_by("booked_on", "id")[:BATCH]):
        day, last = lines[-1].booked_on, lines[-1].id
        behind = Q(booked_on__gt=day) | Q(booked_on=day, id__gt=last)
        settle(shop=shop, lines=lines, actor=actor, now=now)
        step()
        let_others_write()
    states = BankLine.objects.filter(shop=shop, file=file).values_list("state", flat=True)
    report.outcomes = Counter(states)
    return report


def _take_lines(
    shop: Shop, file: BankFile, statement: Statement, report: Report, now: datetime, step: Step
) -> None:
    account = known_account(shop, statement.account)
    prints = fingerprints(account, statement.currency, statement.lines)
    paired: set[int] = set()
    for some in _batches(list(zip(prints, statement.lines, strict=True))):
        new, same = take_bank_lines(
            shop_id=shop.id,
            file=file,
            account=account,
            currency=statement.currency,
            kind=statement.kind,
            trusted=statement.difference == 0,
            lines=some,
            paired=paired,
            now=now,
        )
        report.new += new
        report.same += same
        step()


def _batches(lines: list[tuple[str, Line]]) -> Iterator[list[tuple[str, Line]]]:
    stream = iter(lines)
    while some := list(islice(stream, BATCH)):
        yield some


def settle(*, shop: Shop, lines: Sequence[BankLine], actor: Actor, now: datetime) -> None:
    """Each line is booked if it fits exactly, and carries its proposals if not."""
    pool = pool_for(shop, [transfer_of(line) for line in lines])
    versions = dict(Order.objects.filter(shop=shop, id__in=pool.all).values_list("id", "version"))
    results = match([transfer_of(line) for line in lines], pool)
    by_id = {line.id: line for line in lines}
    waiting: list[Result] = []
    for result in results:
        line = by_id[result.key]
        if not _may_book(line, result) or not _booked(line, result, versions, actor, now):
            waiting.append(result)
    propose_for_lines(shop_id=shop.id, results=waiting)


def _may_book(line: BankLine, result: Result) -> bool:
    exact = result.outcome == Outcome.EXACT and result.best is not None
    return exact and line.trusted and line.state != BankLine.State.DOUBTFUL


def _booked(
    line: BankLine, result: Result, versions: dict[int, int], actor: Actor, now: datetime
) -> bool:
    """False if it can't be booked after all: the order moved, or the actor may not refund."""
    if result.best is None:
        return False
    try:
        book_line(
            shop_id=line.shop_id,
            line_id=line.id,
            parts=result.best.parts,
            method=_("Bank transfer"),
            versions=versions,
            proposal=as_json(result),
            actor=actor,
            now=now,
        )
    except Refused:
        return False
    # Each booking moves its order on: the next line of the batch was looked at with it in mind.
    for part in result.best.parts:
        versions[part.order_id] = versions.get(part.order_id, 0) + 1
    return True


def transfer_of(line: BankLine) -> Transfer:
    return Transfer(
        key=line.id,
        amount=line.amount,
        booked_on=line.booked_on,
        name=line.name,
        iban=line.iban,
        text=f"{line.text} {line.end_to_end}",
        reversal=line.reversal,
    )


def look(*, shop: Shop, found: Found) -> Report:
    """What `take` would do, as far as orders stand now; nothing is written."""
    report = described(found)
    for statement in found.statements:
        account = known_account(shop, statement.account)
        prints = fingerprints(account, statement.currency, statement.lines)
        for some in _batches(list(zip(prints, statement.lines, strict=True))):
            _look_at(shop, statement, some, report)
    return report


def _look_at(
    shop: Shop, statement: Statement, lines: list[tuple[str, Line]], report: Report
) -> None:
    there = set(
        BankLine.objects.filter(
            shop=shop, fingerprint__in=[one for one, _line in lines]
        ).values_list("fingerprint", flat=True)
    )
    new = [line for fingerprint, line in lines if fingerprint not in there]
    report.new += len(new)
    report.same += len(lines) - len(new)
    report.outcomes["same"] += len(lines) - len(new)
    transfers = [
        Transfer(at, one.amount, one.booked_on, one.name, one.iban, f"{one.text} {one.end_to_end}", one.reversal)
        for at, one in enumerate(new)
    ]  # fmt: skip
    own = statement.currency == shop.currency
    results = match(transfers, pool_for(shop, transfers)) if own else []
    ids = {part.order_id for one in results if one.best for part in one.best.parts}
    numbers = dict(Order.objects.filter(shop=shop, id__in=ids).values_list("id", "number"))
    for line, result in zip(new, results, strict=bool(results)):
        outcome = str(result.outcome)
        if result.outcome == Outcome.EXACT and statement.difference:
            outcome = str(Outcome.NEAR)
        report.outcomes[outcome] += 1
        report.lines.append(_told(line, statement.currency, outcome, result, numbers))


def _told(
    line: Line, currency: str, outcome: str, result: Result, numbers: dict[int, str]
) -> dict[str, Any]:
    best = result.best
    return {
        "booked_on": line.booked_on.isoformat(),
        "amount": line.amount,
        "currency": currency,
        "name": line.name,
        "iban": line.iban,
        "text": line.text,
        "end_to_end": line.end_to_end,
        "outcome": outcome,
        "score": best.score if best else 0,
        "why": [str(one) for one in best.why] if best else [],
        "orders": [[numbers.get(p.order_id, ""), p.amount] for p in best.parts] if best else [],
        "others": [[numbers.get(p.order_id, "") for p in other.parts] for other in result.others],
    }


def told_lines(file: BankFile) -> list[dict[str, Any]]:
    """The file's lines as they stand now, in the words of a report."""
    rows = BankLine.objects.filter(file=file).order_by("id").prefetch_related("bookings__order")
    found = []
    for line in rows:
        standing = [one for one in line.bookings.all() if one.undone_at is None]
        best = line.proposal.get("best") or {}
        found.append(
            {
                "booked_on": line.booked_on.isoformat(),
                "amount": line.amount,
                "currency": line.currency,
                "name": line.name,
                "iban": line.iban,
                "text": line.text,
                "end_to_end": line.end_to_end,
                "outcome": OUTCOMES.get(line.state, line.state),
                "score": 100 if standing else best.get("score", 0),
                "why": best.get("why", []),
                "orders": [[one.order.number, one.amount] for one in standing],
                "others": [],
            }
        )
    return found
