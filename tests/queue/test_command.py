"""The operator's view of the queue: lists, exit codes, replay."""

import pytest
from click.testing import CliRunner, Result

from comptoir.core.clock import utc_now
from comptoir.core.models import Event, Job, Outbox
from comptoir.core.worker import once
from comptoir.operations.command import whole
from tests.factories import make_order, make_shop
from tests.mailing.server import Postbox
from tests.mailing.test_sending import note
from tests.queue.scene import REFUSED, fail_for_good, shop_with_a_refused_mail

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(whole(), ["queue", *arguments])


def lines(*arguments: str) -> list[list[str]]:
    return [line.split("\t") for line in run(*arguments).stdout.splitlines()]


def test_an_empty_queue() -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 waiting, 0 given up" in result.stderr
    assert run("--failed").exit_code == 0


def test_lists_of_one_shop_and_of_all(postbox: Postbox) -> None:
    shop_with_a_refused_mail(postbox, slug="lune")
    make_order(make_shop(slug="soleil"), now=utc_now())
    assert [(line[1], line[2], line[6]) for line in lines()] == [
        ("lune", "dead", "mail.send"),
        ("soleil", "waiting", "order.placed"),
    ]
    assert [line[1] for line in lines("--shop", "soleil")] == ["soleil"]
    failed = run("--failed")
    assert failed.exit_code == 1
    assert failed.stdout.rstrip().endswith("mail.send\trefused")
    assert run("--failed", "--shop", "soleil").exit_code == 0
    assert run("--shop", "nowhere").exit_code == 1


def test_one_is_tried_again(postbox: Postbox) -> None:
    shop_with_a_refused_mail(postbox)
    ((name, *_),) = lines("--failed")
    result = run("replay", name)
    assert (result.exit_code, result.stdout) == (0, "1 will be tried again\n")
    once(utc_now())
    assert len(postbox.received) == 2
    assert run("replay", name).exit_code == 1
    assert run("replay", "nonsense").exit_code == 1


def test_all_are_tried_again_also_those_of_no_shop(
    postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = shop_with_a_refused_mail(postbox)
    fail_for_good(shop, monkeypatch)
    note("anne@example.com")
    postbox.refused = dict(REFUSED)
    for _ in range(3):
        Job.objects.filter(state="waiting").update(run_at=utc_now())
        once(utc_now())
    postbox.refused = {}
    assert [line[1] for line in lines("--failed")].count("-") == 1
    assert run("replay", "all").stdout == "3 will be tried again\n"
    assert Event.objects.get(kind="shop.queue_tried_again").actor_kind == "system"
    while once(utc_now()):
        pass
    assert not Job.objects.exists()
    assert not Outbox.objects.exists()


def test_what_is_being_done_is_left_alone(postbox: Postbox) -> None:
    shop_with_a_refused_mail(postbox)
    Job.objects.update(state="running", lease_until=utc_now(), lease_token="x")
    result = run("replay", f"j{Job.objects.get().id}")
    assert result.exit_code == 1
    assert Job.objects.get().state == "running"
