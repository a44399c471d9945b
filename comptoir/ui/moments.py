"""Dates and times as people say them: relative for today and yesterday, short else."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from html import escape

from babel.core import Locale
from babel.dates import format_date, format_skeleton, format_time
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from comptoir.core.clock import utc_now

STYLES = ("short", "long", "full")


def when(moment: datetime | date | None, style: str = "short") -> SafeString:
    """A <time> in the active zone and language, with the full date as its title."""
    if moment is None:
        return SafeString("")
    if style not in STYLES:
        raise ValueError(f"unknown style: {style}")
    today = timezone.localtime(utc_now()).date()
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    locale = _locale(get_language() or "en")
    full, words = escape(_full(local, locale)), escape(said(local, style, today, locale))
    return mark_safe(  # both are escaped
        f'<time class="when" datetime="{moment.isoformat()}" title="{full}">{words}</time>'
    )


def said(local: datetime | date, style: str, today: date, locale: Locale) -> str:
    """The words for that moment, seen from `today`; both in the reader's zone."""
    if style == "full":
        return _full(local, locale)
    day = local.date() if isinstance(local, datetime) else local
    word = _relative(day, today)
    clock = _clock(local, locale) if isinstance(local, datetime) else ""
    if style == "short":
        if word and day == today and clock:
            return clock
        return word or _short(day, today, locale)
    if word:
        return f"{word} {clock}".strip()
    return _full(local, locale)


def _relative(day: date, today: date) -> str:
    if day == today:
        return gettext("today")
    if day == today - timedelta(days=1):
        return gettext("yesterday")
    return ""


@lru_cache(maxsize=2048)
def _short(day: date, today: date, locale: Locale) -> str:
    # "12 Nov" while it can only be this year's; with the year once it could be mistaken.
    recent = day.year == today.year or timedelta(0) <= today - day < timedelta(days=300)
    return format_skeleton("MMMd" if recent else "yMMMd", day, locale=locale)


def _full(local: datetime | date, locale: Locale) -> str:
    if not isinstance(local, datetime):
        return _long(local, locale)
    return f"{_long(local.date(), locale)}, {_clock(local, locale)}"


@lru_cache(maxsize=2048)
def _long(day: date, locale: Locale) -> str:
    return format_date(day, "long", locale=locale)


def _clock(local: datetime, locale: Locale) -> str:
    return _hour_and_minute(local.hour, local.minute, locale)


@lru_cache(maxsize=2 * 24 * 60)
def _hour_and_minute(hour: int, minute: int, locale: Locale) -> str:
    return format_time(time(hour, minute), "short", locale=locale)


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    # English of the world, not of the United States: day before month, 24 hours.
    return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))
