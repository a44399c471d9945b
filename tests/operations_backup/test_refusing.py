"""A file that is cut short, changed, newer or nothing of ours is refused with a word; nothing is left."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from comptoir.core.database import write
from comptoir.operations.backup.errors import CutShort, Damaged, NotABackup
from comptoir.operations.backup.make import make_backup
from comptoir.operations.backup.reading import opened
from comptoir.operations.command import whole
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from tests.factories import NOW, make_order, make_shop
from tests.operations_backup.contents import contents, stored
from tests.operations_backup.places import Place, Places

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def file(places: Places) -> Path:
    """A backup of a small shop with a file."""
    place = places.ready("sqlite")
    path = place.home / "backup.zip"
    with place.here():
        shop = make_shop()
        make_order(shop)
        with write():
            logo = default_storage.save("logos/1/a.png", ContentFile(bytes(range(256)) * 20))
            Shop.objects.update(logo=logo)
        make_backup(path, now=NOW)
    return path


@pytest.fixture
def empty(places: Places) -> Place:
    return places.ready("sqlite")


def restored(path: Path, *options: str) -> Result:
    return CliRunner().invoke(whole(), ["restore", str(path), *options])


def test_cut_at_any_length_it_is_recognised(file: Path, tmp_path: Path) -> None:
    content, cut = file.read_bytes(), tmp_path / "cut.zip"
    dice = random.Random(7)
    lengths = {0, 1, 4, 29, 30, 39, 40, len(content) - 1, len(content) - 21, len(content) - 22}
    lengths |= {dice.randrange(len(content)) for _ in range(300)}
    for length in sorted(lengths):
        cut.write_bytes(content[:length])
        with pytest.raises(CutShort), opened(cut):
            pass


def test_a_changed_byte_of_what_it_holds_is_recognised(file: Path, tmp_path: Path) -> None:
    content, changed = file.read_bytes(), tmp_path / "changed.zip"
    with ZipFile(file) as zipped:
        members = [one for one in zipped.infolist() if one.file_size]
    dice = random.Random(11)
    for member in members:
        # 30 bytes of header, the name, and 20 bytes for large sizes stand before the content.
        begin = member.header_offset + 30 + len(member.filename) + 20
        place = begin + dice.randrange(member.compress_size)
        spoilt = bytearray(content)
        spoilt[place] ^= 1 << dice.randrange(8)
        changed.write_bytes(spoilt)
        if member.filename == "about.json":
            continue
        with pytest.raises((Damaged, NotABackup)), opened(changed) as backup:
            backup.check()


def test_nothing_is_left_of_one_that_is_damaged(file: Path, tmp_path: Path, empty: Place) -> None:
    """The last file of it is spoilt: by then every row was read."""
    spoilt = rewritten(file, tmp_path, "files/1", lambda content: content[:-1] + b"!")
    with empty.here():
        result = restored(spoilt)
        assert result.exit_code == 1
        assert "was changed or is damaged (files/1)" in result.output
        assert not any(contents().values())
        assert stored() == {}
        assert restored(file).exit_code == 0, "the place can be used still"


def test_rows_that_the_database_does_not_take_leave_nothing(
    file: Path, tmp_path: Path, empty: Place
) -> None:
    table = "tables/orders_orderline.jsonl"
    spoilt = rewritten(file, tmp_path, table, lambda content: content + content)
    with empty.here():
        assert "damaged" in restored(spoilt).output
        assert not any(contents().values())


def test_a_newer_one_is_refused(file: Path, tmp_path: Path, empty: Place) -> None:
    def newer(manifest: dict[str, Any]) -> None:
        manifest["migrations"].append("orders.0999_from_the_future")
        manifest["comptoir"] = "9.0"

    def newer_form(manifest: dict[str, Any]) -> None:
        manifest["version"] = 2

    with empty.here():
        for change in (newer, newer_form):
            result = restored(with_manifest(file, tmp_path, change))
            assert result.exit_code == 1
            assert "newer version" in result.output


def test_an_older_one_is_restored_and_brought_up_to_date(
    file: Path, tmp_path: Path, places: Places
) -> None:
    """As if made before the outbox had a state."""

    def older(manifest: dict[str, Any]) -> None:
        later = {"core.0002_queue_states", "core.0003_tallies"}
        manifest["migrations"] = [one for one in manifest["migrations"] if one not in later]
        (table,) = [one for one in manifest["tables"] if one["name"] == "core_outbox"]
        table["columns"] = [one for one in table["columns"] if one[0] != "state"]
        table["rows"], table["sha256"] = 0, EMPTY

    emptied = rewritten(file, tmp_path, "tables/core_outbox.jsonl", lambda _content: b"")
    old = with_manifest(emptied, tmp_path, older)
    with places.ready("sqlite").here():
        assert "set up by another version" in restored(old).output
    with places.new("sqlite").here():
        result = restored(old)
        assert result.exit_code == 0, result.output
        assert Order.objects.count() == 1
        make_order(Shop.objects.get())


def test_a_place_that_is_not_empty_is_refused(file: Path, empty: Place) -> None:
    with empty.here():
        assert restored(file).exit_code == 0
        before = contents(), stored()
        result = restored(file)
        assert result.exit_code == 1
        assert "There is something already: logos/1/a.png" in result.output
        shutil.rmtree(empty.home / "media")
        result = restored(file)
        assert result.exit_code == 1
        assert "There is something already: core_counter" in result.output
        assert contents() == before[0]


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(b"%PDF-1.7 and so on, for a while")
    with pytest.raises(NotABackup), opened(other):
        pass
    with ZipFile(other, "w") as zipped:
        zipped.writestr("letter.txt", "Dear Anne")
    with pytest.raises(NotABackup), opened(other):
        pass


def test_checking_reads_and_changes_nothing(file: Path, places: Places) -> None:
    empty = places.new("sqlite")
    with empty.here():
        result = restored(file, "--check")
        assert result.exit_code == 0
        assert "The backup is whole" in result.output
        assert not (empty.home / "comptoir.sqlite3").exists()


EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def rewritten(file: Path, folder: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """The backup with other content in one member; its manifest says what was there before."""
    path = folder / f"rewritten-{member.replace('/', '-')}.zip"
    with ZipFile(file) as old, ZipFile(path, "w") as new:
        for one in old.namelist():
            content = old.read(one)
            new.writestr(one, change(content) if one == member else content)
    return path


def with_manifest(file: Path, folder: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    def changed(content: bytes) -> bytes:
        manifest = json.loads(content)
        change(manifest)
        return json.dumps(manifest).encode()

    return rewritten(file, folder, "manifest.json", changed)
