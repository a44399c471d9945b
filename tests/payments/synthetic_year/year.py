"""Putting a year together: orders, their payments, what comes back, and what is strange."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.payments.synthetic_year import backwards, shares, strange
from tests.payments.synthetic_year.cases import (
    FIRST_DAY,
    NEVER_PAID_IN_100,
    Case,
    Planner,
)
from tests.payments.synthetic_year.model import YEAR, Order, Part, Transfer, Year
from tests.payments.synthetic_year.paying import Slip, slip
from tests.payments.synthetic_year.people import customers, plain

FEES = (50, 150, 500, 750, 1000)
PLAIN_LETTERS, CAPITALS = 0.25, 0.1
BATCHED = 0.08


def year(seed: int, transfers: int = 10_000) -> Year:
    """The same year for the same seed: orders in order of number, transfers in order of booking."""
    random = Random(f"year {seed}")
    counts = shares.counts(transfers)
    planner = Planner(random, customers(seed, max(20, transfers * 6 // 10)))
    cases = planner.cases(counts)
    orders = _numbered([order for case in cases for order in case.orders] + _unpaid(planner, cases))
    found = [one for case in cases for one in _payments(random, case)]
    found += backwards.all_of(random, counts, cases, found)
    found += _strange(random, counts, cases, planner)
    return Year(seed, orders, _in_order(random, found))


def _unpaid(planner: Planner, cases: list[Case]) -> list[Order]:
    many = len(cases) * NEVER_PAID_IN_100 // 100
    last = (date(YEAR, 12, 31) - FIRST_DAY).days
    days = [FIRST_DAY + timedelta(days=planner.random.randint(0, last)) for _ in range(many)]
    return [planner.order(planner.customer_for(""), day) for day in days]


def _numbered(orders: list[Order]) -> list[Order]:
    orders = sorted(orders, key=lambda order: (order.placed_at, order.reference))
    for n, order in enumerate(orders, start=1):
        order.number = f"{YEAR}-{n:05}"
    return orders


def _payments(random: Random, case: Case) -> list[Transfer]:
    written = slip(random, case)
    if case.kind == "one order in two parts":
        order = case.orders[0]
        first = order.total * random.choice((30, 40, 50, 50, 50)) // 100
        amounts = (first, order.total - first)
        return [
            _transfer(case.kind, day, amount, written, (Part(order.number, amount),))
            for day, amount in zip(case.parts, amounts, strict=True)
        ]
    whole = sum(order.total for order in case.orders)
    amount = _amount(random, case.kind, whole)
    if len(case.orders) > 1:
        truth = tuple(Part(order.number, order.total) for order in case.orders)
    else:
        truth = (Part(case.orders[0].number, amount),)
    return [_transfer(case.kind, case.booked, amount, written, truth)]


def _amount(random: Random, kind: str, whole: int) -> int:
    if kind == "a cent short":
        return whole - random.choice((1, 1, 1, 2, 9))
    if kind == "a cent over":
        return whole + random.choice((1, 1, 1, 2, 9))
    if kind == "bank fee deducted":
        return whole - min(random.choice(FEES), whole // 2)
    if kind == "wrong amount":
        wrong = random.choice((whole // 10, whole - 490, whole * 2, whole // 100 * 100 + 100))
        return wrong if 0 < wrong != whole else whole + 1000
    return whole


def _transfer(
    kind: str, day: date, amount: int, written: Slip, truth: tuple[Part, ...]
) -> Transfer:
    return Transfer(
        id="",
        kind=kind,
        booked=day,
        amount=amount,
        name=written.name,
        iban=written.iban,
        text=written.text,
        truth=truth,
        end_to_end=written.end_to_end,
        structured=written.structured,
    )


def _strange(
    random: Random, counts: dict[str, int], cases: list[Case], planner: Planner
) -> list[Transfer]:
    found = [strange.plain(random, kind) for kind in strange.PLAIN for _ in range(counts[kind])]
    waiting = [case for case in cases if (case.booked - case.orders[-1].placed_at.date()).days > 4]
    totals = {order.total for case in cases for order in case.orders}

    def some(kind: str) -> list[Case]:
        return random.sample(waiting, counts[kind])

    found += [
        strange.same_amount(random, case, random.choice(planner.people).partner)
        for case in some("amount of an open order")
    ]
    found += [
        strange.foreign_document(random, case.orders[-1])
        for case in some("another's document with our number")
    ]
    found += [
        strange.something_else(random, case.orders[-1], totals)
        for case in some("customer pays something else")
    ]
    return found


def _in_order(random: Random, found: list[Transfer]) -> list[Transfer]:
    """By day, mixed within it; what each bank on the way did to the letters is done."""
    random.shuffle(found)
    found.sort(key=lambda transfer: transfer.booked)
    found = [
        replace(_passed_on(random, transfer), id=f"{YEAR}{at:08}")
        for at, transfer in enumerate(found, start=1)
    ]
    return _batched(random, found)


def _passed_on(random: Random, transfer: Transfer) -> Transfer:
    """Some senders' banks know no accents, some only capitals."""
    name, text = transfer.name, transfer.text
    luck = random.random()
    if luck < PLAIN_LETTERS:
        name, text = plain(name), plain(text)
    if luck < CAPITALS:
        name, text = name.upper(), text.upper()
    return replace(transfer, name=name[:70], text=text[:140])


def _batched(random: Random, found: list[Transfer]) -> list[Transfer]:
    """Now and then the bank books several credits of a day in one sum."""
    batch, left, day = "", 0, date.min
    result = []
    for transfer in found:
        if left == 0 or transfer.booked != day:
            starts = random.random() < BATCHED / 4
            batch = f"B{transfer.id}" if starts else ""
            left, day = (random.randint(2, 6) if starts else 1), transfer.booked
        left -= 1
        fits = batch and transfer.amount > 0 and not transfer.reversal
        result.append(replace(transfer, batch=batch) if fits else transfer)
    return result
