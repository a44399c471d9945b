"""Any lines, written by small writers in each format, come back as they were."""

import gzip
import io
import time
import zipfile
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.payments.statements import csv_file, formats, mt940
from comptoir.payments.statements.amounts import minor_units
from comptoir.payments.statements.csv_mapping import Mapping, sheet_of
from comptoir.payments.statements.mt940_line import booking_of, day_of
from comptoir.payments.statements.plain import Found, Line, Unreadable
from comptoir.payments.statements.text import text_of
from tests.payments_bank import files

WORDS = st.lists(
    st.text("ABCDEFGHabcdefgh0123456789éäß", min_size=1, max_size=12), min_size=1, max_size=8
)
DAYS = st.dates(date(2021, 1, 1), date(2029, 12, 31))
IBANS = st.sampled_from(["", "NL56AGDH9619008421", "DE14508800500194785000"])


@st.composite
def lines(draw: st.DrawFn) -> Line:
    booked = draw(DAYS)
    return Line(
        booked_on=booked,
        value_on=booked + timedelta(days=draw(st.integers(-5, 5))),
        amount=draw(st.integers(-(10**8), 10**8)),
        name=" ".join(draw(WORDS))[:50].strip(),
        iban=draw(IBANS),
        text=" ".join(draw(WORDS)),
        bank_reference=draw(st.sampled_from(["", "B-1", "55555"])),
        end_to_end=draw(st.sampled_from(["", "E2E1", "ORDER77"])),
    )


def read(content: bytes) -> Found:
    return formats.read(io.BytesIO(content), files.mapped)


def dated(line: Line) -> tuple[object, ...]:
    return line.booked_on, line.value_on, line.amount, line.iban


@given(st.lists(lines(), max_size=12), st.integers(-(10**9), 10**9), st.sampled_from([2, 4, 8, 10]))
def test_camt(written: list[Line], opening: int, version: int) -> None:
    (statement,) = read(files.camt(written, opening=opening, version=version)).statements
    assert statement.stated
    assert statement.difference == 0
    assert [dated(one) for one in statement.lines] == [dated(one) for one in written]
    for one, line in zip(statement.lines, written, strict=True):
        assert (one.name, one.bank_reference, one.end_to_end) == (
            line.name,
            line.bank_reference,
            line.end_to_end,
        )
        assert one.text.startswith(line.text)


@given(st.lists(lines(), min_size=2, max_size=12))
def test_a_batch_is_split_into_its_transactions(written: list[Line]) -> None:
    (statement,) = read(files.camt(written, batch=True)).statements
    assert [(one.amount, one.name, one.iban) for one in statement.lines] == [
        (one.amount, one.name, one.iban) for one in written
    ]
    assert statement.difference == 0


@given(st.lists(lines(), max_size=12), st.integers(-(10**9), 10**9))
def test_mt940(written: list[Line], opening: int) -> None:
    (statement,) = read(files.mt940(written, opening=opening)).statements
    assert statement.difference == 0
    assert [dated(one) for one in statement.lines] == [dated(one) for one in written]
    for one, line in zip(statement.lines, written, strict=True):
        assert one.name.replace(" ", "") == line.name.replace(" ", "")
        assert line.text.replace(" ", "")[:100] in one.text.replace(" ", "")


@given(
    st.lists(lines(), min_size=1, max_size=12),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
)
def test_csv(written: list[Line], encoding: str) -> None:
    (statement,) = read(files.csv_text(written, encoding=encoding)).statements
    assert [dated(one) for one in statement.lines] == [dated(one) for one in written]
    assert [(one.name, one.text) for one in statement.lines] == [
        (one.name, one.text) for one in written
    ]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        found = read(content)
    except Unreadable:
        return
    assert found.statements or found.faults


@given(st.lists(lines(), min_size=1, max_size=4), st.data())
def test_a_file_cut_short_is_refused(written: list[Line], data: st.DataObject) -> None:
    whole = files.camt(written)
    cut = data.draw(st.integers(60, len(whole) - 1))
    with pytest.raises(Unreadable):
        read(whole[:cut])


LINE = Line(date(2026, 11, 20), date(2026, 11, 20), 2490, "Anne Dupont", "", "2026-00042")


@pytest.mark.parametrize(
    ("text", "amount", "booked", "reversal"),
    [
        ("0709070904CR50990,05NTRFNONREF//0724710333343453", 5099005, date(2007, 9, 4), False),
        ("0409010902DR1,62NTRF0000549855700010", -162, date(2004, 9, 2), False),
        ("200101    D65,00NOVB", -6500, date(2020, 1, 1), False),
        ("1710111011DF2402,00S   X", -240200, date(2017, 10, 11), False),
        ("261120RC10,NTRF", -1000, date(2026, 11, 20), True),
        ("261120RD10,NTRF", 1000, date(2026, 11, 20), True),
        ("2601021231C5,5NTRF", 550, date(2025, 12, 31), False),
        ("140729C500NTRF29-07-2014 10:05//B4G29", 50000, date(2014, 7, 29), False),
        ("261120C1.234,50NTRF", 123450, date(2026, 11, 20), False),
    ],
)
def test_bookings_of_many_banks(text: str, amount: int, booked: date, reversal: bool) -> None:
    booking = booking_of(text, "EUR")
    assert (booking.amount, booking.booked_on, booking.reversal) == (amount, booked, reversal)


def test_days_and_accounts() -> None:
    assert day_of("160230") == date(2016, 2, 29)
    assert mt940.german_iban("37040044", "532013000") == "DE89370400440532013000"


def test_details_of_dutch_banks() -> None:
    details = (
        ":20:A\n:25:NL69INGB0123456789EUR\n:28C:1\n:60F:C261120EUR0,00\n:61:2611201120C24,90NTRFEREF//1\n"
        ":86:/EREF/ORDER42//CNTP/NL32INGB0000012345/INGBNL2A/J.Janssen///REMI/USTD//2026-00042/\n"
        ":62F:C261120EUR24,90\n-"
    )
    (statement,) = mt940.read(details).statements
    (line,) = statement.lines
    assert (statement.account, line.name, line.iban) == (
        "NL69INGB0123456789",
        "J.Janssen",
        "NL32INGB0000012345",
    )
    assert line.end_to_end == "ORDER42"
    assert "2026-00042" in line.text


@pytest.mark.parametrize(
    ("text", "decimal", "amount"),
    [("1.234,50", ",", 123450), ("1,234.50", ".", 123450), ("-3,00 €", ",", -300), ("12'000.05", ".", 1200005), ("(4,20)", ",", -420), ("7", ",", 700), ("1 000,5", ",", 100050)],
)  # fmt: skip
def test_amounts_of_csv(text: str, decimal: str, amount: int) -> None:
    assert minor_units(csv_file.plain_number(text, decimal), "EUR") == amount


def test_a_wrong_decimal_mark_is_refused_and_not_a_hundredfold() -> None:
    mapping = files.mapped(sheet_of(text_of(files.csv_text([LINE]))[0]))
    wrong = Mapping(**{**mapping.as_json(), "decimal": "."})
    with pytest.raises(Unreadable):
        csv_file.read(text_of(files.csv_text([LINE]))[0], wrong)


def test_debit_and_credit_in_columns_of_their_own() -> None:
    text = "Date;Libellé;Débit euros;Crédit euros\n20/11/2026;Virement 42;;24,90\n21/11/2026;Frais;-3,00;\n"
    (statement,) = read(text.encode()).statements
    assert [(one.amount, one.booked_on.day) for one in statement.lines] == [(2490, 20), (-300, 21)]


def test_a_csv_nobody_has_explained_asks_for_its_mapping() -> None:
    with pytest.raises(formats.NeedsMapping):
        formats.read(io.BytesIO(files.csv_text([LINE])))


def test_packed_files() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.writestr("a.xml", files.camt([LINE]))
        zipped.writestr("b.sta", files.mt940([LINE, LINE]))
    assert read(packed.getvalue()).lines == 3
    assert read(gzip.compress(files.camt([LINE]))).lines == 1
    with pytest.raises(Unreadable):
        read(packed.getvalue()[:100])


def test_entities_are_not_followed() -> None:
    attack = (
        files.camt([LINE])
        .replace(
            b"?><Document", b'?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><Document'
        )
        .replace(b"2026-00042", b"&e;")
    )
    try:
        text = read(attack).statements[0].lines[0].text
    except Unreadable:
        return
    assert "root:" not in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK", b"<Sts>BOOK"),
        (
            b">24.90</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>",
            b">24,9x</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>",
        ),
        (
            b">24.90</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>",
            b">24.905</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>",
        ),
        (b"<BookgDt><Dt>2026-11-20</Dt></BookgDt>", b"<BookgDt><Dt>2026-31-20</Dt></BookgDt>"),
    ],
)
def test_a_broken_entry_leaves_its_statement_out_and_says_why(old: bytes, new: bytes) -> None:
    content = files.camt([LINE])
    assert old in content
    found = read(content.replace(old, new))
    assert found.statements == []
    assert found.faults[0].message.startswith("Statement S-1: ")


def test_an_mt940_without_its_end_is_cut_short() -> None:
    content = files.mt940([LINE, LINE])
    found = read(content[: content.index(b":62F:")])
    assert found.statements == []
    assert "cut short" in found.faults[0].message


@pytest.mark.once
def test_a_large_file_is_read_in_time_that_grows_with_it() -> None:
    """20,000 bookings took two minutes while the entries read before were looked through each time."""
    content = files.camt([LINE] * 20_000)
    began = time.perf_counter()
    assert read(content).lines == 20_000
    assert time.perf_counter() - began < 40
