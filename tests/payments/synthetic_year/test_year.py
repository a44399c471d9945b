"""The year is the same for the same seed, and its truth adds up."""

from collections import Counter, defaultdict

import pytest

from tests.payments.synthetic_year import Year, shares, year
from tests.payments.synthetic_year.cases import REFERENCE

pytestmark = pytest.mark.once
SEED, MANY = 1, 2000


@pytest.fixture(scope="module")
def made() -> Year:
    return year(SEED, MANY)


def test_same_seed_same_year(made: Year) -> None:
    again = year(SEED, MANY)
    assert again.orders == made.orders
    assert again.transfers == made.transfers
    assert year(SEED + 1, MANY).transfers != made.transfers


def test_as_many_of_each_kind_as_the_table_says(made: Year) -> None:
    kinds = Counter(transfer.kind for transfer in made.transfers)
    assert kinds == {kind: many for kind, many in shares.counts(MANY).items() if many}
    assert len(made.transfers) == MANY
    assert sum(shares.counts(10_000).values()) == 10_000


def test_numbers_and_references_are_like_the_shops(made: Year) -> None:
    numbers = [order.number for order in made.orders]
    assert numbers == [f"2025-{n:05}" for n in range(1, len(numbers) + 1)]
    assert made.orders == sorted(made.orders, key=lambda order: order.placed_at)
    references = {order.reference for order in made.orders}
    assert len(references) == len(numbers)
    assert all(len(one) == 10 and set(one) <= set(REFERENCE) for one in references)


def test_truth_adds_up_to_the_transfer(made: Year) -> None:
    for transfer in made.transfers:
        if transfer.kind in shares.STRANGE:
            assert transfer.truth == ()
        else:
            assert sum(part.amount for part in transfer.truth) == transfer.amount


def test_nothing_is_paid_before_it_is_ordered(made: Year) -> None:
    placed = {order.number: order.placed_at.date() for order in made.orders}
    for transfer in made.transfers:
        assert transfer.booked.year == 2025
        assert transfer.booked.weekday() < 5
        assert all(placed[part.number] <= transfer.booked for part in transfer.truth)


def test_orders_get_what_their_kind_says(made: Year) -> None:
    totals = {order.number: order.total for order in made.orders}
    came: defaultdict[str, int] = defaultdict(int)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for transfer in made.transfers:
        for part in transfer.truth:
            came[part.number] += part.amount
            kinds[part.number].add(transfer.kind)
    assert min(came.values()) >= 0
    assert len(came) < len(totals)  # some are never paid
    whole = {*shares.WRITTEN, shares.EXACT, "two or three orders", "one order in two parts"}
    for number, amount in came.items():
        if kinds[number] <= whole:
            assert amount == totals[number]
        if "paid twice" in kinds[number]:
            assert amount == 2 * totals[number]
        if "reversal" in kinds[number]:
            assert amount == 0
        if kinds[number] & set(shares.AMOUNTS):
            assert amount != totals[number]


def test_faults_are_faults(made: Year) -> None:
    orders = {order.number: order for order in made.orders}
    for transfer in made.transfers:
        text = transfer.text.upper()
        exact = any(
            orders[part.number].number in text or orders[part.number].reference in text
            for part in transfer.truth
        )
        if transfer.kind in {shares.EXACT, "exact number", "structured reference"}:
            assert exact
        if transfer.kind in {"swapped digits", "one wrong character", "name instead of reference"}:
            assert not exact


def test_same_amount_strangers_meet_an_order_in_waiting(made: Year) -> None:
    waiting = [one for one in made.transfers if one.kind == "amount of an open order"]
    assert waiting
    for stranger in waiting:
        assert any(
            order.total == stranger.amount and order.placed_at.date() < stranger.booked
            for order in made.orders
        )
