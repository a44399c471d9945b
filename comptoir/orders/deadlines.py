"""When an unpaid order is reminded of, and when it is cancelled: from what its payment method says."""

from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from comptoir.core.bank_days import ONE, bank_days_after
from comptoir.core.clock import day_in

BY_BANK_DAYS = frozenset({"bank_transfer"})
# Reminders come in the morning.
MORNING = time(9)


class Asks(Protocol):
    """As a PaymentMethod has it; None: never."""

    kind: str
    remind_days: int | None
    expire_days: int | None


def deadlines(
    asks: Asks, placed_at: datetime, zone: str
) -> tuple[datetime | None, datetime | None]:
    """(when to remind, when to cancel), in UTC. Days are counted in the shop's zone.

    The reminder comes in the morning of its day; the order is cancelled once its day is over.
    """
    placed = day_in(placed_at, zone)
    remind = expire = None
    if asks.remind_days is not None:
        remind = _moment(counted(asks.kind, placed, asks.remind_days), MORNING, zone)
    if asks.expire_days is not None:
        expire = _moment(counted(asks.kind, placed, asks.expire_days) + ONE, time.min, zone)
    return remind, expire


def counted(kind: str, day: date, days: int) -> date:
    """So many days after that one: bank days for transfers, calendar days for the rest."""
    if kind in BY_BANK_DAYS:
        return bank_days_after(day, days)
    return day + timedelta(days=days)


def _moment(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))
