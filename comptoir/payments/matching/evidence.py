"""What speaks for one order being what a transfer pays."""

from dataclasses import dataclass
from datetime import timedelta

from comptoir.payments.matching.names import agreement, stands_in, words_of
from comptoir.payments.matching.pool import NEAR, Pool
from comptoir.payments.matching.reading import is_literal, number_of, written
from comptoir.payments.matching.values import Candidate, Transfer, Why

SURE = frozenset({Why.REFERENCE})
NUMBERS = frozenset({Why.NUMBER, Why.BARE_NUMBER})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One order, and how the transfer names it, whom it names, and how the amounts compare."""

    candidate: Candidate
    named: Why | None
    person: Why | None
    iban: bool
    balance: int
    difference: int  # transfer less balance

    @property
    def exact_amount(self) -> bool:
        return self.difference == 0 and self.balance > 0

    @property
    def same_person(self) -> bool:
        return self.person == Why.NAME or self.iban

    def reasons(self, transfer: Transfer) -> tuple[Why, ...]:
        """All that speaks for and against it, the strongest first."""
        why = [self.named] if self.named else []
        if self.exact_amount:
            why.append(Why.AMOUNT)
        elif self.balance <= 0:
            why.append(Why.ALREADY_PAID)
        else:
            why.append(Why.SHORT if self.difference < 0 else Why.OVER)
        why += [self.person] if self.person else []
        why += [Why.IBAN] if self.iban else []
        why += [Why.CANCELLED] if self.candidate.cancelled else []
        why += [Why.PLACED_LATER] if placed_later(self.candidate, transfer) else []
        return tuple(why)


def placed_later(candidate: Candidate, transfer: Transfer) -> bool:
    """The money came before the order: a day is left to zones and to banks' own calendars."""
    return candidate.placed_on > transfer.booked_on + timedelta(days=1)


def evidence(transfer: Transfer, pool: Pool) -> list[Evidence]:
    """Every order that the transfer gives a reason to think of, how each is named first."""
    text = written(transfer.text)
    named: dict[int, Why | None] = {}
    # What names an order only weakly counts where the amount is right as well.
    weak = [
        (pool.by_name(transfer, text), None),
        (pool.by_near_number(text, transfer.amount), Why.NEAR_NUMBER),
        (pool.by_last(text), Why.SHORT_NUMBER),
        (pool.by_near_reference(text, transfer.amount), Why.NEAR_REFERENCE),
    ]
    for hits, why in weak:
        named |= {one: why for one in hits if pool.close(one, transfer.amount)}
    ibans = pool.by_iban(transfer)
    named |= {one: named.get(one) for one in ibans}
    for one in pool.by_number(text):
        literal = is_literal(number_of(pool.all[one].number), text)
        named[one] = Why.NUMBER if literal else Why.BARE_NUMBER
    named |= dict.fromkeys(pool.by_reference(text), Why.REFERENCE)
    if any(why in SURE | NUMBERS for why in named.values()):
        # "2026-00042, 57": who names one in full may name the others by their ends.
        # Those that only the account tells of are named so too.
        named |= {one: named.get(one) or Why.SHORT_NUMBER for one in pool.by_last(text)}
    return [_evidence(transfer, pool, one, why, ibans) for one, why in named.items()]


def _evidence(
    transfer: Transfer, pool: Pool, order_id: int, named: Why | None, ibans: set[int]
) -> Evidence:
    one = pool.all[order_id]
    balance = pool.balance(one)
    return Evidence(
        candidate=one,
        named=named,
        person=_person(transfer, one),
        iban=order_id in ibans,
        balance=balance,
        difference=transfer.amount - balance,
    )


def _person(transfer: Transfer, one: Candidate) -> Why | None:
    """Whether who pays is who ordered; a bank that has no place for the name writes it in the text."""
    if stands_in(written(transfer.text).words, one.names):
        return Why.NAME
    if not words_of(transfer.name) or not any(words_of(name) for name in one.names):
        return None
    return (Why.OTHER_NAME, Why.PART_OF_NAME, Why.NAME)[agreement(transfer.name, one.names)]


def plausible(one: Evidence) -> bool:
    """Enough to be suggested to a person."""
    exact, close = one.exact_amount, abs(one.difference) <= NEAR
    if one.named in {Why.REFERENCE, Why.NUMBER}:
        return True
    if one.named == Why.BARE_NUMBER:
        return exact or close or one.same_person
    if one.named in {Why.SHORT_NUMBER, Why.NEAR_NUMBER, Why.NEAR_REFERENCE}:
        return (
            exact
            or (close and one.person in {Why.NAME, Why.PART_OF_NAME})
            or (one.named == Why.NEAR_REFERENCE and one.same_person)
        )
    return one.same_person and (exact or close)
