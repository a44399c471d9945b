"""Pages that say that something is not there, or went wrong."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import translation
from django.views.defaults import server_error

from tests.storefront.scene import Scene


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        ("/a/b/c/d/", "fr", "Il n’y a rien ici"),
        ("/nobody/", "en", "There is nothing here"),
        ("/no.such.file", "en", "There is nothing here"),
    ],
)
def test_an_address_that_leads_nowhere(db: None, path: str, language: str, words: str) -> None:
    answer = Client(headers={"Accept-Language": language}).get(path)
    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_a_form_without_its_token_is_told_so_in_words(scene: Scene) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "fr"})
    answer = client.post(f"/{scene.shop.slug}/basket/add/", {"variant": scene.bowl.id})
    assert answer.status_code == 403
    assert "Rien n’a été fait." in answer.content.decode()


def test_a_failure_has_a_page_that_asks_for_nothing() -> None:
    with translation.override("en"):
        answer: HttpResponse = server_error(HttpRequest())
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", "note=" + "x" * 10_000_000),
        ("application/x-www-form-urlencoded", "&".join(f"f{n}=1" for n in range(2000))),
        ("application/x-www-form-urlencoded; charset=utf-7", "note=+AAA-"),
        ("multipart/form-data", "no boundary"),
    ],
    ids=["10 MB", "2000 fields", "utf-7", "no boundary"],
)
def test_what_can_not_be_read_is_told_so_in_words(scene: Scene, kind: str, body: str) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "fr"})
    client.get(f"/{scene.shop.slug}/p/tasse-lune/")
    answer = client.post(f"/{scene.shop.slug}/checkout/", body, content_type=kind)
    assert answer.status_code == 400
    assert "n’a pas pu être lu" in answer.content.decode()


def test_another_host_name_is_told_nothing(scene: Scene) -> None:
    answer = Client(headers={"Host": "evil.example"}).get(f"/{scene.shop.slug}/")
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()
