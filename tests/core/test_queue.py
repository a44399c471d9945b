"""Relay and jobs: once each, in order, with leases and growing pauses."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from comptoir.core import events, jobs
from comptoir.core.actor import system
from comptoir.core.database import write
from comptoir.core.models import Event, Job, Outbox
from comptoir.core.relay import relay
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def emit(kind: str, subject: int, not_before: datetime | None = None) -> Event:
    with write():
        return events.record(
            shop_id=1,
            subject=("order", subject),
            kind=kind,
            actor=system(1),
            at=NOW,
            not_before=not_before,
        )


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Events handed over, in order; the kind "bad" makes its reaction fail."""
    handed: list[tuple[str, int]] = []

    def note(event: Event) -> None:
        if event.kind == "bad":
            raise ValueError("no")
        handed.append((event.kind, event.subject_id))

    table = dict.fromkeys(("a", "b", "bad"), (note,))
    monkeypatch.setattr("comptoir.core.events.reactions", lambda: table)
    monkeypatch.setattr("comptoir.core.relay.reactions", lambda: table)
    return handed


def test_an_event_nobody_reacts_to_owes_nothing(seen: list[tuple[str, int]]) -> None:
    emit("silent", 1)
    assert not Outbox.objects.exists()


def test_events_outside_a_transaction_are_refused() -> None:
    with pytest.raises(RuntimeError):
        events.record(shop_id=1, subject=("order", 1), kind="a", actor=system(1), at=NOW)


def test_in_order_within_a_subject_and_not_before_its_time(seen: list[tuple[str, int]]) -> None:
    emit("a", 1, NOW + timedelta(seconds=8))
    emit("b", 1)
    emit("a", 2)
    relay(now=NOW)
    assert seen == [("a", 2)]
    relay(now=NOW + timedelta(seconds=9))
    relay(now=NOW + timedelta(seconds=9))
    assert seen == [("a", 2), ("a", 1), ("b", 1)]
    assert not Outbox.objects.exists()


def test_a_failing_reaction_waits_and_stops_no_other(seen: list[tuple[str, int]]) -> None:
    emit("bad", 1)
    emit("a", 2)
    assert relay(now=NOW) == 1
    row = Outbox.objects.get()
    assert (row.attempts, row.last_error) == (1, "ValueError: no")
    assert row.not_before > NOW
    assert seen == [("a", 2)]


def enqueue(key: str = "k", run_at: datetime | None = None) -> None:
    with write():
        jobs.enqueue(shop_id=1, kind="work", key=key, payload={}, now=NOW, run_at=run_at)


def test_one_key_is_one_job() -> None:
    enqueue()
    enqueue()
    assert Job.objects.count() == 1


def test_a_claimed_job_is_nobody_elses_until_its_lease_ends() -> None:
    enqueue()
    mine = jobs.claim(kind="work", now=NOW)
    assert jobs.claim(kind="work", now=NOW) == []
    later = NOW + jobs.LEASE + timedelta(seconds=1)
    theirs = jobs.claim(kind="work", now=later)
    assert [job.id for job in theirs] == [job.id for job in mine]
    with write():
        assert jobs.complete(mine[0]) is False
        assert jobs.complete(theirs[0]) is True
    assert not Job.objects.exists()


def test_retries_pause_longer_and_longer_then_wait_for_a_hand() -> None:
    enqueue()
    now, pauses = NOW, []
    for _ in range(jobs.ATTEMPTS):
        (job,) = jobs.claim(kind="work", now=now)
        state = jobs.retry(job, reason="server away", now=now)
        job.refresh_from_db()
        pauses.append(job.run_at - now)
        now = job.run_at
    assert pauses == sorted(pauses)
    assert (state, job.last_error) == (Job.State.DEAD, "server away")
    assert jobs.claim(kind="work", now=now + timedelta(days=9)) == []
    assert jobs.replay(job_id=job.id, now=now)
    assert len(jobs.claim(kind="work", now=now)) == 1


def test_what_a_handler_did_not_foresee_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(batch: Sequence[Job], now: datetime) -> None:
        raise OSError("disk on fire")

    monkeypatch.setattr(jobs, "handlers", lambda: {"work": fail})
    enqueue()
    assert jobs.work(now=NOW) == 1
    assert Job.objects.get().last_error == "OSError: disk on fire"
