"""The formats that are read, told apart by what the file begins with."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from gzip import GzipFile
from typing import BinaryIO

from comptoir.payments.statements import camt, csv_file, mt940
from comptoir.payments.statements.csv_mapping import Mapping, Sheet, sheet_of
from comptoir.payments.statements.plain import LONGEST, Found, Unreadable
from comptoir.payments.statements.reasons import Reason
from comptoir.payments.statements.text import text_of

# A year of a busy shop is under 40 MB of CAMT; what is packed must not unpack to more.
LARGEST = 64 << 20
MOST_FILES = 1_000
# Where a ZIP ends: its last record, and as much behind it as zipfile looks through; before it, what
# leads to the form for giants.
RECORD, REMARK, LOCATOR = 22, 1 << 16, 20
TAIL = LOCATOR + RECORD + REMARK

# Given a CSV, what its columns mean; None if nobody has said so yet.
Mappings = Callable[[Sheet], Mapping | None]


class NeedsMapping(Unreadable):
    """A CSV whose columns are not known yet; `sheet` and `encoding` help to ask."""

    code = "statement_mapping"

    def __init__(self, sheet: Sheet, encoding: str) -> None:
        self.sheet, self.encoding = sheet, encoding
        super().__init__(Reason.MAPPING)


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: what tells it from others, and its reader."""

    name: str
    fits: Callable[[bytes], bool]
    read: Callable[[bytes, Mappings], Found]


def _is_xml(content: bytes) -> bool:
    head = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    return head.startswith((b"<?xml", b"<Document", b"<")) or (
        content[:2] in {b"\xff\xfe", b"\xfe\xff"} and b"<\0" in content[:8] + b"\0"
    )


def _is_swift(content: bytes) -> bool:
    head = text_of(content[:20_000])[0]
    return any(
        f"\n{tag}" in f"\n{head.lstrip(chr(1))}"
        for tag in (":20:", ":25:", ":60F:", ":61:", ":62F:", ":86:", ":NS:", ":940:")
    )


def _camt(content: bytes, mappings: Mappings) -> Found:
    return camt.read(io.BytesIO(content))


def _swift(content: bytes, mappings: Mappings) -> Found:
    return mt940.read(text_of(content)[0])


def _csv(content: bytes, mappings: Mappings) -> Found:
    text, encoding = text_of(content)
    sheet = sheet_of(text)
    mapping = mappings(sheet)
    if mapping is None:
        raise NeedsMapping(sheet, encoding)
    return csv_file.read(text, mapping)


FORMATS = (
    Format("CAMT.052, .053, .054", _is_xml, _camt),
    Format("MT940, MT942", _is_swift, _swift),
    Format(
        "CSV",
        lambda content: b"\0" not in content[:4000] or content[:2] in {b"\xff\xfe", b"\xfe\xff"},
        _csv,
    ),
)


def read(stream: BinaryIO, mappings: Mappings = lambda sheet: None) -> Found:
    """All statements of a file, which may be gzipped or a ZIP of several.

    Raises Unreadable with the reason if nothing of it can be taken, NeedsMapping for a CSV whose
    columns nobody has explained yet. A statement that can't be taken is a fault; the others are whole.
    """
    found = Found()
    files = list(_files(stream))
    for name, content in files:
        try:
            part = _read_one(content, mappings)
        except NeedsMapping:
            raise
        except Unreadable as reason:
            if len(files) == 1:
                raise
            raise Unreadable(Reason.IN_FILE, file=name, reason=reason.fault) from reason
        found.statements += part.statements
        found.faults += part.faults
        found.bounded()
    return found


def _read_one(content: bytes, mappings: Mappings) -> Found:
    if not content.strip():
        raise Unreadable(Reason.EMPTY)
    if content.startswith(b"%PDF"):
        raise Unreadable(Reason.PDF)
    for one in FORMATS:
        if one.fits(content):
            return one.read(content, mappings)
    raise Unreadable


def _files(stream: BinaryIO) -> Iterator[tuple[str, bytes]]:
    head = stream.read(4)
    stream.seek(0)
    try:
        if head[:2] == b"\x1f\x8b":
            yield "", _bounded(GzipFile(fileobj=stream))
        elif head == b"PK\x03\x04":
            yield from _unzipped(stream)
        else:
            yield "", _bounded(stream)
    except (
        OSError,
        EOFError,
        zlib.error,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise Unreadable(Reason.PACKED_DAMAGED) from error


def _bounded(stream: "BinaryIO | GzipFile", most: int = LARGEST) -> bytes:
    content = stream.read(most + 1)
    if len(content) > most:
        raise Unreadable(Reason.TOO_LARGE, size=LARGEST >> 20)
    return content


def _unzipped(stream: BinaryIO) -> Iterator[tuple[str, bytes]]:
    left = LARGEST
    _few_files(stream)
    with zipfile.ZipFile(stream) as packed:
        names = [one for one in packed.infolist() if not one.is_dir()]
        if len(names) > MOST_FILES:
            raise Unreadable(Reason.TOO_MANY_FILES, most=MOST_FILES)
        if any(one.filename == "[Content_Types].xml" for one in names):
            raise Unreadable(Reason.SPREADSHEET)
        for one in names:
            if one.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                # Others may ask for gigabytes of memory before the first byte.
                raise NotImplementedError
            with packed.open(one) as file:
                content = file.read(left + 1)
            left -= len(content)
            if left < 0:
                raise Unreadable(Reason.TOO_LARGE, size=LARGEST >> 20)
            yield one.filename, content


def _few_files(stream: BinaryIO) -> None:
    """Returns for a ZIP whose table of files is small; it is all read before a file is."""
    size = stream.seek(0, io.SEEK_END)
    tail_at = stream.seek(max(0, size - TAIL))
    tail = stream.read(size - tail_at)
    stream.seek(0)
    end = _last_record(tail)
    table = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    # The form for giants may say another size than the ordinary one.
    if table > MOST_FILES * LONGEST or b"PK\x06\x07" in tail[max(0, end - LOCATOR) : max(0, end)]:
        raise Unreadable(Reason.TOO_MANY_FILES, most=MOST_FILES)


def _last_record(tail: bytes) -> int:
    """Where zipfile takes the last record from: the very end if no remark follows, else the last mark."""
    last = tail[-RECORD:]
    if last.startswith(b"PK\x05\x06") and last.endswith(b"\0\0"):
        return len(tail) - len(last)
    return tail.rfind(b"PK\x05\x06")
