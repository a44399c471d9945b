"""Files made to exhaust: refused with a reason, in little time and memory."""

import io
import json
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from lxml import etree

from comptoir.payments.statements import camt, formats, mt940
from comptoir.payments.statements.csv_mapping import suggested_mapping
from comptoir.payments.statements.plain import LONGEST, LONGEST_TEXT, Found, Line, Unreadable
from comptoir.payments.statements.reasons import Reason, fault
from tests.payments_bank import files

MB = 1 << 20
XML = b"<?xml version='1.0'?><Document>"
BOOKING = ":61:2611201120C12,00NMSCNONREF"


def read(content: bytes) -> Found:
    return formats.read(
        io.BytesIO(content),
        lambda sheet: suggested_mapping(sheet, "", account=files.IBAN, currency="EUR"),
    )


def _zip(method: int = zipfile.ZIP_DEFLATED, count: int = 1, size: int = 10) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as packed:
        for at in range(count):
            packed.writestr(f"{at}.xml", b"<a/>" * size)
    return target.getvalue()


def _lying_zip() -> bytes:
    """Its last record says one file; the form for giants before it says millions."""
    content = _zip()
    end = content.rfind(b"PK\x05\x06")
    giant = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 10**9, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return content[:end] + giant + locator + content[end:]


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a balance of digits": lambda: b":20:a\n:25:FR76\n:60F:" + b"1" * MB + b"\n:62F:x\n",
    "a million messages": lambda: b":20:a\n:60F:x\n" * (MB // 2),
    "a million statements": lambda: XML + b"<Stmt/>" * (MB // 2) + b"</Document>",
    "millions of elements": lambda: XML + b"<a/>" * (2 * MB) + b"</Document>",
    "millions of elements in one entry": lambda: XML + b"<Stmt><Ntry>" + b"<a/>" * (2 * MB),
    "an endless account": lambda: b":20:a\n:25:" + b"1A" * MB + b"\n:60F:C261120EUR1,\n:62F:x\n",
    "a million letters of no language": lambda: b"Date;Amount;Text\n" + b"\xe9" * (4 * MB),
    "a packed file of noughts": lambda: _zip(size=20 * MB),
    "a thousand and one files": lambda: _zip(count=1_001),
    "a table that lies": _lying_zip,
    "packed as nobody packs": lambda: _zip(zipfile.ZIP_LZMA),
    "billion laughs": lambda: b"<!DOCTYPE d [<!ENTITY a 'ha'>" + b"".join(
        b"<!ENTITY a%d '%s'>" % (at, b"&a%d;" % (at - 1) * 10 if at else b"&a;" * 10) for at in range(9)
    ) + b"]><Document><Stmt><Id>&a8;</Id></Stmt></Document>",
    "depth": lambda: b"<Document>" + b"<a>" * 200_000,
    "an account in every row": lambda: b"Date;Amount;Text;Auftragskonto\n" + b"".join(
        b"2026-11-20;1,00;x;ACC%d\n" % at for at in range(6_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_little_time(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # As it is, the bound lets through what takes a quarter of a minute.
    monkeypatch.setattr(camt, "MOST_HELD", 100_000)
    content, began = HOSTILE[name](), time.process_time()
    try:
        found = read(content)
    except Unreadable:
        pass
    else:
        assert not any(one.lines for one in found.statements)
        assert len(found.faults) < 10
    assert time.process_time() - began < 30


ENTRIES = (b"<Ntry>" + b"<a/>" * 100 + b"</Ntry>") * 20
UNCOUNTED = {
    "entries outside of a statement": ENTRIES,
    "entries behind a statement within a statement": b"<Stmt><Rpt/>" + ENTRIES + b"</Stmt>",
    "instructions": b"<?a?>" * 2_000,
    "comments": b"<!---->" * 2_000,
}


@pytest.mark.parametrize("name", UNCOUNTED)
def test_what_is_not_counted_is_not_held(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    walks: list[Any] = []
    walk = etree.iterparse

    def watched(*args: Any, **more: Any) -> Any:
        walks.append(walk(*args, **more))
        return walks[-1]

    monkeypatch.setattr(etree, "iterparse", watched)
    with suppress(Unreadable):
        assert not read(XML + UNCOUNTED[name] + b"</Document>").lines
    assert sum(1 for _ in walks[0].root.iter()) < 10


@pytest.mark.parametrize("content", [
    b"<Document>" + b"<a b='' c='' d=''/>" * 300 + b"</Document>",
    b"<!DOCTYPE d [<!ENTITY a 'x'>]><Document/>",
    "<!DOCTYPE d [<!ENTITY a 'x'>]><Document/>".encode("utf-16"),
])  # fmt: skip
def test_attributes_count_and_declarations_are_refused(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camt, "MOST_HELD", 1_000)
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.fault.code == Reason.UNREADABLE


def _zip_that_says(table: int, remark: bytes = b"") -> bytes:
    """An end of a ZIP whose last record says how large its table of files is."""
    record = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, table, 0, len(remark))
    return b"PK\x03\x04" + record + remark


@pytest.mark.parametrize("content", [
    # The mark stands once more in the last record's own numbers: where its table begins.
    _zip_that_says(10**9)[:-6] + b"PK\x05\x06\0\0",
    _zip_that_says(10**9, b"x" * 0xFFFF),
    _zip_that_says(10**9) + b"x" * 0x10000,
    b"PK\x03\x04" + struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1) + _zip_that_says(0, b"x" * 0xFFFF)[4:],
], ids=["two marks", "a remark", "more than a remark", "the form for giants before a remark"])  # fmt: skip
def test_the_table_is_looked_at_where_it_is_read(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.fault.code == Reason.TOO_MANY_FILES


def test_no_zero_byte_is_read_or_told() -> None:
    statement = b":20:a\n:25:FR7630006000011234567890189\n:28C:1\0/1\n:60F:C261120EUR0,\n:62F:C261120EUR0,\n"
    assert read(statement).statements[0].number == "1/1"
    with pytest.raises(Unreadable) as refused:
        read(b"Date;Amount;Text\n" + b"2026-11-20;1,00;x\n" * 300 + b"2026-11-20;?\0?;x\n")
    assert "\\u0000" not in json.dumps(refused.value.fault.as_json())
    assert fault(Reason.TEXT, text="a\0b").as_json()["values"] == {"text": "ab"}


def test_guessing_the_letters_takes_no_multiple_of_the_file() -> None:
    content = b"Date;Amount;Text\n" + b"\xe9" * (8 * MB)
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            read(content)
        assert tracemalloc.get_traced_memory()[1] < 12 * len(content)
    finally:
        tracemalloc.stop()


def test_texts_are_such_as_every_database_keeps() -> None:
    day = date(2026, 11, 20)
    line = Line(day, day, 1, name="a\0b" * 1_000, iban="X" * 9_999, text="t\0" * 9_999)
    assert "\0" not in line.name + line.text
    assert (len(line.name), len(line.iban), len(line.text)) == (LONGEST, LONGEST, LONGEST_TEXT)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_that_no_bank_knows_are_refused(day: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(f"Date;Amount;Text\n{day};1,00;x\n".encode())
    assert day in refused.value.message


def test_so_many_bookings_are_read_and_one_more_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is, the bound is 200,000: half a minute."""
    monkeypatch.setattr(mt940, "MOST_LINES", 2_000)
    head, foot = (
        ":20:a\n:25:FR7630006000011234567890189\n:60F:C261120EUR0,\n",
        ":62F:C261120EUR1,\n",
    )
    assert read((head + f"{BOOKING}\n" * 2_000 + foot).encode()).lines == 2_000
    with pytest.raises(Unreadable) as refused:
        read((head + f"{BOOKING}\n" * 2_001 + foot).encode())
    assert "2000" in refused.value.message


@pytest.mark.parametrize("left", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_anywhere_is_never_half_taken(left: float) -> None:
    day = date(2026, 11, 20)
    lines = [Line(day, day, 100 + at, name="Anne", text=f"2026-{at:05}") for at in range(50)]
    for content in (files.camt(lines), files.mt940(lines)):
        cut = content[: int(len(content) * left)]
        try:
            found = read(cut)
        except Unreadable:
            continue
        assert not found.lines
