"""A backup of either database restores into either, row by row, and the shop goes on from there."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from comptoir.core.database import write
from comptoir.operations.backup.make import make_backup
from comptoir.operations.backup.reading import opened
from comptoir.operations.backup.restore import restore
from comptoir.orders.actions.delete import delete
from comptoir.orders.actions.purge import purge
from comptoir.orders.models import Order, OrderSearch
from comptoir.shops.models import Shop
from tests.factories import NOW, make_order, member_of
from tests.operations_backup.contents import contents, stored
from tests.operations_backup.places import Place, Places
from tests.operations_doctor.scene import LATER, found, lived_shop

pytestmark = pytest.mark.once
LOGO = "logos/1/lune.png"


@dataclass(frozen=True)
class Source:
    place: Place
    file: Path
    rows: dict[str, Any]
    files: dict[str, str]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def source(request: pytest.FixtureRequest, places: Places) -> Source:
    place = places.ready(request.param)
    file = place.home / "backup.zip"
    with place.here():
        lived_in()
        make_backup(file, now=NOW, with_keys=True)
        return Source(place, file, contents(), stored())


def lived_in() -> None:
    """A shop with a past, a picture, texts that are hard to carry, and ids that are gone."""
    scene = lived_shop()
    with write():
        name = default_storage.save(LOGO, ContentFile(b"\x89PNG" + bytes(range(256))))
        Shop.objects.filter(id=scene.shop.id).update(logo=name)
        hard = 'Ligne 1\nLigne 2\t"œuf" \\ \u2028 𝄞 € , [] {} null'
        moment = NOW + timedelta(microseconds=120_000)
        Order.objects.filter(id=scene.plain.id).update(
            customer_note=hard, changed_at=moment, delivery={"name": hard, "city": None, "n": 1.5}
        )
    gone = make_order(scene.shop, scene.variant)
    purged: dict[str, Any] = {"shop_id": scene.shop.id, "order_id": gone.id, "now": LATER}
    delete(**purged, actor=member_of(scene.shop))
    purge(**purged, actor=member_of(scene.shop))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_everything_is_there_again(kind: str, source: Source, places: Places) -> None:
    place = places.new(kind)
    with place.here():
        with opened(source.file) as backup:
            restore(backup)
        assert contents() == source.rows
        assert stored() == source.files
        assert set(source.files) == {LOGO}
        assert found() == {}, "the doctor finds nothing"
        _search_follows()
        _ids_go_on(source)


def _search_follows() -> None:
    """The full-text index was filled by what keeps it, and finds."""
    row = OrderSearch.objects.latest("order_id")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT rowid FROM orders_search_fts WHERE text MATCH %s", [f'"{row.text[:10]}"']
            )
            assert row.key in {key for (key,) in cursor.fetchall()}


def _ids_go_on(source: Source) -> None:
    """The next order has the next number, and an id that no row ever had."""
    before = max(source.rows["orders_order"])
    order = make_order(Shop.objects.get())
    assert order.id > before + 1, "the id of the order that is gone is not given again"
    assert Order.objects.filter(shop=order.shop, number=order.number).count() == 1


def test_the_file_is_its_owners_only_and_has_no_leftovers(source: Source) -> None:
    assert source.file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in source.place.home.glob("backup*")] == ["backup.zip"]
