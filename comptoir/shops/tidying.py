"""What the worker does for sign-ins now and then."""

from datetime import datetime

from django.contrib.sessions.models import Session

from comptoir.core.database import write

HOURLY = 3600


def forget_ended_sessions(now: datetime) -> None:
    """Sessions that have ended are gone, with whatever was kept in them."""
    ended = Session.objects.filter(expire_date__lt=now)
    if ended.exists():
        with write():
            ended.delete()
