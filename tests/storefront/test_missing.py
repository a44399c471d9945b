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
