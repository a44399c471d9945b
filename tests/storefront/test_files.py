"""Accent, logo and pictures: kept for ever by browsers, harmless whatever they hold."""

import io
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
    settings.MEDIA_ROOT = tmp_path


def _stored(name: str) -> str:
    drawn = io.BytesIO()
    Image.new("RGB", (4, 5), "#8a4b2d").save(drawn, "JPEG")
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
    assert f'src="/{scene.shop.slug}/media/{name}"' in page
    assert 'alt="Face"' in page
    assert f'/{scene.shop.slug}/media/{name}"' in anne.get().content.decode()
    answer = anne.get(f"media/{name}")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer
    assert "Cookie" not in answer.get("Vary", "")
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


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
