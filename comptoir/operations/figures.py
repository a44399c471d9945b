"""Figures for monitoring, read from the database at the moment they are asked for."""

from datetime import datetime

from django.db.models import Count, Min
from prometheus_client import CollectorRegistry, Gauge

from comptoir import __version__
from comptoir.core.models import Job, Outbox


def registry(now: datetime) -> CollectorRegistry:
    """What waits, and for how long; these tables hold only what is still owed, so they are short."""
    figures = CollectorRegistry()
    version = Gauge("comptoir_info", "The running version.", ["version"], registry=figures)
    version.labels(version=__version__).set(1)
    _events(figures, now)
    jobs = Gauge("comptoir_jobs", "Jobs in the queue.", ["kind", "state"], registry=figures)
    found = Job.objects.values_list("kind", "state").annotate(Count("id")).order_by()
    for kind, state, count in found:
        jobs.labels(kind=kind, state=state).set(count)
    return figures


def _events(figures: CollectorRegistry, now: datetime) -> None:
    waiting = Outbox.objects.aggregate(count=Count("id"), oldest=Min("not_before"))
    Gauge(
        "comptoir_events_waiting", "Events that something must still react to.", registry=figures
    ).set(waiting["count"])
    late = (now - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0
    Gauge(
        "comptoir_events_late_seconds",
        "How long the oldest of them has been due.",
        registry=figures,
    ).set(max(late, 0))
