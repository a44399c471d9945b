"""The only place that asks for the time; everything below gets it as `now`."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone


def utc_now() -> datetime:
    return timezone.now()


def zone(name: str) -> tzinfo:
    return ZoneInfo(name)


def day_in(moment: datetime, zone_name: str) -> date:
    """The calendar day of that moment in a zone such as "Europe/Paris"."""
    return moment.astimezone(ZoneInfo(zone_name)).date()


def month_in(moment: datetime, zone_name: str) -> str:
    """The calendar month, "2026-11", of that moment in the zone."""
    return moment.astimezone(ZoneInfo(zone_name)).strftime("%Y-%m")
