"""Uploads and job files go wherever the setting says; nothing needs a path on this machine."""

import io
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from comptoir.config.storage import storage
from comptoir.core.clock import utc_now
from comptoir.core.jobs import work
from comptoir.exchange.actions.start_export import start_export
from comptoir.exchange.models import Export, Import
from comptoir.shops.actions.set_logo import set_logo
from comptoir.shops.models import Shop
from tests.exchange.csv_files import mapping_text, row, text_of
from tests.exchange.test_desk_pages import body
from tests.factories import make_account, make_member, make_order, make_shop, member_of


@pytest.fixture
def _elsewhere(settings: Any) -> None:
    """A storage without paths, as an object store is."""
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "tests.house.pathless.PathlessStorage"}
    }
    with pytest.raises(NotImplementedError):
        default_storage.path("x")


def desk_of(shop: Shop) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_member(shop, make_account()).account)
    return client


@pytest.mark.django_db
@pytest.mark.usefixtures("_elsewhere")
def test_a_logo_is_kept_and_served() -> None:
    shop = make_shop(slug="lune")
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(picture, "PNG")
    set_logo(shop_id=shop.id, content=picture.getvalue(), actor=member_of(shop), now=utc_now())
    shop.refresh_from_db()
    assert default_storage.exists(shop.logo.name or "")
    for query in ("", "?w=240"):
        answer = Client().get(f"/lune/media/{shop.logo.name}{query}")
        assert answer.status_code == 200
        assert Image.open(io.BytesIO(body(answer))).width <= 300


@pytest.mark.django_db
@pytest.mark.usefixtures("_elsewhere")
def test_an_export_is_written_and_fetched_in_parts() -> None:
    shop = make_shop(slug="lune")
    make_order(shop, now=utc_now())
    export = start_export(
        shop_id=shop.id, query="", filters=None, language="en", actor=member_of(shop), now=utc_now()
    )
    work(now=utc_now())
    export.refresh_from_db()
    assert export.state == Export.State.DONE
    address = f"/desk/lune/exports/{export.public_id}/orders.xml"
    desk = desk_of(shop)
    whole = body(desk.get(address))
    part = desk.get(address, headers={"range": "bytes=5-"})
    assert part.status_code == 206
    assert body(part) == whole[5:]


@pytest.mark.django_db
@pytest.mark.usefixtures("_elsewhere")
def test_an_import_is_kept_until_it_is_read() -> None:
    shop = make_shop(slug="lune")
    desk_of(shop).post(
        "/desk/lune/import/",
        {
            "file": SimpleUploadedFile("orders.csv", text_of(row("1"), row("2")).encode()),
            "mapping": SimpleUploadedFile("map.toml", mapping_text().encode()),
        },
    )
    found = Import.objects.get()
    assert default_storage.exists(found.file)
    name = found.file
    work(now=utc_now())
    found.refresh_from_db()
    assert (found.state, found.taken) == ("done", 2)
    assert not default_storage.exists(name)


@pytest.mark.once
def test_the_setting_names_class_and_options(monkeypatch: pytest.MonkeyPatch) -> None:
    assert storage()["BACKEND"].endswith("FileSystemStorage")
    monkeypatch.setenv("COMPTOIR_STORAGE", "django.core.files.storage.InMemoryStorage")
    monkeypatch.setenv("COMPTOIR_STORAGE_OPTIONS", '{"base_url": "/m/"}')
    assert storage() == {
        "BACKEND": "django.core.files.storage.InMemoryStorage",
        "OPTIONS": {"base_url": "/m/"},
    }


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COMPTOIR_STORAGE", "storages_nobody_has.S3Storage"),
        ("COMPTOIR_STORAGE", "nothing"),
        ("COMPTOIR_STORAGE_OPTIONS", "bucket=shop"),
        ("COMPTOIR_STORAGE_OPTIONS", "[]"),
    ],
)
def test_what_can_be_no_storage_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        storage()
