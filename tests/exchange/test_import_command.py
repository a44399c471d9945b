"""`comptoir import` and `comptoir export`, as they are typed."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from comptoir.core.models import Event, Outbox
from comptoir.mailing.models import Message
from comptoir.operations.commands import export, import_
from comptoir.orders.models import MonthFigure, Order
from comptoir.shops.models import Shop
from tests.exchange.csv_files import mapping_text, row, text_of, written
from tests.factories import make_order, make_shop, make_variant

pytestmark = pytest.mark.django_db
ROWS = (row("1"), row("2", quantity="x"), row("3", description="Bébé", email=""), row("4"))


@pytest.fixture
def shop() -> Shop:
    return make_shop(slug="lune")


def taken(folder: Path, file: Path, *more: str, **changes: object) -> Result:
    known = folder / "mapping.toml"
    known.write_text(mapping_text(**changes), encoding="utf-8")
    arguments = ["--shop", "lune", "--mapping", str(known), *more, str(file)]
    return CliRunner().invoke(import_.command, arguments)


def test_a_file_is_taken_and_the_rest_reported(shop: Shop, tmp_path: Path) -> None:
    report = tmp_path / "refused.csv"
    done = taken(tmp_path, written(tmp_path, text_of(*ROWS)), "--report", str(report))
    assert done.exit_code == 0, done.output
    assert "3 taken, 0 already there, 1 refused." in done.output
    with report.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["line", "number", "reason"],
            ["3", "2", "“x” is no number"],
        ]
    orders = Order.objects.filter(shop=shop).order_by("number")
    assert [(one.number, one.place, one.payment_state) for one in orders] == [
        (number, "archived", "paid") for number in ("1", "3", "4")
    ]
    assert MonthFigure.objects.get(shop=shop).total == 3 * 2400


def test_the_same_file_twice_changes_nothing(shop: Shop, tmp_path: Path) -> None:
    file = written(tmp_path, text_of(*ROWS))
    taken(tmp_path, file)
    before = list(Order.objects.order_by("id").values())
    events = Event.objects.count()
    done = taken(tmp_path, file)
    assert "0 taken, 3 already there, 1 refused." in done.output
    assert list(Order.objects.order_by("id").values()) == before
    assert Event.objects.count() == events
    assert MonthFigure.objects.get(shop=shop).orders == 3


def test_nothing_leaves_and_no_stock_moves(shop: Shop, tmp_path: Path) -> None:
    cup = make_variant(shop, stock=5, sku="CUP")
    taken(tmp_path, written(tmp_path, text_of(*ROWS)))
    cup.refresh_from_db()
    assert cup.stock == 5
    assert cup.stock_changes.count() == 1
    assert not Outbox.objects.exists()
    assert not Message.objects.exists()


def test_numbers_of_other_orders_are_left_alone(shop: Shop, tmp_path: Path) -> None:
    own = make_order(shop)
    before = Order.objects.filter(id=own.id).values().get()
    done = taken(tmp_path, written(tmp_path, text_of(row(own.number), row("9"))))
    assert "1 taken, 0 already there, 1 refused." in done.output
    assert "an order with this number is there with other content" in done.output
    assert Order.objects.filter(id=own.id).values().get() == before


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-15", "utf-16"])
def test_encodings_and_gzip(shop: Shop, tmp_path: Path, encoding: str, zipped: bool) -> None:
    text = text_of(row("1", description="Tasse « Été »".replace("«", "-").replace("»", "-")))
    file = written(tmp_path, text, encoding=encoding, zipped=zipped)
    said = {"utf-8": None, "utf-8-sig": None}.get(encoding, encoding)
    done = taken(tmp_path, file, encoding=said)
    assert done.exit_code == 0, done.output
    assert Order.objects.get(shop=shop).lines.get().names == {"en": "Tasse - Été -"}


@pytest.mark.parametrize(
    ("content", "changes"),
    [
        (b"\x1f\x8bno gzip at all", {}),
        (text_of(row(description="é")).encode("iso-8859-1"), {}),
        (b"a,b,c\n1,2,3\n", {}),
        (b"", {}),
        (text_of(row()).encode(), {"currency": "EURO"}),
    ],
)
def test_a_file_that_cannot_be_read_is_exit_code_1(
    shop: Shop, tmp_path: Path, content: bytes, changes: dict[str, object]
) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(content)
    done = taken(tmp_path, file, **changes)
    assert done.exit_code == 1, done.output
    assert "Error: orders.csv: " in done.output
    assert not Order.objects.exists()


def test_another_currency_is_refused(shop: Shop, tmp_path: Path) -> None:
    done = taken(tmp_path, written(tmp_path, text_of(row())), currency="GBP")
    assert "0 taken, 0 already there, 1 refused." in done.output
    assert "the order's currency is not the shop's" in done.output


def test_there_must_be_such_a_shop(tmp_path: Path) -> None:
    done = taken(tmp_path, written(tmp_path, text_of(row())))
    assert done.exit_code == 1
    assert "there is no shop lune" in done.output


def test_export_and_import_as_xml(shop: Shop, tmp_path: Path) -> None:
    make_order(shop)
    taken(tmp_path, written(tmp_path, text_of(*ROWS)))
    other = make_shop()
    first, second = tmp_path / "first.xml", tmp_path / "second.xml"
    for slug, path in ((shop.slug, first), (other.slug, second)):
        done = CliRunner().invoke(export.command, ["--shop", slug, "-o", str(path)])
        assert done.exit_code == 0, done.output
        if slug == shop.slug:
            assert "4 orders written." in done.output
            done = CliRunner().invoke(import_.command, ["--shop", other.slug, str(path)])
            assert "4 taken, 0 already there, 0 refused." in done.output
    assert first.read_bytes() == second.read_bytes()
    assert not first.with_name("first.xml.part").exists()
