"""One entry of a CAMT statement, and the transactions inside it."""

from dataclasses import dataclass, field
from datetime import date

from comptoir.payments.statements.amounts import account_number, given
from comptoir.payments.statements.camt_tree import (
    Element,
    amount_of,
    below,
    child,
    children,
    day_in,
    text_at,
)
from comptoir.payments.statements.plain import Line, Unreadable
from comptoir.payments.statements.reasons import Reason

# Where a transaction says its own amount, the surest first.
OWN_AMOUNTS = ("AmtDtls/TxAmt/Amt", "Amt", "AmtDtls/InstdAmt/Amt")


@dataclass(slots=True)
class Entry:
    """What one entry gives: its lines, or that it waits to be booked."""

    currency: str
    lines: list[Line] = field(default_factory=list)
    pending: int = 0


@dataclass(frozen=True, slots=True)
class _Whole:
    """What all transactions of the entry share."""

    amount: int
    currency: str
    credit: bool
    reversal: bool
    booked_on: date
    value_on: date
    reference: str
    text: str


def entry_lines(element: Element, day: date | None = None) -> Entry:
    """The lines of an entry: one for each transaction in it whose amounts add up to the entry's.

    `day` is the statement's own, for entries that say none. A batch whose parts are not given
    stays one line. Unreadable for an entry without amount, date or direction.
    """
    status = text_at(element, "Sts/Cd") or text_at(element, "Sts")
    amount, currency = amount_of(element)
    if status and status != "BOOK":
        return Entry(currency, pending=1)
    booked = day_in(element, "BookgDt") or day_in(element, "ValDt") or day
    if booked is None:
        raise Unreadable(Reason.BOOKING_WITHOUT_DATE, amount=text_at(element, "Amt"))
    direction = text_at(element, "CdtDbtInd")
    if direction not in {"CRDT", "DBIT"}:
        raise Unreadable(
            Reason.BOOKING_WITHOUT_DIRECTION,
            amount=text_at(element, "Amt"),
        )
    whole = _Whole(
        amount=amount,
        currency=currency,
        credit=direction == "CRDT",
        reversal=text_at(element, "RvslInd") in {"true", "1"},
        booked_on=booked,
        value_on=day_in(element, "ValDt") or booked,
        reference=given(text_at(element, "AcctSvcrRef")),
        text=text_at(element, "AddtlNtryInf"),
    )
    return Entry(currency, _lines(element, whole))


def _lines(element: Element, whole: _Whole) -> list[Line]:
    parts = [
        one for details in children(element, "NtryDtls") for one in children(details, "TxDtls")
    ]
    # Version 1 has the transactions in TxDtls of the entry itself.
    parts += list(children(element, "TxDtls"))
    signed = whole.amount if whole.credit else -whole.amount
    if not parts:
        return [_line([element], whole, signed)]
    if len(parts) == 1:
        return [_line(parts, whole, signed)]
    amounts = [_own_amount(one, whole) for one in parts]
    known = [amount for amount in amounts if amount is not None]
    if len(known) == len(parts) and sum(known) == signed:
        return [_line([one], whole, part) for one, part in zip(parts, known, strict=True)]
    # Some banks write every part in the direction of the entry, whatever the part says.
    plain = [abs(amount) if whole.credit else -abs(amount) for amount in known]
    if len(known) == len(parts) and sum(plain) == signed:
        return [_line([one], whole, part) for one, part in zip(parts, plain, strict=True)]
    return [_line(parts, whole, signed)]


def _own_amount(part: Element, whole: _Whole) -> int | None:
    """What the transaction says of itself in the entry's currency; None if it doesn't."""
    direction = text_at(part, "CdtDbtInd") or ("CRDT" if whole.credit else "DBIT")
    for path in OWN_AMOUNTS:
        if child(part, path) is not None:
            amount, currency = amount_of(part, path)
            if currency == whole.currency:
                return amount if direction == "CRDT" else -amount
    return None


def _line(parts: list[Element], whole: _Whole, amount: int) -> Line:
    first = parts[0]
    single = len(parts) == 1
    # The other side is who sent money in, or who got what went out.
    side = "Dbtr" if (amount >= 0) != whole.reversal else "Cdtr"
    texts = [text for part in parts for text in _texts(part)]
    own = given(text_at(first, "Refs/AcctSvcrRef")) if single else ""
    return Line(
        booked_on=whole.booked_on,
        value_on=whole.value_on,
        amount=amount,
        name=_party(first, side) if single else "",
        iban=_account(first, side) if single else "",
        text=" ".join(dict.fromkeys([*texts, *([whole.text] if whole.text else [])]))[:4000],
        bank_reference=own or whole.reference,
        end_to_end=given(text_at(first, "Refs/EndToEndId")) if single else "",
        reversal=whole.reversal or any(child(one, "RtrInf") is not None for one in parts),
    )


def _party(part: Element, side: str) -> str:
    for who in (side, f"Ultmt{side}"):
        for path in (
            f"RltdPties/{who}/Pty/Nm",
            f"RltdPties/{who}/Nm",
            f"RltdPties/{who}/Agt/FinInstnId/Nm",
        ):
            if found := text_at(part, path):
                return found
    return text_at(part, f"RltdPties/{side}Acct/Nm")


def _account(part: Element, side: str) -> str:
    here = f"RltdPties/{side}Acct/Id"
    found = text_at(part, f"{here}/IBAN") or text_at(part, f"{here}/Othr/Id")
    return account_number(found)


def _texts(part: Element) -> list[str]:
    """All that can carry a reference, the payer's own words first."""
    remittance = child(part, "RmtInf")
    found: list[str] = []
    if remittance is not None:
        # A text split over several elements was cut at a fixed width, not between words.
        found += below(remittance, "Ustrd")
        for name in ("Ref", "CdtrRef", "Nb", "AddtlRmtInf"):
            found += below(remittance, name)
    refs = child(part, "Refs")
    if refs is not None:
        for name in ("EndToEndId", "InstrId", "TxId", "MndtId", "ChqNb"):
            found += [text for text in below(refs, name) if given(text)]
    return [*found, *below(part, "AddtlTxInf")]
