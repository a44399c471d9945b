"""Accent, logo and pictures: kept for ever by browsers, harmless whatever they hold."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from comptoir.catalog.models import Picture
from comptoir.core.database import write
from comptoir.shops.models import Shop
from comptoir.storefront.media import accent_digest
from tests.factories import make_shop
from tests.storefront.scene import Customer, Scene, customer_of, make_scene


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.COMPTOIR_HOME = tmp_path


def _stored(name: str, size: tuple[int, int] = (4, 5)) -> str:
    drawn = io.BytesIO()
    Image.new("RGB", size, "#8a4b2d").save(drawn, "JPEG")
    return default_storage.save(name, ContentFile(drawn.getvalue()))


def test_the_accent_is_a_stylesheet_that_can_be_kept(db: None) -> None:
    scene = make_scene(accent="#8a4b2d")
    anne = customer_of(scene)
    path = f"accent-{accent_digest('#8a4b2d')}.css"
    assert f'href="/{scene.shop.slug}/{path}"' in anne.get().content.decode()
    answer = anne.get(path)
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert "--accent: #" in answer.content.decode()
    assert anne.get("accent-000000000000.css").status_code == 404


def test_pictures_are_served_and_nothing_runs_in_them(scene: Scene, anne: Customer) -> None:
    name = _stored("pictures/abc.jpg")
    with write():
        Picture.objects.create(
            shop=scene.shop, product=scene.cup, image=name, width=4, height=5, alt={"fr": "Face"}
        )
    page = anne.get("p/tasse-lune/").content.decode()
    assert f'src="/{scene.shop.slug}/media/{name}?w=960"' in page
    assert 'alt="Face"' in page
    assert f'src="/{scene.shop.slug}/media/{name}?w=480"' in anne.get().content.decode()
    answer = anne.get(f"media/{name}")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer
    assert "Cookie" not in answer.get("Vary", "")
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


@pytest.mark.parametrize(("asked", "got"), [("480", 480), ("960", 600), ("1", 600), ("x", 600)])
def test_a_small_screen_gets_a_small_picture(
    scene: Scene, anne: Customer, tmp_path: Path, asked: str, got: int
) -> None:
    name = _stored("pictures/7/large.jpg", (600, 750))
    with write():
        Picture.objects.create(
            shop=scene.shop, product=scene.cup, image=name, width=600, height=750
        )
    for _ in range(2):
        answer = anne.get(f"media/{name}?w={asked}")
        with Image.open(io.BytesIO(b"".join(answer.streaming_content))) as picture:
            assert (picture.width, picture.height) == (got, got * 5 // 4)
    kept = list((tmp_path / "cache" / "pictures").rglob("*.*"))
    assert len(kept) == (1 if got == 480 else 0)


def test_the_logo_stands_in_the_header(scene: Scene, anne: Customer) -> None:
    name = _stored("logos/abc.jpg")
    with write():
        Shop.objects.filter(id=scene.shop.id).update(logo=name)
    assert f'<img src="/{scene.shop.slug}/media/{name}"' in anne.get().content.decode()
    assert anne.get(f"media/{name}").status_code == 200


@pytest.mark.parametrize(
    "name",
    ["pictures/none.jpg", "../settings.py", "pictures/../secret.key", "pictures/abc.svg", "x"],
)
def test_nothing_else_is_served(scene: Scene, anne: Customer, name: str) -> None:
    assert anne.get(f"media/{name}").status_code == 404


def test_another_shops_picture_is_not_found(scene: Scene) -> None:
    name = _stored("pictures/mine.jpg")
    with write():
        Picture.objects.create(shop=scene.shop, product=scene.cup, image=name, width=4, height=5)
    other = make_shop()
    stranger = Customer(other, customer_of(scene).client)
    assert stranger.get(f"media/{name}").status_code == 404
