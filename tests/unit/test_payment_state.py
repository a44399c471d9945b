"""The payment axis, row by row and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.orders.rules import PAYMENT_TABLE, payment_state

pytestmark = pytest.mark.once

ROWS = [
    # total, received, refunded, state
    (4890, 0, 0, "unpaid"),
    (0, 0, 0, "paid"),
    (4890, 1, 0, "partly_paid"),
    (4890, 4889, 0, "partly_paid"),
    (4890, 4890, 0, "paid"),
    (4890, 4891, 0, "overpaid"),
    (0, 100, 0, "overpaid"),
    (4890, 4890, 1, "partly_refunded"),
    (4890, 4890, 4890, "refunded"),
    (4890, 1000, 1000, "refunded"),
    (4890, 1000, 400, "partly_refunded"),
    (4890, 5000, 110, "paid"),
    (4890, 5000, 10, "overpaid"),
    (0, 100, 100, "refunded"),
]


@pytest.mark.parametrize(("total", "received", "refunded", "state"), ROWS)
def test_each_row(total: int, received: int, refunded: int, state: str) -> None:
    assert payment_state(total, received, refunded) == state


amounts = st.integers(min_value=0, max_value=10**12)


@given(amounts, amounts, amounts)
def test_every_possible_sum_has_a_state(total: int, received: int, part: int) -> None:
    refunded = min(received, part)
    state = payment_state(total, received, refunded)
    assert (state == "refunded") == (refunded > 0 and received == refunded)
    if state == "paid":
        assert received - refunded == total
    if state == "overpaid":
        assert received - refunded > total


def test_the_table_has_no_row_for_money_back_that_never_came() -> None:
    assert (True, False, -1) not in PAYMENT_TABLE
