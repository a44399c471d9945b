"""Orders from somebody's CSV: what is understood, and what is refused with its line."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest

from comptoir.core.errors import Invalid
from comptoir.exchange.orders_csv import read_mapping, read_orders
from tests.exchange.csv_files import COLUMNS, mapping, mapping_text, read, row


def test_rows_of_one_number_become_one_order() -> None:
    orders, refused = read(
        row("1"), row("2"), row("1", sku="BOWL", quantity="1", unit_price="9.99")
    )
    assert not refused
    assert [order.number for order in orders] == ["1", "2"]
    first = orders[0]
    assert [(line.sku, line.quantity, line.gross) for line in first.lines] == [
        ("CUP", 2, 2400),
        ("BOWL", 1, 999),
    ]
    assert (first.total, first.tax, first.net) == (3399, 400 + 167, 2000 + 832)
    assert (first.handling, first.place, first.source) == ("completed", "archived", "import")
    assert first.received() == first.total
    assert first.payments[0].received_on == date(2025, 7, 1)
    assert first.placed_at == datetime(2025, 7, 1, 10, 0, tzinfo=UTC)
    assert [event.kind for event in first.events] == ["order.imported"]
    assert (first.email, first.name, first.country) == ("anne@example.com", "C7", "FR")


def test_prices_without_tax_get_it_added() -> None:
    orders, _refused = read(row(), by=mapping(prices_with_tax=False))
    line = orders[0].lines[0]
    assert (line.net, line.tax, line.gross, line.rate) == (2400, 480, 2880, 20000)


def test_what_is_not_known_is_left_empty() -> None:
    orders, refused = read(row(email="", customer="", country="Atlantis"))
    assert not refused
    assert (orders[0].email, orders[0].name, orders[0].country) == ("", "", "")
    assert orders[0].delivery == {}


@pytest.mark.parametrize(
    ("said", "code"),
    [("France", "FR"), ("gb", "GB"), ("EIRE", "IE"), ("germany", "DE"), ("", ""), ("Nowhere", "")],
)
def test_countries_are_known_by_name_code_or_table(said: str, code: str) -> None:
    orders, _refused = read(row(country=said), by=mapping(countries={"EIRE": "IE"}))
    assert orders[0].country == code


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"placed_at": "01/07/2025"}, "“01/07/2025” is no date like %Y-%m-%d %H:%M"),
        ({"placed_at": "0001-01-01 00:00"}, "is no date"),
        ({"unit_price": "twelve"}, "“twelve” is no number"),
        ({"unit_price": "NaN"}, "“NaN” is no number"),
        ({"unit_price": "1e9"}, "“1e9” is no number"),
        ({"unit_price": "1_000"}, "“1_000” is no number"),
        ({"unit_price": "1,200.00"}, "“1,200.00” is no number"),
        ({"unit_price": ""}, "“” is no number"),
        ({"unit_price": "100 %"}, "“100 %” is no number"),
        ({"unit_price": "-1.00"}, "line 4: a price below zero"),
        ({"quantity": "1.5"}, "“1.5” is no whole quantity"),
        ({"quantity": "99999999"}, "“99999999” is no whole quantity"),
        ({"quantity": "0"}, "line 4: a quantity of 0"),
        ({"quantity": "-2"}, "line 4: a quantity of -2"),
        ({"unit_price": "9999999999"}, "the total is too large"),
        ({"description": "a\x00b"}, "control characters"),
        ({"email": "a\x1fb"}, "control characters"),
    ],
)
def test_a_bad_row_refuses_its_invoice_and_is_named(changes: dict[str, str], reason: str) -> None:
    """The bad row is the file's fourth line; the invoice begins on the third."""
    orders, refused = read(row("1"), row("2"), row("2", **changes), row("3"))
    assert [order.number for order in orders] == ["1", "3"]
    assert len(refused) == 1
    assert refused[0].number == "2"
    assert reason in refused[0].reason
    assert refused[0].line == (3 if reason.startswith(("line 4", "the total")) else 4)


def test_a_row_without_number_is_named() -> None:
    orders, refused = read(row("1"), row(""), row("2"))
    assert len(orders) == 2
    assert [(one.line, one.reason) for one in refused] == [(3, "the row has no number")]


def test_lines_count_line_breaks_within_cells_and_empty_lines() -> None:
    text = "No,When,Code,What,Qty,Price,Customer,Mail,Country\n"
    text += '1,2025-07-01 12:00,A,"two\nlines",1,1.00,,,\n\n2,2025-07-01 12:00,A,a,x,1.00,,,\n'
    found = list(read_orders(StringIO(text, newline=""), mapping()))
    assert getattr(found[0], "number", "") == "1"
    assert (getattr(found[1], "line", 0), getattr(found[1], "number", "")) == (5, "2")


def test_short_rows_are_read_as_far_as_they_go() -> None:
    text = "No,When,Code,What,Qty,Price,Customer,Mail,Country\n1,2025-07-01 12:00,A,a,1,1.00\n2\n"
    good, bad = list(read_orders(StringIO(text, newline=""), mapping()))
    assert getattr(good, "total", 0) == 100
    assert "is no whole quantity" in getattr(bad, "reason", "") or "is no number" in str(bad)


def test_semicolons_and_decimal_commas() -> None:
    known = mapping(delimiter=";", decimal=",", date_format="%d.%m.%Y %H:%M")
    orders, refused = read(
        row("1", unit_price="12,50", placed_at="01.07.2025 12:00"),
        row("2", unit_price="1.250", placed_at="01.07.2025 12:00"),
        by=known,
    )
    assert orders[0].total == 2500
    assert [one.reason for one in refused] == ["“1.250” is no number"]


def test_tenths_of_a_penny_round_on_the_line() -> None:
    orders, _refused = read(row(quantity="3", unit_price="0.005"))
    assert orders[0].total == 2


def test_another_date_in_the_same_invoice_is_no_fault() -> None:
    orders, refused = read(row("1"), row("1", placed_at="2025-07-01 11:59"))
    assert not refused
    assert orders[0].placed_at == datetime(2025, 7, 1, 9, 59, tzinfo=UTC)


def cancelling(way: str) -> dict[str, str]:
    return {"cancellation_prefix": "C", "cancellation": way}


def test_cancellations_are_refused_if_the_mapping_says_nothing_of_them() -> None:
    orders, refused = read(row("1"), row("C2", quantity="-2"))
    assert [order.number for order in orders] == ["1"]
    assert [(one.line, one.number) for one in refused] == [(3, "C2")]


def test_cancellations_as_refused() -> None:
    orders, refused = read(row("1"), row("C2", quantity="-2"), by=mapping(**cancelling("refuse")))
    assert [order.number for order in orders] == ["1"]
    assert [one.number for one in refused] == ["C2"]


def test_cancellations_as_cancelled_orders() -> None:
    orders, refused = read(
        row("1"),
        row("C2", quantity="-2"),
        row("C3", quantity="2"),
        by=mapping(**cancelling("cancelled")),
    )
    assert [order.number for order in orders] == ["1", "C2"]
    cancelled = orders[1]
    assert cancelled.cancelled_at == cancelled.placed_at
    assert (cancelled.total, cancelled.payments, cancelled.handling) == (2400, (), "open")
    assert [one.number for one in refused] == ["C3"]


def test_cancellations_as_refunds_of_the_order_that_holds_the_pieces() -> None:
    orders, refused = read(
        row("1", quantity="5"),
        row("2", placed_at="2025-07-02 12:00", sku="BOWL"),
        row("C3", placed_at="2025-07-03 12:00", quantity="-2"),
        row("C4", placed_at="2025-07-04 12:00", quantity="-4"),
        row("C5", placed_at="2025-07-04 12:00", quantity="-1", customer="C8"),
        row("C6", placed_at="2025-06-01 12:00", quantity="-1"),
        by=mapping(**cancelling("refund")),
    )
    assert [order.number for order in orders] == ["1", "2"]
    assert [(p.kind, p.amount, p.reference) for p in orders[0].payments] == [
        ("payment", 6000, ""),
        ("refund", 2400, "C3"),
    ]
    # Too many pieces back in sum, another customer, before the order: no order is meant.
    assert [one.number for one in refused] == ["C4", "C5", "C6"]
    assert {one.reason for one in refused} == {"no order found that this refunds"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"currency": None}, "currency: is missing"),
        ({"currency": "EURO"}, "currency: is no ISO 4217 code"),
        ({"columns": None}, "columns: is missing"),
        ({"columns": {"number": "No"}}, "columns.placed_at: is missing"),
        ({"columns": COLUMNS | {"colour": "Farbe"}}, "columns.colour: is no column"),
        ({"colour": "red"}, "colour: is no entry"),
        ({"tax_rate": "20 %"}, "tax_rate: has the wrong kind of value"),
        ({"tax_rate": True}, "tax_rate: has the wrong kind of value"),
        ({"tax_rate": -1}, "tax_rate: is thousandths"),
        ({"columns": COLUMNS | {"number": 1}}, "columns: has the wrong kind of value"),
        ({"countries": {"EIRE": 1}}, "countries: has the wrong kind of value"),
        ({"countries": {"EIRE": "Ireland"}}, "countries.EIRE: is no country code"),
        ({"zone": "Mars/Base"}, "Mars/Base"),
        ({"zone": "../../etc/passwd"}, "Zone"),
        ({"language": "klingonish"}, "language"),
        ({"encoding": "utf-99"}, "utf-99"),
        ({"delimiter": "::"}, "delimiter: is one character"),
        ({"delimiter": ""}, "delimiter: is one character"),
        ({"decimal": ";"}, "decimal: is a full stop or a comma"),
        ({"cancellation": "ignore"}, "cancellation: is refuse, cancelled or refund"),
        ({"cancellation": "refund"}, "cancellation_prefix: is missing"),
        ({"date_format": "%Q"}, "date_format"),
    ],
)
def test_a_mapping_that_cannot_be_is_named(changes: dict[str, object], words: str) -> None:
    with pytest.raises(Invalid) as fault:
        mapping(**changes)
    assert words in fault.value.message


@pytest.mark.parametrize("content", [b"currency =", b"\xff\xfe", b"currency = '50 %(x)s"])
def test_what_is_no_toml_is_said(content: bytes) -> None:
    with pytest.raises(Invalid) as fault:
        read_mapping(content)
    assert fault.value.message


def test_a_mapping_with_byte_order_mark_is_read() -> None:
    assert read_mapping(("\ufeff" + mapping_text()).encode()).currency == "EUR"


def test_missing_columns_are_named_before_anything_is_read() -> None:
    known = mapping(columns=COLUMNS | {"email": "E-mail 100 %", "note": "Note"})
    with pytest.raises(Invalid) as fault:
        list(read_orders(StringIO("No,When,Code,What,Qty,Price,Customer,Country\n"), known))
    assert fault.value.message == "the file has no column E-mail 100 %, Note"


def test_an_empty_file_has_no_columns() -> None:
    with pytest.raises(Invalid):
        list(read_orders(StringIO(""), mapping()))


def test_the_same_file_gives_the_same_orders() -> None:
    rows = [row("1"), row("1", sku="B"), row("C2", quantity="-1")]
    known = mapping(**cancelling("cancelled"))
    assert read(*rows, by=known) == read(*rows, by=known)
