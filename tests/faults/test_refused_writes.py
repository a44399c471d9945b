"""A read-only database and a lock held by another program: told or waited for, nothing lost."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from comptoir.core.relay import relay
from comptoir.mailing.models import Message
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.models import Order
from tests.factories import NOW, make_order, member_of
from tests.storefront.scene import Customer, Scene, customer_of, make_scene

pytestmark = pytest.mark.django_db(transaction=True)
# Held by a process of its own: `python -c … DATABASE SECONDS`; it says when it has the lock.
HOLD_SQLITE = """
import sqlite3, sys, time
line = sqlite3.connect(sys.argv[1], isolation_level=None)
line.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
line.execute("ROLLBACK")
"""
HOLD_POSTGRESQL = """
import psycopg, sys, time
with psycopg.connect(sys.argv[1]) as line:
    line.execute("SELECT * FROM orders_order FOR UPDATE")
    line.execute("SELECT * FROM baskets_basket FOR UPDATE")
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""
HELD = 10.0


@contextmanager
def read_only() -> Iterator[None]:
    """The database takes no writes, on this thread's connection."""
    sqlite = connection.vendor == "sqlite"
    on = "PRAGMA query_only = ON" if sqlite else "SET default_transaction_read_only TO on"
    off = "PRAGMA query_only = OFF" if sqlite else "SET default_transaction_read_only TO off"
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def anne(scene: Scene) -> Customer:
    found = customer_of(scene)
    found.client = Client(raise_request_exception=False, headers={"Accept-Language": "fr"})
    return found


def test_a_read_only_database_is_told_and_the_basket_kept(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    anne.check_out(scene)
    form = anne.review_form()
    with read_only():
        for said in (anne.confirm(form), anne.add(scene.blue), anne.check_out(scene)):
            assert (said.status_code, said["Retry-After"]) == (503, "10")
            assert "Un instant" in said.content.decode()
        assert anne.get("p/tasse-lune/").status_code == 200
        assert "Bol à œufs" in anne.get("basket/").content.decode()
    assert not Order.objects.exists()
    assert anne.confirm(form).status_code == 302
    assert Order.objects.get().items == 1


@contextmanager
def held(seconds: float) -> Iterator[None]:
    """Another process holds the write lock, or the rows, for so long."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        program, where = HOLD_SQLITE, str(found["NAME"])
    else:
        program = HOLD_POSTGRESQL
        where = f"host={found['HOST']} user={found['USER']} dbname={found['NAME']}"
    command = [sys.executable, "-c", program, where, str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield


def test_a_lock_of_ten_seconds_is_waited_for(scene: Scene, anne: Customer) -> None:
    standing = make_order(
        scene.shop, scene.white, delivery=scene.dhl, payment=scene.transfer, now=NOW
    )
    anne.add(scene.bowl)
    anne.check_out(scene)
    form = anne.review_form()

    def closed(work: Any) -> Any:
        try:
            return work()
        finally:
            connection.close()

    def pay() -> Any:
        return mark_paid(
            shop_id=scene.shop.id, order_id=standing.id, actor=member_of(scene.shop), now=NOW
        )

    began = time.monotonic()
    with held(HELD), ThreadPoolExecutor(3) as pool:
        works = (lambda: anne.confirm(form), pay, lambda: relay(now=NOW))
        pressed, paid, relayed = (pool.submit(closed, work) for work in works)
        # What needs no lock does not wait.
        assert anne.get("p/tasse-lune/").status_code == 200
        assert time.monotonic() - began < HELD
        assert pressed.result().status_code == 302
        assert paid.result().kind == "order.paid"
        assert relayed.result() >= 1
    assert time.monotonic() - began >= HELD
    assert Order.objects.count() == 2
    relay(now=NOW)
    assert Message.objects.filter(order=standing, kind="confirmation").count() == 1


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL waits for as long as it takes"
)
def test_a_lock_that_outlasts_patience_is_told(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    anne.check_out(scene)
    form = anne.review_form()
    with held(1.0):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 200")
        try:
            said = anne.confirm(form)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 20000")
    assert (said.status_code, said["Retry-After"]) == (503, "10")
    assert anne.confirm(form).status_code == 302
    assert Order.objects.count() == 1
