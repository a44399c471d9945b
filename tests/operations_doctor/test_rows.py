"""Each check of rows finds what is broken, and nothing in a shop where all is well."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from comptoir.core.models import Counter, Event, Job, Outbox
from comptoir.operations.doctor.checks import ROWS
from comptoir.orders.models import MonthFigure, Order, OrderSearch, Payment
from comptoir.shops.models import Shop
from tests.factories import make_order, make_shop
from tests.operations_doctor.scene import Scene, found, lived_shop

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def without_rules(table: str, constraint: str) -> None:
    """The database no longer refuses what the constraint would."""
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints=ON")
    else:
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")


def order_sums(scene: Scene) -> None:
    sql(
        "UPDATE orders_orderline SET net = net + 1, gross = gross + 1 WHERE order_id = %s "
        "AND position = 1",
        scene.plain.id,
    )


def pieces(scene: Scene) -> None:
    sql("UPDATE orders_order SET items = 7 WHERE id = %s", scene.plain.id)


def no_lines(scene: Scene) -> None:
    sql("DELETE FROM orders_parcelline")
    sql("DELETE FROM orders_orderline WHERE order_id = %s", scene.paid.id)


def tax_sums(scene: Scene) -> None:
    without_rules("orders_order", "order_total_adds_up")
    sql("UPDATE orders_order SET tax = tax + 1 WHERE id = %s", scene.plain.id)


def payment_states(scene: Scene) -> None:
    sql("UPDATE orders_order SET payment_state = 'paid' WHERE id = %s", scene.plain.id)


def payment_sums(scene: Scene) -> None:
    sql("UPDATE orders_payment SET amount = amount - 1 WHERE order_id = %s", scene.paid.id)


def lost_payment(scene: Scene) -> None:
    sql("DELETE FROM orders_payment WHERE order_id = %s", scene.paid.id)


def online_lost(scene: Scene) -> None:
    sql("UPDATE orders_payment SET reference = 'pi_2' WHERE order_id = %s", scene.online.id)


def online_voided(scene: Scene) -> None:
    sql("UPDATE orders_payment SET voided_at = created_at WHERE order_id = %s", scene.online.id)


def refund_left(scene: Scene) -> None:
    give_back(scene, 1, pending=True)


def refund_above(scene: Scene) -> None:
    give_back(scene, scene.online.total + 1, pending=False)


def give_back(scene: Scene, amount: int, *, pending: bool) -> None:
    paid = Payment.objects.get(order=scene.online)
    Payment.objects.create(
        shop=scene.shop,
        order=scene.online,
        kind="refund",
        of=paid,
        amount=amount,
        provider=paid.provider,
        reference="re_1",
        received_on=paid.received_on,
        created_at=paid.created_at,
        pending=pending,
    )


def notice_left(scene: Scene) -> None:
    sql("UPDATE payments_providernotice SET state = 'early'")


def bank_line_open(scene: Scene) -> None:
    sql("UPDATE payments_bankline SET state = 'open'")


def bank_booking_gone(scene: Scene) -> None:
    sql("DELETE FROM payments_linebooking")


def bank_line_less(scene: Scene) -> None:
    sql("UPDATE payments_bankline SET amount = amount - 1")


def bank_payment_other(scene: Scene) -> None:
    sql("UPDATE orders_payment SET amount = amount - 1 WHERE order_id = %s", scene.bank.id)


def stock_ledger(scene: Scene) -> None:
    sql("UPDATE catalog_variant SET stock = stock + 1 WHERE id = %s", scene.variant.id)


def stock_held(scene: Scene) -> None:
    sql(
        "UPDATE orders_orderline SET stock_held = 1 WHERE order_id = %s AND kind = 'goods'",
        scene.plain.id,
    )


def stock_held_unknown(scene: Scene) -> None:
    sql(
        "UPDATE orders_orderline SET stock_held = 1 WHERE order_id = %s AND kind = 'goods'",
        scene.cancelled.id,
    )


def gap(scene: Scene) -> None:
    sql("UPDATE orders_order SET number = 'elsewhere' WHERE id = %s", scene.plain.id)


def tombstone(scene: Scene) -> None:
    sql("DELETE FROM orders_tombstone")


def counter_behind(scene: Scene) -> None:
    Counter.objects.filter(shop_id=scene.shop.id).update(value=3)


def not_cancelled(scene: Scene) -> None:
    sql("UPDATE orders_order SET cancelled_at = NULL WHERE id = %s", scene.cancelled.id)


def cancelled_silently(scene: Scene) -> None:
    sql("UPDATE orders_order SET cancelled_at = placed_at WHERE id = %s", scene.plain.id)


def event_gone(scene: Scene) -> None:
    sql("DELETE FROM core_event WHERE subject_id = %s AND kind = 'order.paid'", scene.paid.id)


def placed_twice(scene: Scene) -> None:
    event = Event.objects.get(subject_id=scene.plain.id, kind="order.placed")
    event.pk = None
    event.save()


def handling(scene: Scene) -> None:
    sql("UPDATE orders_order SET handling = 'open' WHERE id = %s", scene.paid.id)


def undoes_another(scene: Scene) -> None:
    Event.objects.filter(kind="order.undone").update(
        undoes=Event.objects.get(subject_id=scene.paid.id, kind="order.archived")
    )


def undoes_nothing(scene: Scene) -> None:
    Event.objects.filter(kind="order.undone").update(undoes=None)


def search_row(scene: Scene) -> None:
    sql("DELETE FROM orders_ordersearch WHERE order_id = %s", scene.plain.id)


def search_words(scene: Scene) -> None:
    sql("UPDATE orders_order SET name = 'Zoé Žižková' WHERE id = %s", scene.plain.id)


def figures(scene: Scene) -> None:
    MonthFigure.objects.filter(shop=scene.shop).update(total=1)


def figures_gone(scene: Scene) -> None:
    MonthFigure.objects.filter(shop=scene.shop).delete()


def no_confirmation(scene: Scene) -> None:
    remove_mail(scene.plain, "confirmation")


def no_notice(scene: Scene) -> None:
    remove_mail(scene.plain, "notice")


def remove_mail(order: Order, kind: str) -> None:
    sql(
        "DELETE FROM mailing_messagebody WHERE message_id IN (SELECT id FROM mailing_message "
        "WHERE order_id = %s AND kind = %s)",
        order.id,
        kind,
    )
    sql(
        "DELETE FROM core_job WHERE key IN (SELECT 'mail:' || CAST(id AS TEXT) FROM "
        "mailing_message WHERE order_id = %s AND kind = %s)",
        order.id,
        kind,
    )
    sql("DELETE FROM mailing_message WHERE order_id = %s AND kind = %s", order.id, kind)


def mail_without_job(scene: Scene) -> None:
    sql("DELETE FROM core_job WHERE kind = 'mail.send' AND id = (SELECT MAX(id) FROM core_job)")


def other_shop(scene: Scene) -> None:
    stranger = make_shop()
    sql("UPDATE orders_payment SET shop_id = %s WHERE order_id = %s", stranger.id, scene.paid.id)


def event_of_other_shop(scene: Scene) -> None:
    stranger = make_shop()
    sql(
        "UPDATE core_event SET shop_id = %s WHERE subject_kind = 'order' AND subject_id = %s "
        "AND kind = 'order.archived'",
        stranger.id,
        scene.paid.id,
    )


def late_event(scene: Scene) -> None:
    make_order(scene.shop)


def failing_event(scene: Scene) -> None:
    make_order(scene.shop, now=scene.plain.placed_at)
    Outbox.objects.update(attempts=4, last_error="TypeError: none", not_before="2030-01-01T00:00Z")


def dead_event(scene: Scene) -> None:
    make_order(scene.shop)
    Outbox.objects.update(state="dead", not_before="2030-01-01T00:00Z")


def late_job(scene: Scene) -> None:
    Job.objects.update(run_at="2020-01-01T00:00Z")


def stuck_job(scene: Scene) -> None:
    Job.objects.update(state="running", lease_until="2020-01-01T00:00Z", lease_token="x")


def dead_job(scene: Scene) -> None:
    job = Job.objects.latest("id")
    job.state, job.last_error = Job.State.DEAD, "550 no such user"
    job.save()


def missing_file(scene: Scene) -> None:
    sql("UPDATE shops_shop SET logo = 'logos/gone.png' WHERE id = %s", scene.shop.id)


BREAKS: list[tuple[str, Callable[[Scene], None]]] = [
    ("order-sums", order_sums),
    ("order-sums", pieces),
    ("order-sums", no_lines),
    ("tax-sums", tax_sums),
    ("payment-states", payment_states),
    ("payment-sums", payment_sums),
    ("payment-sums", lost_payment),
    ("order-events", lost_payment),
    ("online-payments", online_lost),
    ("online-payments", online_voided),
    ("online-refunds", refund_left),
    ("online-refunds", refund_above),
    ("online-notices", notice_left),
    ("bank-lines", bank_line_open),
    ("bank-lines", bank_booking_gone),
    ("bank-lines", bank_line_less),
    ("bank-lines", bank_payment_other),
    ("stock-ledger", stock_ledger),
    ("stock-held", stock_held),
    ("stock-held", stock_held_unknown),
    ("number-gaps", gap),
    ("number-gaps", tombstone),
    ("number-gaps", counter_behind),
    ("order-events", not_cancelled),
    ("order-events", cancelled_silently),
    ("order-events", event_gone),
    ("order-events", placed_twice),
    ("order-events", handling),
    ("undo-events", undoes_another),
    ("undo-events", undoes_nothing),
    ("search-rows", search_row),
    ("search-rows", search_words),
    ("month-figures", figures),
    ("month-figures", figures_gone),
    ("order-mails", no_confirmation),
    ("order-mails", no_notice),
    ("mail-jobs", mail_without_job),
    ("mail-jobs", dead_job),
    ("references", other_shop),
    ("references", event_of_other_shop),
    ("queue-events", late_event),
    ("queue-events", failing_event),
    ("queue-events", dead_event),
    ("queue-jobs", late_job),
    ("queue-jobs", stuck_job),
    ("queue-dead", dead_job),
    ("files", missing_file),
]


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Lived once for all tests here; each test's own changes are rolled back by its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield lived_shop()
        transaction.set_rollback(True)


def test_a_shop_where_all_is_well_is_clean(scene: Scene) -> None:
    assert Order.objects.count() >= 8
    assert Payment.objects.exclude(voided_at=None).exists()
    assert found() == {}
    assert found(scene.shop) == {}


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(("name", "broken"), BREAKS, ids=[work.__name__ for _, work in BREAKS])
def test_what_is_broken_is_found(name: str, broken: Callable[[Scene], None], scene: Scene) -> None:
    other = make_shop()
    broken(scene)
    told = found()
    assert name in told
    assert found(scene.shop)[name] == told[name]
    assert name not in found(other) or name == "references"
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints=OFF")


@pytest.mark.usefixtures("unguarded")
def test_a_reference_to_nothing_is_found(scene: Scene) -> None:
    with transaction.atomic():
        sql("UPDATE orders_order SET basket_id = 999999 WHERE id = %s", scene.plain.id)
        assert found()["references"] == [
            (f"orders_order #{scene.plain.id}", "basket_id points at a row that is not there.")
        ]
        transaction.set_rollback(True)


@pytest.mark.usefixtures("unguarded")
def test_an_index_that_lost_its_words_is_found(scene: Scene) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its own indexes")
    row = OrderSearch.objects.get(order=scene.plain)
    sql(
        "INSERT INTO orders_search_fts (orders_search_fts, rowid, text) VALUES ('delete', %s, %s)",
        row.key,
        row.text,
    )
    assert [where for where, _what in found()["search-index"]] == [scene.plain.number]


def test_findings_name_shop_number_and_amounts(scene: Scene) -> None:
    assert Shop.objects.count() == 1
    scene.plain.refresh_from_db()
    names = {check.name for check in ROWS}
    assert names == {name for name, _work in BREAKS} | {"search-index"}
