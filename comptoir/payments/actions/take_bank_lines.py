from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from comptoir.core.database import locked, write
from comptoir.payments.models import BankAccount, BankFile, BankLine
from comptoir.payments.statements.plain import Line
from comptoir.payments.statements.sameness import Known, Sameness, best


def take_bank_lines(
    *,
    shop_id: int,
    file: BankFile,
    account: str,
    currency: str,
    kind: str,
    trusted: bool,
    lines: Sequence[tuple[str, Line]],
    paired: set[int],
    now: datetime,
) -> tuple[int, int]:
    """Every line with its fingerprint stands once in the shop; how many are new, how many were there.

    `paired` are bookings that earlier lines of this file turned out to be: one is only one line.
    The account's row is locked, so that two files at once don't both bring a booking.
    """
    with write():
        BankAccount.objects.bulk_create(
            [BankAccount(shop_id=shop_id, number=account, created_at=now)], ignore_conflicts=True
        )
        held = locked(BankAccount.objects.filter(shop_id=shop_id, number=account)).get()
        prints = [fingerprint for fingerprint, _line in lines]
        there = BankLine.objects.filter(shop_id=shop_id, fingerprint__in=prints)
        same = dict(there.values_list("fingerprint", "id"))
        paired |= set(same.values())
        alike = _alike(held, currency, [line for one, line in lines if one not in same])
        new: list[BankLine] = []
        for fingerprint, line in lines:
            if fingerprint in same:
                continue
            others = [one for one in alike.get(line.amount, []) if one.id not in paired]
            verdict, other = best(line, kind, others)
            if other is not None:
                paired.add(other.id)
            if verdict != Sameness.SAME:
                new.append(_row(file, held, currency, kind, trusted, fingerprint, line))
                if verdict == Sameness.DOUBTFUL:
                    new[-1].state = BankLine.State.DOUBTFUL
        BankLine.objects.bulk_create(new)
        paired |= {row.id for row in new}
    return len(new), len(lines) - len(new)


def _alike(account: BankAccount, currency: str, lines: Sequence[Line]) -> dict[int, list[Known]]:
    """What is there of this account with the same amounts and days, by amount."""
    amounts = {line.amount for line in lines}
    days: set[date] = {day for line in lines for day in (line.booked_on, line.value_on)}
    rows = BankLine.objects.filter(
        Q(booked_on__in=days) | Q(value_on__in=days),
        account=account,
        currency=currency,
        amount__in=amounts,
    )
    found: dict[int, list[Known]] = {}
    fields = ("id", "kind", "booked_on", "value_on", "name", "text", "bank_reference", "end_to_end")
    for amount, *values in rows.order_by("id").values_list("amount", *fields, "fingerprint"):
        found.setdefault(amount, []).append(Known(*values))
    return found


def _row(
    file: BankFile,
    account: BankAccount,
    currency: str,
    kind: str,
    trusted: bool,
    fingerprint: str,
    line: Line,
) -> BankLine:
    return BankLine(
        shop_id=file.shop_id,
        file=file,
        account=account,
        kind=kind,
        currency=currency,
        booked_on=line.booked_on,
        value_on=line.value_on,
        amount=line.amount,
        name=line.name,
        iban=line.iban,
        text=line.text,
        bank_reference=line.bank_reference,
        end_to_end=line.end_to_end,
        reversal=line.reversal,
        trusted=trusted,
        fingerprint=fingerprint,
    )
