"""Days on which euro transfers between banks are settled: the TARGET2 calendar, by its rule."""

from datetime import date, timedelta
from functools import lru_cache

ONE = timedelta(days=1)
SATURDAY = 5


def is_bank_day(day: date) -> bool:
    """False at weekends and on the six days when banks don't settle."""
    return day.weekday() < SATURDAY and day not in _closed(day.year)


def bank_days_after(day: date, days: int) -> date:
    """The day on which so many bank days have come after that one; 0: the day itself."""
    while days > 0:
        day += ONE
        days -= is_bank_day(day)
    return day


@lru_cache(maxsize=64)
def _closed(year: int) -> frozenset[date]:
    easter = easter_sunday(year)
    return frozenset(
        {
            date(year, 1, 1),
            easter - 2 * ONE,  # Good Friday
            easter + ONE,  # Easter Monday
            date(year, 5, 1),
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


def easter_sunday(year: int) -> date:
    """Easter in the western churches (the Gregorian computus, as Meeus writes it)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, left = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_left = divmod(in_century, 4)
    weekday = (32 + 2 * left + 2 * leap_years - moon - year_left) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
