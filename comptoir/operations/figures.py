"""Figures for monitoring, read from the database at the moment they are asked for."""

from datetime import datetime

from django.db.models import Count, Min
from prometheus_client import CollectorRegistry, Gauge

from comptoir import __version__
from comptoir.core.models import Job, Outbox
from comptoir.core.trying import State


def registry(now: datetime) -> CollectorRegistry:
    """What waits, and for how long; these tables hold only what is still owed, so they are short."""
    figures = CollectorRegistry()
    version = Gauge("comptoir_info", "The running version.", ["version"], registry=figures)
    version.labels(version=__version__).set(1)
    _events(figures, now)
    _jobs(figures, now)
    return figures


def _events(figures: CollectorRegistry, now: datetime) -> None:
    waiting = Outbox.objects.filter(state=State.WAITING).aggregate(
        count=Count("id"), oldest=Min("not_before")
    )
    _gauge(figures, "comptoir_events_waiting", "Events that something must still react to.").set(
        waiting["count"]
    )
    _gauge(
        figures, "comptoir_events_late_seconds", "How long the oldest of them has been due."
    ).set(_late(waiting["oldest"], now))
    _gauge(
        figures, "comptoir_events_given_up", "Events that could not be handled; see the queue."
    ).set(Outbox.objects.filter(state=State.DEAD).count())


def _jobs(figures: CollectorRegistry, now: datetime) -> None:
    jobs = Gauge("comptoir_jobs", "Jobs in the queue.", ["kind", "state"], registry=figures)
    late = Gauge(
        "comptoir_jobs_late_seconds",
        "How long the oldest waiting job of the kind has been due.",
        ["kind"],
        registry=figures,
    )
    found = Job.objects.values_list("kind", "state").annotate(Count("id"), Min("run_at")).order_by()
    for kind, state, count, oldest in found:
        jobs.labels(kind=kind, state=state).set(count)
        if state == State.WAITING:
            late.labels(kind=kind).set(_late(oldest, now))


def _gauge(figures: CollectorRegistry, name: str, meaning: str) -> Gauge:
    return Gauge(name, meaning, registry=figures)


def _late(due: datetime | None, now: datetime) -> float:
    return max((now - due).total_seconds(), 0) if due else 0
