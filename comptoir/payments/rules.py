"""Decisions about payments, on plain values."""

from datetime import datetime, timedelta

# Pauses between questions about a payment that was begun and not ended; then nobody asks.
_PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=8),
    timedelta(hours=14),
    timedelta(days=1),
    timedelta(days=2),
    timedelta(days=4),
)


def next_ask(asked: int, now: datetime) -> datetime | None:
    """When the provider is asked again after so many times; None: it is left alone."""
    return now + _PAUSES[asked] if asked < len(_PAUSES) else None


# Banks may take two weeks over a refund, and providers pass that on.
_MORE = timedelta(days=2)
_MOST = 20


def next_refund_ask(asked: int, now: datetime) -> datetime | None:
    """When the provider is asked again about a refund on its way: for a month, then never."""
    return next_ask(asked, now) or (now + _MORE if asked < _MOST else None)


# Pauses between looks for money that was given back at the provider's own pages, from the day
# it came; PayPal allows a refund for 180 days.
_LOOKS = tuple(timedelta(days=days) for days in (1, 2, 4, 7, 14, 30, 60, 62))
LOOKED_FOR = timedelta(days=200)


def next_look(looked: int, now: datetime) -> datetime | None:
    """When a provider is asked for refunds of a payment after so many times; None: not any more."""
    return now + _LOOKS[looked] if looked < len(_LOOKS) else None


# Once a minute a run asks for at least so many looks, and for what works the waiting ones off in
# some hours: one shop's many must not keep the others' from their day.
FEWEST_LOOKS, _RUNS = 10, 60


def looks_at_once(waiting: int) -> int:
    """How many of the payments that wait for a look get it in one run."""
    return max(FEWEST_LOOKS, -(-waiting // _RUNS))


def may_take(*, amount: int, balance: int, cancelled: bool, in_trash: bool) -> bool:
    """True if money that a customer has approved is still wanted.

    What nobody owes any more is not taken: it would only have to go back.
    """
    return 0 < amount <= balance and not cancelled and not in_trash
