"""The TARGET2 calendar, by its rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.core.bank_days import bank_days_after, easter_sunday, is_bank_day

DAYS = st.dates(date(2000, 1, 1), date(2098, 12, 31))
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    "easter",
    [
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2019, 4, 21),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
        date(2049, 4, 18),
        date(2076, 4, 19),
    ],
)
def test_easter_as_the_tables_have_it(easter: date) -> None:
    assert easter_sunday(easter.year) == easter


def test_the_closed_days_of_2026() -> None:
    closed = ["01-01", "04-03", "04-06", "05-01", "12-25", "12-26"]
    year = [date(2026, 1, 1) + n * ONE for n in range(365)]
    found = [f"{day:%m-%d}" for day in year if day.weekday() < 5 and not is_bank_day(day)]
    # The 26th of December is a Saturday in 2026.
    assert found == closed[:-1]


@given(DAYS, st.integers(0, 60))
def test_so_many_bank_days_lie_between_and_the_last_is_one(day: date, days: int) -> None:
    last = bank_days_after(day, days)
    between = [day + n * ONE for n in range(1, (last - day).days + 1)]
    assert sum(map(is_bank_day, between)) == days
    assert days == 0 or is_bank_day(last)
    assert last - day >= timedelta(days=days)


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_counting_on_is_counting_more(day: date, first: int, more: int) -> None:
    assert bank_days_after(bank_days_after(day, first), more) == bank_days_after(day, first + more)


@given(DAYS)
def test_no_week_without_a_bank_day(day: date) -> None:
    assert bank_days_after(day, 1) - day <= timedelta(days=6)
    assert not is_bank_day(day + timedelta(days=(5 - day.weekday()) % 7))
