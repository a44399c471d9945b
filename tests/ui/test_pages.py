"""Frames and components as pages: what they hold, in both languages, without the browser."""

import re
from datetime import timedelta

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import Client, RequestFactory

from comptoir.core.clock import utc_now
from comptoir.ui import toasts

pytestmark = pytest.mark.once

PAGES = [
    "list",
    "empty",
    "order",
    "form",
    "dialog",
    "store",
    "product",
    "checkout",
    "text",
    "sign_in",
]


def page(address: str) -> str:
    return Client().get(address).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_whole(name: str) -> None:
    html = page(f"/{name}?errors=1")
    assert html.count("<main") == html.count("<h1") == 1
    assert re.search(r"<title>\S.* · \S", html)
    assert 'href="#main"' in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_pages_speak_french(name: str) -> None:
    html = page(f"/{name}?language=fr")
    assert '<html lang="fr"' in html
    assert "Aller au contenu" in html
    assert "Skip to content" not in html


def test_the_current_page_is_marked_for_everybody() -> None:
    html = page("/list")
    assert re.search(r'<a class="desk-nav-link" href="/list" aria-current="page"', html)


def test_a_post_button_is_a_form_with_its_values() -> None:
    html = page("/order")
    form = re.search(
        r'<form method="post" action="/act"[^>]*>.*?Mark as paid.*?</form>', html, re.S
    )
    assert form is not None
    assert 'name="csrfmiddlewaretoken"' in form[0]
    assert '<input type="hidden" name="version" value="3">' in form[0]
    assert "data-once" in form[0]


def test_a_line_is_shown_once_with_its_undo() -> None:
    client = Client()
    client.post("/act", {"version": 7})
    first, second = (client.get("/order").content.decode() for _ in range(2))
    assert "Done with 7." in first
    assert "Done with 7." not in second
    assert re.search(r'data-seconds="1[45]"', client.get("/order?toast=1").content.decode())


def request_with_messages() -> HttpRequest:
    request = RequestFactory().get("/")
    storage = CookieStorage(request)
    request._messages = storage  # type: ignore[attr-defined]  # as the middleware does
    return request


def test_seconds_run_out() -> None:
    request = request_with_messages()
    toasts.toast(request, "Late.", undo_url="/undo", undo_until=utc_now() - timedelta(seconds=3))
    (shown,) = toasts.waiting(request)
    assert (shown.text, shown.undo_url, shown.seconds_left) == ("Late.", "/undo", 0)


def test_messages_of_other_parts_show_as_well() -> None:
    request = request_with_messages()
    messages.error(request, "No.")
    messages.success(request, "Yes.")
    assert [(one.text, one.tone) for one in toasts.waiting(request)] == [
        ("No.", "danger"),
        ("Yes.", "done"),
    ]
