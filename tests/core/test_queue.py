"""Relay and jobs: once each, in order, with leases and growing pauses."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from comptoir.core import events, jobs
from comptoir.core import relay as core_relay
from comptoir.core.actor import system
from comptoir.core.database import write
from comptoir.core.due import anything_due
from comptoir.core.events import Writing
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

    def note(event: Event) -> Writing:
        if event.kind == "bad":
            raise ValueError("no")
        return lambda: handed.append((event.kind, event.subject_id))

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

    monkeypatch.setattr(jobs, "kinds", lambda: {"work": jobs.JobKind(fail, "Work")})
    enqueue()
    assert jobs.work(now=NOW) == 1
    assert Job.objects.get().last_error == "OSError: disk on fire"


def fail_until_given_up(now: datetime) -> Outbox:
    for _ in range(core_relay.ATTEMPTS):
        assert relay(now=now) == 0
        row = Outbox.objects.get(event__kind="bad")
        now = row.not_before
    return row


def test_what_fails_for_long_is_given_up_and_steps_aside(seen: list[tuple[str, int]]) -> None:
    emit("bad", 1)
    emit("a", 1)
    row = fail_until_given_up(NOW)
    assert (row.state, row.attempts) == ("dead", core_relay.ATTEMPTS)
    assert row.not_before - NOW > timedelta(hours=3)
    assert seen == [], "while it is tried, its subject's others wait for it"
    assert relay(now=row.not_before) == 1
    assert seen == [("a", 1)]
    assert relay(now=row.not_before + timedelta(days=9)) == 0
    assert Outbox.objects.get().id == row.id


def test_a_worker_that_is_killed_over_and_over_by_a_job_gives_it_up() -> None:
    enqueue()
    now = NOW
    for _ in range(jobs.ATTEMPTS):
        assert len(jobs.claim(kind="work", now=now)) == 1
        now += jobs.LEASE + timedelta(seconds=1)
    assert jobs.claim(kind="work", now=now) == []
    job = Job.objects.get()
    assert (job.state, job.last_error) == ("dead", jobs.KILLED)


def test_a_worker_that_ends_gives_back_what_it_holds() -> None:
    enqueue()
    (mine,) = jobs.claim(kind="work", now=NOW)
    assert jobs.release(now=NOW) == 1
    assert jobs.renew(mine, now=NOW) is False
    (theirs,) = jobs.claim(kind="work", now=NOW)
    assert theirs.attempts == 0


def test_looking_for_work_takes_no_lock_and_sees_what_is_due(
    seen: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(batch: Sequence[Job], now: datetime) -> None: ...

    table = {"work": jobs.JobKind(nothing, "Work", lane=jobs.LONG)}
    monkeypatch.setattr(jobs, "kinds", lambda: table)

    def due(after: int) -> list[bool]:
        at = NOW + timedelta(seconds=after)
        with CaptureQueriesContext(connection) as asked:
            found = [anything_due(lane=lane, now=at) for lane in (jobs.QUICK, jobs.LONG)]
        # PostgreSQL's driver doesn't tell the text of what it has prepared.
        assert [(query["sql"] or "SELECT")[:6] for query in asked] == ["SELECT", "SELECT"]
        return found

    assert due(0) == [False, False]
    emit("a", 1, NOW + timedelta(seconds=8))
    assert due(7) == [False, False]
    assert due(8) == [True, False]
    relay(now=NOW + timedelta(seconds=8))
    enqueue(run_at=NOW + timedelta(seconds=20))
    assert due(19) == [False, False]
    assert due(20) == [False, True]
    jobs.claim(kind="work", now=NOW + timedelta(seconds=20))
    assert due(20) == [False, False]
    assert due(20 + int(jobs.LEASE.total_seconds()) + 1) == [False, True]


def test_a_fault_of_the_database_counts_as_nobodys_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("comptoir.core.events.reactions", lambda: {"a": (away,)})
    monkeypatch.setattr("comptoir.core.relay.reactions", lambda: {"a": (away,)})
    emit("a", 1)
    assert relay(now=NOW) == 0
    row = Outbox.objects.get()
    assert (row.attempts, row.not_before - NOW) == (0, timedelta(seconds=2))
    enqueue()
    (job,) = jobs.claim(kind="work", now=NOW)
    jobs._run(away, [job], NOW)
    job.refresh_from_db()
    assert (job.attempts, job.state, job.run_at - NOW) == (0, "waiting", timedelta(seconds=2))
