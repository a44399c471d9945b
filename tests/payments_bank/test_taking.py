"""Files taken into a shop: booked, suggested, listed; each booking once; undone and done again."""

import json
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comptoir.core.clock import utc_now
from comptoir.core.errors import Forbidden, Refused
from comptoir.core.models import Event
from comptoir.core.relay import relay
from comptoir.operations.command import whole
from comptoir.orders.actions.delete import delete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.models import Payment
from comptoir.payments.actions.book_line import book_line
from comptoir.payments.actions.ignore_line import ignore_line
from comptoir.payments.actions.undo_line import undo_line
from comptoir.payments.bank import taking
from comptoir.payments.bank.errors import LineDecided, PartsTooLarge
from comptoir.payments.bank.proposals import all_of
from comptoir.payments.bank.taking import transfer_of
from comptoir.payments.matching import Part
from comptoir.payments.models import BankLine, LineBooking
from comptoir.payments.queries.candidates import pool_for
from comptoir.payments.references import creditor_reference, qr_reference, spelled, variable_symbol
from comptoir.shops.models import Shop
from comptoir.shops.rights import SEE
from tests.factories import make_shop, member_of
from tests.payments_bank import files
from tests.payments_bank.scene import DAY, given, lines, order, paid

pytestmark = pytest.mark.django_db
NAMES = ("Anne Dupont", "Bert Klein", "Caro Roux", "Dora Weiss")


@pytest.fixture
def shop() -> Shop:
    return make_shop(slug="lune")


def test_exact_is_booked_near_suggested_rest_listed(shop: Shop) -> None:
    exact, short, other = order(shop), order(shop, "Bert Klein"), order(shop, "Caro Roux")
    report = given(
        shop,
        files.camt(
            [
                paid(exact, f"ref {exact.reference.lower()}"),
                paid(short, amount=short.total - 1),
                paid(other, "Loyer", amount=99, name="Somebody"),
                paid(other, "Frais", amount=-300, name="Bank"),
            ]
        ),
    )
    assert [line.state for line in lines(shop)] == ["booked", "near", "open", "out"]
    assert (report.new, report.same) == (4, 0)
    exact.refresh_from_db()
    short.refresh_from_db()
    assert (exact.payment_state, short.payment_state) == ("paid", "unpaid")
    payment = Payment.objects.get(order=exact)
    assert (payment.received_on, payment.amount) == (DAY, exact.total)
    assert payment.reference == lines(shop)[0].bank_reference == f"BANK{exact.id:06}"
    assert all_of(lines(shop)[1])[0]["parts"] == [[short.id, short.total - 1]]


def test_the_same_file_again_changes_nothing(shop: Shop) -> None:
    content = files.camt([paid(order(shop)), paid(order(shop, "Bert Klein"), amount=5)])
    given(shop, content)
    before = list(BankLine.objects.order_by("id").values())
    events = Event.objects.count()
    report = given(shop, content)
    assert (report.new, report.same) == (0, 2)
    assert list(BankLine.objects.order_by("id").values()) == before
    assert Event.objects.count() == events


@pytest.mark.parametrize("second", ["mt940", "csv"])
def test_the_same_bookings_in_another_format_are_known(shop: Shop, second: str) -> None:
    first, again = order(shop), order(shop, "Bert Klein")
    written = [
        paid(first),
        paid(again),
        paid(again, "Commande du marché de Noël", amount=700, name="Café Merle"),
    ]
    given(shop, files.camt(written))
    report = given(shop, files.mt940(written) if second == "mt940" else files.csv_text(written))
    assert (report.new, report.same) == (0, 3)
    assert Payment.objects.count() == 2


def test_equal_bookings_of_one_day_are_each_taken(shop: Shop) -> None:
    one = order(shop)
    twice = [
        paid(one, "Danke", amount=500, name="A B", bank_reference=""),
        paid(one, "Danke", amount=500, name="A B", bank_reference=""),
    ]
    assert given(shop, files.camt(twice)).new == 2
    assert given(shop, files.mt940(twice)).new == 0
    assert given(shop, files.camt([*twice, twice[0]])).new == 1


def test_what_nothing_tells_apart_is_left_to_a_person(shop: Shop) -> None:
    one = order(shop)
    given(shop, files.camt([paid(one, "X", amount=one.total, name="", bank_reference="")]))
    given(shop, files.csv_text([paid(one, one.reference, name="", bank_reference="")]))
    assert [line.state for line in lines(shop)] in (
        ["near", "booked"],
        ["open", "booked"],
        ["open", "doubtful"],
    )


def test_a_statement_that_does_not_add_up_books_nothing_by_itself(shop: Shop) -> None:
    one = order(shop)
    content = files.camt([paid(one)]).replace(
        b'<Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">',
        b'<Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1',
    )
    given(shop, content)
    assert lines(shop)[0].state == "near"
    assert not Payment.objects.exists()


def test_undo_makes_the_line_open_and_the_order_unpaid(shop: Shop) -> None:
    one, clerk = order(shop), member_of(shop)
    given(shop, files.camt([paid(one)]))
    (line,) = lines(shop)
    undo_line(shop_id=shop.id, line_id=line.id, actor=clerk, now=utc_now())
    one.refresh_from_db()
    line.refresh_from_db()
    assert (one.payment_state, line.state) == ("unpaid", "near" if line.proposal else "open")
    book_line(
        shop_id=shop.id,
        line_id=line.id,
        parts=[Part(one.id, one.total)],
        method="V",
        actor=clerk,
        now=utc_now(),
    )
    one.refresh_from_db()
    assert one.payment_state == "paid"
    assert [one.voided_at is None for one in Payment.objects.order_by("id")] == [False, True]
    with pytest.raises(LineDecided):
        book_line(
            shop_id=shop.id,
            line_id=line.id,
            parts=[Part(one.id, 1)],
            method="V",
            actor=clerk,
            now=utc_now(),
        )


def test_one_transfer_over_two_orders_all_or_nothing(shop: Shop) -> None:
    one, two, clerk = order(shop), order(shop, "Bert Klein"), member_of(shop)
    both = paid(one, f"{one.reference} {two.reference}", amount=one.total + two.total)
    given(shop, files.camt([both]))
    assert sorted(LineBooking.objects.values_list("order_id", "amount")) == [
        (one.id, one.total),
        (two.id, two.total),
    ]
    (line,) = lines(shop)
    undo_line(shop_id=shop.id, line_id=line.id, actor=clerk, now=utc_now())
    delete(shop_id=shop.id, order_id=two.id, actor=clerk, now=utc_now())
    parts = [Part(one.id, one.total), Part(two.id, two.total)]
    with pytest.raises(Refused):
        book_line(
            shop_id=shop.id, line_id=line.id, parts=parts, method="V", actor=clerk, now=utc_now()
        )
    assert not LineBooking.objects.filter(undone_at__isnull=True).exists()
    with pytest.raises(PartsTooLarge):
        book_line(
            shop_id=shop.id,
            line_id=line.id,
            parts=[Part(one.id, 10**9)],
            method="V",
            actor=clerk,
            now=utc_now(),
        )


def test_money_out_that_names_an_order_is_its_refund(shop: Shop) -> None:
    one, clerk = order(shop), member_of(shop)
    mark_paid(shop_id=shop.id, order_id=one.id, actor=clerk, now=utc_now())
    given(shop, files.camt([paid(one, one.reference, amount=-one.total)]))
    one.refresh_from_db()
    assert (one.payment_state, one.refunded) == ("refunded", one.total)


def test_rights_and_other_shops(shop: Shop) -> None:
    one = order(shop)
    given(shop, files.camt([paid(one, amount=5)]))
    (line,) = lines(shop)
    for actor in (member_of(shop, frozenset({SEE})), member_of(make_shop())):
        with pytest.raises(Forbidden):
            ignore_line(shop_id=shop.id, line_id=line.id, actor=actor, now=utc_now())
    ignore_line(shop_id=shop.id, line_id=line.id, actor=member_of(shop), now=utc_now())
    given(shop, files.mt940([paid(one, amount=5)]))
    assert [one.state for one in lines(shop)] == ["ignored"]


def test_who_put_a_line_away_and_who_took_it_back_stays_known(shop: Shop) -> None:
    given(shop, files.camt([paid(order(shop), amount=5)]))
    (line,) = lines(shop)
    clerk = member_of(shop)
    for _ in range(2):
        ignore_line(shop_id=shop.id, line_id=line.id, actor=clerk, now=utc_now())
    undo_line(shop_id=shop.id, line_id=line.id, actor=clerk, now=utc_now())
    told = Event.objects.filter(subject_kind="bank_line", subject_id=line.id).order_by("id")
    assert [(one.kind, one.actor_name) for one in told] == [
        ("bank_line.ignored", clerk.name),
        ("bank_line.reopened", clerk.name),
    ]
    assert told[0].after["amount"] == 5


def test_candidates_take_a_bounded_number_of_statements(shop: Shop) -> None:
    orders = [order(shop) for _ in range(6)]
    given(shop, files.camt([paid(one, "?", amount=one.total, name="X") for one in orders]))
    counts = []
    for some in (lines(shop)[:1], lines(shop)):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            pool = pool_for(shop, [transfer_of(line) for line in some])
        counts.append(len(asked))
        assert len(pool.all) == len(some)
    assert counts[0] == counts[1] <= 6


def test_the_worker_after_a_fall_goes_on(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from comptoir.payments.bank import taking

    orders = [order(shop, name) for name in NAMES[:3]]
    content = files.camt([paid(one) for one in orders])
    real, calls = book_line, []

    def dying(**values: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**values)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(taking, "book_line", dying)
    with pytest.raises(KeyboardInterrupt):
        given(shop, content)
    monkeypatch.setattr(taking, "book_line", real)
    first = lines(shop)[0].file
    taking.settle(
        shop=shop,
        lines=list(first.lines.exclude(state="booked")),
        actor=member_of(shop),
        now=utc_now(),
    )
    assert Payment.objects.count() == 3
    assert {line.state for line in lines(shop)} == {"booked"}


def test_whoever_is_forgotten_is_forgotten_here_too(shop: Shop) -> None:
    from comptoir.orders.actions.anonymise import anonymise

    one, clerk = order(shop), member_of(shop)
    given(shop, files.camt([paid(one)]))
    delete(shop_id=shop.id, order_id=one.id, actor=clerk, now=utc_now())
    anonymise(shop_id=shop.id, order_id=one.id, actor=clerk, now=utc_now())
    for _ in range(5):
        relay(now=utc_now() + timedelta(minutes=5))
    (line,) = lines(shop)
    assert (line.name, line.text, line.iban, line.end_to_end) == ("", "", "", "")


def test_the_command_tells_books_and_only_looks(shop: Shop, tmp_path: Path) -> None:
    one = order(shop)
    path = tmp_path / "a.xml"
    path.write_bytes(files.camt([paid(one), paid(one, "x", amount=77, name="Y Z")]))
    runner = CliRunner()
    told = runner.invoke(whole(), ["statement", "--shop", "lune", "--dry-run", "--json", str(path)])
    assert told.exit_code == 0, told.output
    report = json.loads(told.output)
    assert [line["outcome"] for line in report["lines"]] == ["exact", "none"]
    assert report["lines"][0]["orders"] == [[one.number, one.total]]
    assert not BankLine.objects.exists()
    done = runner.invoke(whole(), ["statement", "--shop", "lune", "--json", str(path)])
    assert [line["outcome"] for line in json.loads(done.output)["lines"]] == ["exact", "none"]
    again = runner.invoke(whole(), ["statement", "--shop", "lune", str(path)])
    assert "0 new, 2 already there" in again.output
    path.write_bytes(b"nothing of a bank")
    assert runner.invoke(whole(), ["statement", "--shop", "lune", str(path)]).exit_code == 1
    path.write_bytes(files.csv_text([paid(one)]))
    assert runner.invoke(whole(), ["statement", "--shop", "lune", str(path)]).exit_code == 1
    guessed = ["--shop", "lune", "--guess", "--account", files.IBAN, str(path)]
    assert "0 new, 1 already there" in runner.invoke(whole(), ["statement", *guessed]).output


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once_books_once(shop: Shop) -> None:
    orders = [order(shop, name) for name in NAMES]
    contents = [
        files.camt([paid(one) for one in orders]),
        files.mt940([paid(one) for one in orders]),
    ]
    errors: list[BaseException] = []

    def run(content: bytes) -> None:
        try:
            given(shop, content)
        except BaseException as error:  # told by the test
            errors.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(content,)) for content in (*contents, contents[0])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert BankLine.objects.count() == 4
    assert sorted(Payment.objects.values_list("order_id", flat=True)) == sorted(
        one.id for one in orders
    )


def test_lines_of_another_currency_are_listed_only(shop: Shop) -> None:
    one = order(shop)
    given(shop, files.camt([paid(one)], currency="CHF"))
    assert [line.state for line in lines(shop)] == ["open"]
    line = lines(shop)[0]
    with pytest.raises(PartsTooLarge):
        book_line(
            shop_id=shop.id,
            line_id=line.id,
            parts=[Part(one.id, 5)],
            method="V",
            actor=member_of(shop),
            now=utc_now(),
        )


def test_value_days_in_the_future_count_as_today(shop: Shop) -> None:
    one = order(shop)
    far = replace(paid(one), value_on=utc_now().date() + timedelta(days=3))
    given(shop, files.camt([far]))
    assert Payment.objects.get(order=one).received_on <= utc_now().date() + timedelta(days=1)


def test_every_reference_that_customers_are_given_is_found(shop: Shop) -> None:
    orders = [order(shop, name) for name in NAMES[:3]]
    texts = [
        f"QRR {qr_reference(orders[0].reference)}",
        spelled(creditor_reference(orders[1].reference)),
        f"/VS/{variable_symbol(orders[2].number, orders[2].reference)}",
    ]
    given(shop, files.camt([paid(one, text) for one, text in zip(orders, texts, strict=True)]))
    assert [line.state for line in lines(shop)] == ["booked"] * 3
    assert [line.proposal["best"]["why"][0] for line in lines(shop)] == [
        "reference",
        "reference",
        "number",
    ]


def test_an_account_that_pays_for_many_tells_nothing(shop: Shop) -> None:
    """A household's account is known again; a payment service's is not."""
    iban = "DE89370400440532013000"
    first = order(shop, NAMES[0])
    given(shop, files.camt([paid(first, first.reference, iban=iban)]))
    for count, name in enumerate(NAMES[1:], start=1):
        again = order(shop, NAMES[0])
        line = paid(
            again, f"Nr {again.number}", name="Zahlungsdienst", iban=iban, amount=again.total
        )
        given(shop, files.camt([line]))
        again.refresh_from_db()
        assert (again.payment_state == "paid") == (count <= 2)
        other = order(shop, name)
        given(shop, files.camt([paid(other, other.reference, iban=iban)]))


@pytest.mark.parametrize("batch", [1, 200])
def test_lines_are_matched_by_day_whatever_the_files_order(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """Many banks write the newest line first: the payment made twice is the later one."""
    monkeypatch.setattr(taking, "BATCH", batch)
    one = order(shop)
    first = paid(one, one.reference, bank_reference="B1")
    later = replace(first, booked_on=DAY + timedelta(days=2), bank_reference="B2")
    given(shop, files.csv_text([later, first]))
    states = dict(BankLine.objects.values_list("booked_on", "state"))
    assert states[DAY] == "booked"
    assert states[DAY + timedelta(days=2)] != "booked"
