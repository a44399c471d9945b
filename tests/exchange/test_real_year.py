"""A real shop's year goes in whole, adds up row by row, and comes out and in again unchanged."""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count, Max, Sum
from django.test import Client
from lxml import etree

from comptoir.catalog.models import StockChange
from comptoir.core.actor import importer
from comptoir.core.models import Event, Job, Outbox
from comptoir.exchange import orders_csv
from comptoir.exchange.importing import Report, csv_items, opened, take_orders, xml_items
from comptoir.exchange.orders_xml import SCHEMA_PATH, write_orders
from comptoir.mailing.models import Message
from comptoir.orders.models import Order, OrderLine, OrderSearch, Payment
from comptoir.orders.queries.export import ids_by_number
from comptoir.orders.queries.figures import month_figures
from comptoir.orders.queries.snapshots import snapshots
from comptoir.shops.models import Shop
from tests.exchange.year import MAPPING, PART, Year, needs_file, own_reading, part_of_file
from tests.factories import NOW, make_account, make_member, make_shop
from tests.operations_doctor.scene import found
from tests.orders_queries.scene import watched

pytestmark = [pytest.mark.django_db, needs_file]
SMALL = 150


def gift_shop() -> Shop:
    return make_shop(currency="GBP", zone="Europe/London", country="GB", languages=["en"])


def take(shop: Shop, file: Path, first: int | None = None) -> Report:
    mapping = orders_csv.load_mapping(MAPPING)
    with opened(file) as stream:
        items = islice(csv_items(stream, mapping), first)
        actor = importer(shop.id, file.name)
        return take_orders(shop_id=shop.id, items=items, actor=actor, now=NOW)


@pytest.fixture(scope="module")
def year(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Year]:
    """The file in a shop, once for all tests here; taken back whole when they are done."""
    with django_db_blocker.unblock(), transaction.atomic():
        file = part_of_file(tmp_path_factory.mktemp("year"), PART)
        found = Year(gift_shop(), gift_shop(), file, own_reading(file))
        found.report = take(found.shop, file)
        take(found.small, file, first=SMALL)
        yield found
        transaction.set_rollback(True)


def counts(shop: Shop) -> dict[str, Any]:
    """Enough of the tables to see that nothing was added, taken away or changed."""
    orders = Order.objects.filter(shop=shop)
    rows = {
        model.__name__: model._default_manager.aggregate(Count("pk"), Max("pk"))
        for model in (Order, OrderLine, Payment, Event, OrderSearch, Outbox, Job)
    }
    return rows | orders.aggregate(Sum("version"), Sum("total"), Sum("received"), Max("changed_at"))


def test_nearly_everything_is_taken(year: Year) -> None:
    assert len(year.invoices) == (25_900 if PART == 1 else len(year.invoices))
    assert year.report.taken >= 22_000 // PART * 0.98
    assert year.report.taken + len(year.report.refused) == len(year.invoices)


def test_the_doctor_finds_nothing(year: Year) -> None:
    assert found(year.shop) == {}


def test_every_row_is_in_an_order_or_refused(year: Year) -> None:
    """Row by row: article, pieces and pence of the file against the lines of the shop."""
    lines = OrderLine.objects.filter(shop=year.shop).order_by("order__number", "position")
    columns = lines.values_list("order__number", "sku", "quantity", "gross", "net", "tax")
    seen: Counter[str] = Counter()
    for number, sku, quantity, gross, net, tax in columns.iterator():
        row = year.invoices[number][seen[number]]
        seen[number] += 1
        assert (sku, quantity, gross) == (row.sku, abs(row.quantity), abs(row.pence)), row
        assert net + tax == gross
    assert seen == Counter({number: len(year.invoices[number]) for number in year.taken})
    refused_rows = sum(len(year.invoices[number]) for number in year.refused)
    assert seen.total() + refused_rows == sum(len(rows) for rows in year.invoices.values())
    if PART == 1:
        assert seen.total() + refused_rows == 541_909


def test_invoice_by_invoice_the_totals_are_those_of_the_file(year: Year) -> None:
    orders = Order.objects.filter(shop=year.shop).values_list("number", "total", "cancelled_at")
    found = {number: (total, cancelled is not None) for number, total, cancelled in orders}
    own = {
        number: (abs(sum(row.pence for row in year.invoices[number])), number.startswith("C"))
        for number in year.taken
    }
    assert found == own
    unpaid = Order.objects.filter(shop=year.shop).exclude(cancelled_at=None).exclude(received=0)
    assert not unpaid.exists()


def test_what_is_refused_could_not_be_an_order(year: Year) -> None:
    for refusal in year.report.refused:
        rows = year.invoices[refusal.number]
        back = refusal.number.startswith("C")
        faulty = [
            row for row in rows if row.price < 0 or (row.quantity > 0) == back or not row.quantity
        ]
        assert faulty, refusal
        assert refusal.line == rows[0].line
        assert re.search(r"line (\d+)", refusal.reason)[1] == str(faulty[0].line)  # type: ignore[index]  # it says a line


def test_the_months_of_the_desk_are_the_files_own(year: Year) -> None:
    orders: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for number in year.taken:
        if not number.startswith("C"):
            month = min(row.month for row in year.invoices[number])
            orders[month] += 1
            totals[month] += sum(row.pence for row in year.invoices[number])
    figures = month_figures(year.shop.id, limit=100)
    assert [(f.month, f.orders, f.total) for f in figures] == [
        (month, orders[month], totals[month]) for month in sorted(orders, reverse=True)
    ]
    assert len(figures) == 13


def test_imported_orders_are_marked_and_cause_nothing(year: Year) -> None:
    orders = Order.objects.filter(shop=year.shop)
    events = Event.objects.filter(shop_id=year.shop.id, subject_kind="order")
    assert set(orders.values_list("source", "place").distinct()) == {("import", "archived")}
    assert set(events.values_list("kind", "actor_kind").distinct()) == {
        ("order.imported", "import")
    }
    assert events.count() == year.report.taken
    for model in (Outbox, Message, StockChange, Job):
        assert not model._default_manager.exists()


def test_the_same_file_again_changes_nothing(year: Year) -> None:
    before = counts(year.shop)
    again = take(year.shop, year.file)
    assert (again.taken, again.same) == (0, year.report.taken)
    assert again.refused == year.report.refused
    assert counts(year.shop) == before


def test_out_as_xml_and_in_again_is_the_same_to_the_byte(year: Year) -> None:
    document = exported(year.shop)
    checked = etree.XMLSchema(etree.parse(SCHEMA_PATH))
    checked.assertValid(etree.parse(BytesIO(document)))
    other = gift_shop()
    report = take_orders(
        shop_id=other.id, items=xml_items(BytesIO(document)), actor=importer(other.id), now=NOW
    )
    assert (report.taken, report.refused) == (year.report.taken, [])
    assert exported(other) == document
    assert month_figures(other.id) == month_figures(year.shop.id)


def exported(shop: Shop) -> bytes:
    stream = BytesIO()
    write_orders(stream, snapshots(shop.id, ids_by_number(shop.id)))
    return stream.getvalue()


@pytest.fixture
def member(year: Year) -> Client:
    """Somebody who works in both shops."""
    account = make_account()
    for shop in (year.shop, year.small):
        make_member(shop, account)
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.parametrize(
    "page",
    [
        "orders/?place=archived",
        "orders/?place=archived&country=GB",
        "orders/?place=archived&sort=-total",
        "orders/?q=white+hanging",
        "orders/?q=85123A",
        "orders/{number}/",
    ],
)
def test_pages_of_the_desk_cost_the_same_as_in_a_small_shop(
    year: Year, member: Client, page: str
) -> None:
    """As many statements, none that skips or counts rows, each by an index."""
    number = Order.objects.filter(shop=year.small).latest("placed_at").number
    costs = []
    for shop in (year.small, year.shop):
        address = f"/desk/{shop.slug}/{page.format(number=number)}"
        member.get(address)
        with watched() as statements:
            response = member.get(address)
        assert response.status_code == 200
        costs.append(len(statements.all))
    assert costs[0] == costs[1]
    assert costs[0] <= 30
