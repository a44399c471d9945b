"""What the loader writes past the actions is what the actions would have written."""

from collections import defaultdict

import pytest
from django.db import connection
from django.db.models import Count, F, Max, Sum

from bench.load import filling
from bench.load.shapes import KEPT
from bench.load.tables import COLUMNS, table
from comptoir.catalog.models import StockChange, Variant
from comptoir.core.database import write
from comptoir.core.models import Counter, Event
from comptoir.mailing import bodies
from comptoir.mailing.models import Message, MessageBody
from comptoir.orders import figures, search_index
from comptoir.orders.models import MonthFigure, Order, OrderLine, OrderSearch, Parcel
from comptoir.orders.queries.search import search
from comptoir.orders.rules import handling, payment_state

ORDERS = 300


def schema() -> dict[str, set[str]]:
    """Names of the constraints and indexes of every table that is filled."""
    found = {}
    with connection.cursor() as cursor:
        for model in COLUMNS:
            kept = connection.introspection.get_constraints(cursor, table(model))
            found[table(model)] = {
                f"{name}: {sorted(what['columns'])}" for name, what in kept.items()
            }
    return found


@pytest.fixture
def loaded(transactional_db: None, settings: object, tmp_path: object, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's own
    settings.COMPTOIR_HOME = tmp_path  # type: ignore[attr-defined]  # pytest-django's own
    monkeypatch.setattr(filling, "FIRST", 20)
    monkeypatch.setattr(filling, "FEW", 3)
    monkeypatch.setattr(filling, "shapes", lambda: KEPT)
    before = schema()
    filling.load(ORDERS, seed=7)
    assert schema() == before


@pytest.mark.usefixtures("loaded")
def test_what_is_loaded_adds_up() -> None:
    assert Order.objects.count() == ORDERS + filling.LEAST + ORDERS // 20
    _sums()
    _states()
    _stock()
    _numbers()
    _mails()
    _found()


def _sums() -> None:
    sums = OrderLine.objects.values("order_id").annotate(n=Sum("net"), t=Sum("tax"), c=Count("id"))
    of_lines = {row["order_id"]: (row["n"], row["t"]) for row in sums.order_by()}
    assert of_lines == {order.id: (order.net, order.tax) for order in Order.objects.all()}
    assert {row["c"] for row in sums.order_by()} <= {3, 4, 5}
    kept = set(MonthFigure.objects.values_list("shop_id", "month", "orders", "total"))
    for shop_id in Order.objects.values_list("shop_id", flat=True).distinct():
        figures.recount(shop_id=shop_id)
    assert set(MonthFigure.objects.values_list("shop_id", "month", "orders", "total")) == kept


def _states() -> None:
    for order in Order.objects.prefetch_related("payments", "lines", "parcels__lines"):
        paid: defaultdict[str, int] = defaultdict(int)
        for payment in order.payments.all():
            paid[payment.kind] += payment.amount
        assert (order.received, order.refunded) == (paid["payment"], paid["refund"])
        assert order.payment_state == payment_state(order.total, order.received, order.refunded)
        sent: defaultdict[int, int] = defaultdict(int)
        for parcel in order.parcels.all():
            for row in parcel.lines.all():
                sent[row.line_id] += row.quantity
        goods = [(one.quantity, sent[one.id]) for one in order.lines.all() if one.kind == "goods"]
        completed = order.completed_at is not None
        assert order.handling == handling(goods, completed=completed, ready=False)
        events = Event.objects.filter(subject_kind="order", subject_id=order.id)
        assert events.count() == order.version
        assert events.aggregate(last=Max("at"))["last"] == order.changed_at
    states = set(Order.objects.values_list("payment_state", "handling", "place"))
    assert len(states) >= 4


def _stock() -> None:
    ledger = StockChange.objects.values_list("variant_id").annotate(Sum("delta")).order_by()
    assert dict(ledger) == dict(Variant.objects.exclude(stock=None).values_list("id", "stock"))
    held = OrderLine.objects.exclude(stock_held=0).values_list(
        "order_id", "variant_id", "stock_held"
    )
    of_orders = StockChange.objects.exclude(order_id=None).values_list("order_id", "variant_id")
    taken = {(o, v): -d for o, v, d in of_orders.annotate(Sum("delta")).order_by() if d}
    assert taken == {(order, variant): pieces for order, variant, pieces in held}


def _numbers() -> None:
    numbers = Counter.objects.filter(series__startswith="order:")
    given = dict(numbers.values_list("shop_id").annotate(Sum("value")))
    assert given == dict(Order.objects.values_list("shop_id").annotate(Count("id")).order_by())


def _mails() -> None:
    assert not Message.objects.exclude(state="sent").exists()
    assert MessageBody.objects.count() == Message.objects.count()
    placed = Message.objects.filter(kind="confirmation")
    assert placed.count() == Order.objects.count()
    assert not placed.exclude(recipient=F("order__email")).exists()
    first = placed.order_by("id")[0]
    assert first.order is not None
    assert first.order.number in bodies.text(first.body)


def _found() -> None:
    before = {row.order_id: set(row.text.split("\n")) for row in OrderSearch.objects.all()}
    assert len(before) == Order.objects.count()
    with write():
        OrderSearch.objects.update(text="")
        search_index.refresh(Order.objects.values_list("id", flat=True))
    after = {row.order_id: set(row.text.split("\n")) for row in OrderSearch.objects.all()}
    assert before == after
    parcel = Parcel.objects.select_related("order").latest("id")
    assert search(parcel.shop_id, parcel.tracking_number).order_ids == [parcel.order_id]
