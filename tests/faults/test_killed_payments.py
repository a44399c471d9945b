"""kill -9 anywhere between a provider and our commit: no payment lost, none booked twice.

A real worker dies at a named point; another one ends the work.
"""

import json
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.models import Job
from comptoir.orders.models import Payment
from comptoir.payments.actions.request_refund import request_refund
from comptoir.payments.models import PaymentAttempt, ProviderNotice
from tests.faults.test_killed_worker import ROOT, leases_run_out, until, worker
from tests.payments.paypal.stand_in import PayPal
from tests.payments.scene import Scene, scene
from tests.payments.stripe.stand_in import Stripe

pytestmark = pytest.mark.django_db(transaction=True)

JOBS, CORE = "comptoir.payments.jobs", "comptoir.core.jobs"
NOTICE, PAYPAL = "comptoir.payments.notices.handle", "comptoir.payments.providers.paypal.provider"
FACTS = "comptoir.payments.actions.note_facts"
ASKING = "comptoir.payments.asking"
REFUNDS = "comptoir.payments.refund_jobs"
TAKEN = [
    pytest.param(JOBS, "handle", "before", id="notice claimed"),
    pytest.param(JOBS, "handle", "after", id="notice handled, not committed"),
    pytest.param(JOBS, "_handle", "after", id="notice committed"),
    pytest.param(JOBS, "_prove", "before", id="before it is proven"),
    pytest.param(JOBS, "prove_notice", "after", id="proven, job still there"),
    pytest.param(ASKING, "_facts", "before", id="before the money is taken"),
    pytest.param(ASKING, "_facts", "after", id="money taken, nothing written"),
    pytest.param(FACTS, "book_payment", "after", id="booked, not committed"),
    pytest.param(ASKING, "note_facts", "after", id="committed, job still there"),
]
GIVEN_BACK = [
    pytest.param(REFUNDS, "_asked", "before", id="before the provider is asked"),
    pytest.param(REFUNDS, "_asked", "after", id="money gone back, nothing written"),
    pytest.param(REFUNDS, "note_refund", "after", id="written, not committed"),
]


@pytest.fixture
def outside(environment: dict[str, str], settings: Any) -> dict[str, str]:
    """The surroundings of a worker that speaks with the stand-ins."""
    return environment | {
        "DJANGO_SETTINGS_MODULE": "tests.payments.settings",
        "STAND_INS": json.dumps(settings.COMPTOIR_STAND_INS),
        "COMPTOIR_ENCRYPTION_KEY": settings.COMPTOIR_ENCRYPTION_KEY,
    }


def die(surroundings: dict[str, str], *point: str) -> None:
    command = [sys.executable, "-m", "tests.faults.dying_worker", *point, "1"]
    died = subprocess.run(command, env=surroundings, cwd=ROOT, timeout=120, check=False)
    assert died.returncode == -signal.SIGKILL
    leases_run_out()


def end_the_work(surroundings: dict[str, str]) -> None:
    with worker(surroundings):
        until(lambda: not Job.objects.exists())


def told(found: Scene, paypal: PayPal, event: dict[str, Any]) -> None:
    body = json.dumps(event).encode()
    answer = Client().post(
        found.hook, body, content_type="application/json", headers=paypal.signed(body)
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(("module", "name", "when"), TAKEN)
def test_money_is_taken_once_and_booked_once(
    paypal: PayPal, outside: dict[str, str], module: str, name: str, when: str
) -> None:
    """The customer approves at PayPal and never comes back; all is left to the worker."""
    found = scene("paypal")
    attempt = found.start()
    told(found, paypal, paypal.approve(attempt.reference))
    die(outside, module, name, when)
    end_the_work(outside)
    assert found.seen() == ("paid", [("payment", found.order.total)])
    assert len(paypal.captures) == 1
    assert set(ProviderNotice.objects.values_list("state", flat=True)) == {"handled"}


@pytest.mark.parametrize(("module", "name", "when"), GIVEN_BACK)
@pytest.mark.parametrize("provider", ["stripe", "paypal"])
def test_money_goes_back_once(
    stripe: Stripe,
    paypal: PayPal,
    outside: dict[str, str],
    provider: str,
    module: str,
    name: str,
    when: str,
) -> None:
    found = paid(provider, stripe, paypal, outside)
    payment = Payment.objects.get(order=found.order)
    request_refund(
        shop_id=found.shop.id,
        order_id=found.order.id,
        payment_id=payment.id,
        amount=700,
        actor=found.staff,
        now=utc_now(),
    )
    die(outside, module, name, when)
    end_the_work(outside)
    assert found.seen() == (
        "partly_refunded",
        [("payment", found.order.total), ("refund", 700)],
    )
    assert not Payment.objects.filter(pending=True).exists()
    assert len(stripe.refunds if provider == "stripe" else paypal.refunds) == 1


def paid(provider: str, stripe: Stripe, paypal: PayPal, outside: dict[str, str]) -> Scene:
    """An order that was paid; neither return nor notice came, the worker asked."""
    found = scene(provider)
    attempt = found.start()
    if provider == "stripe":
        stripe.pay(attempt.reference)
    else:
        paypal.approve(attempt.reference)
    with write():
        PaymentAttempt.objects.update(ask_at=utc_now() - timedelta(seconds=1))
    with worker(outside):
        until(lambda: found.seen()[0] == "paid")
    leases_run_out()
    assert found.seen() == ("paid", [("payment", found.order.total)])
    with write():
        Job.objects.all().delete()
    return found


def test_the_stand_ins_are_never_those_of_a_real_site() -> None:
    """Nothing but tests names other addresses than the providers' own."""
    text = (Path(ROOT) / "comptoir/config/environment.py").read_text(encoding="utf-8")
    assert "STAND_INS" not in text
