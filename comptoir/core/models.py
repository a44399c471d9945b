"""What every room shares: the history, the outbox, the queue, the counters."""

from django.db import models
from django.db.models import F, Q

from comptoir.core.trying import State


class Event(models.Model):
    """One entry of a history. Never changed, never deleted (anonymising overwrites names only)."""

    shop_id = models.BigIntegerField()
    subject_kind = models.TextField()
    subject_id = models.BigIntegerField()
    kind = models.TextField()
    actor_kind = models.TextField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField(default="")
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["shop_id", "subject_kind", "subject_id", "id"], name="event_of_subject"
            )
        ]


class Outbox(models.Model):
    """An event that somebody must still react to; gone once what it owes is written.

    One that was given up (dead) waits for a hand, and no longer holds up its subject's others.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="outbox")
    shop_id = models.BigIntegerField()
    subject_kind = models.TextField()
    subject_id = models.BigIntegerField()
    state = models.TextField(default=State.WAITING, choices=State.choices)
    not_before = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    last_error = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "dead"]), name="outbox_state_known"
            )
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"], name="outbox_due", condition=Q(state="waiting")
            ),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="outbox_of_subject"),
            models.Index(fields=["shop_id", "id"], name="outbox_of_shop"),
        ]


class Job(models.Model):
    """A piece of work for the worker, done at least once, retried with growing pauses."""

    State = State

    shop_id = models.BigIntegerField()
    kind = models.TextField()
    key = models.TextField(unique=True)
    payload = models.JSONField(default=dict)
    state = models.TextField(default=State.WAITING, choices=State.choices)
    run_at = models.DateTimeField()
    created_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.TextField(default="")
    last_error = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "dead"]), name="job_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | (Q(lease_until__isnull=False) & ~Q(lease_token="")),
                name="job_running_has_lease",
            ),
        ]
        indexes = [
            models.Index(
                F("kind"), F("run_at"), F("id"), name="job_due", condition=Q(state="waiting")
            ),
            models.Index(
                fields=["kind", "lease_until"], name="job_leased", condition=Q(state="running")
            ),
            models.Index(fields=["shop_id", "id"], name="job_of_shop"),
        ]


class Tally(models.Model):
    """How often something was done within a span of time, such as by one address in an hour."""

    key = models.TextField(unique=True)
    until = models.DateTimeField(db_index=True)
    times = models.IntegerField()


class Counter(models.Model):
    """The last number given in a series of a shop."""

    shop_id = models.BigIntegerField()
    series = models.TextField()
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop_id", "series"], name="counter_one_per_series")
        ]
