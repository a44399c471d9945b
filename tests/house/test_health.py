"""What machines ask: is it well, and how much is there."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from prometheus_client import generate_latest
from pytest_django.fixtures import Settings

from comptoir.core.models import Event, Job, Outbox
from comptoir.operations.figures import registry


@pytest.mark.django_db
def test_health_is_fine(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_health_says_that_the_database_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", gone)
    assert client.get("/healthz").status_code == 503


@pytest.mark.django_db
def test_metrics_do_not_exist_without_a_token(client: Client) -> None:
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_metrics_want_their_token(client: Client, settings: Settings) -> None:
    settings.COMPTOIR_METRICS_TOKEN = "sésame"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer no"}).status_code == 404
    answer = client.get("/metrics", headers={"Authorization": "Bearer sésame"})
    assert answer.status_code == 200
    assert b"comptoir_info" in answer.content


@pytest.mark.django_db
def test_figures_say_what_is_owed(unguarded: None) -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    event = Event.objects.create(
        shop_id=1,
        subject_kind="order",
        subject_id=1,
        kind="order.paid",
        actor_kind="system",
        at=now,
    )
    Outbox.objects.create(
        event=event,
        shop_id=1,
        subject_kind="order",
        subject_id=1,
        not_before=now - timedelta(seconds=90),
    )
    Job.objects.create(shop_id=1, kind="mail", key="a", run_at=now, created_at=now)
    Job.objects.create(
        shop_id=1, kind="mail", key="b", run_at=now, created_at=now, state=Job.State.DEAD
    )
    text = generate_latest(registry(now + timedelta(seconds=7))).decode()
    assert "comptoir_events_waiting 1.0" in text
    assert "comptoir_events_given_up 0.0" in text
    assert 'comptoir_jobs{kind="mail",state="dead"} 1.0' in text
    assert 'comptoir_jobs_late_seconds{kind="mail"} 7.0' in text
    assert "comptoir_events_late_seconds 97.0" in text
    assert 'comptoir_jobs{kind="mail",state="waiting"} 1.0' in text


@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy(client: Client) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
