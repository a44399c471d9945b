"""What scripts add, in a real browser; and that nothing needs them."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Page, Route, expect

from tests.browser import Browse

pytestmark = [pytest.mark.once, pytest.mark.django_db]

PAGES = [
    "list",
    "order",
    "form?errors=1",
    "dialog",
    "store",
    "product",
    "checkout?errors=1",
    "text",
    "sign_in",
    "empty",
    "paper",
]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(browse: Browse, width: int, dark: bool) -> None:
    page = browse(width=width, dark=dark)
    for name in PAGES:
        page.goto(f"/{name}")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out(browse: Browse, width: int, language: str) -> None:
    page = browse(width=width)
    for name in PAGES:
        page.goto(f"/{name}{'&' if '?' in name else '?'}language={language}")
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{name} is {beyond} px too wide"


def open_dialog(page: Page) -> None:
    page.goto("/order")
    page.get_by_role("link", name="Complete").click()
    expect(page.get_by_role("dialog", name="Complete order 2026-00042")).to_be_visible()


def test_escape_closes_a_dialog_and_gives_focus_back(browse: Browse) -> None:
    page = browse()
    open_dialog(page)
    expect(page.get_by_label("Tracking number")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="Complete")).to_be_focused()
    page.get_by_role("link", name="Complete").click()
    page.get_by_role("dialog").get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/order")


def test_a_dialog_shows_what_is_wrong_and_keeps_what_was_typed(browse: Browse) -> None:
    page = browse()
    open_dialog(page)
    page.get_by_label("Tracking number").evaluate("field => field.removeAttribute('maxlength')")
    page.get_by_label("Tracking number").fill("1" * 30)
    page.get_by_role("button", name="Mark as completed").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("at most 20 characters")
    expect(dialog.get_by_label("Tracking number")).to_have_value("1" * 30)
    dialog.get_by_label("Tracking number").fill("JJD 0099/99 99&9")
    dialog.get_by_role("button", name="Mark as completed").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("Marked as completed.")
    expect(page.locator("[data-countdown]")).to_have_text(re.compile(r"^[6-9] s$"))


@pytest.mark.parametrize("width", [390, 1280])
def test_a_dialog_is_a_page_without_scripts(browse: Browse, width: int) -> None:
    page = browse(javascript=False, width=width)
    page.goto("/order")
    page.get_by_role("link", name="Complete").click()
    assert page.url.endswith("/dialog")
    page.get_by_role("button", name="Mark as completed").click()
    assert page.url.endswith("/order")
    expect(page.get_by_role("status")).to_contain_text("Marked as completed.")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_role("status")).to_contain_text("Done with 3.")


def test_an_action_refreshes_in_place_and_keeps_focus_near(browse: Browse) -> None:
    page = browse()
    page.goto("/order")
    page.evaluate("window.stayed = true")
    page.keyboard.press("p")
    expect(page.get_by_role("status")).to_contain_text("Done with 3.")
    assert page.evaluate("window.stayed") is True
    expect(page.get_by_role("button", name="Mark as paid")).to_be_focused()


def test_letters_do_nothing_while_typing_or_when_switched_off(browse: Browse) -> None:
    page = browse()
    page.goto("/order")
    page.get_by_label("Comment").press_sequentially("pack it apart?")
    expect(page.get_by_label("Comment")).to_have_value("pack it apart?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys).to_contain_text("Mark as paid")
    expect(keys).to_contain_text("Archive")
    keys.get_by_label("Single letters do something").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    page.keyboard.press("/")
    expect(page.get_by_role("status")).to_have_text("")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_walking_the_list(browse: Browse) -> None:
    page = browse()
    page.goto("/list")
    for key in "jjkx":
        page.keyboard.press(key)
    bar = page.get_by_role("group", name="With the ticked ones")
    expect(bar).to_contain_text("1 orders")
    expect(page.get_by_label("Tick 2026-00042")).to_be_checked()
    page.keyboard.press("x")
    expect(bar).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/order")
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url("**/list")


def test_ticks_in_a_stretch_and_all(browse: Browse) -> None:
    page = browse()
    page.goto("/list")
    page.get_by_label("Tick 2026-00042").check()
    page.get_by_label("Tick 2026-00040").click(modifiers=["Shift"])
    bar = page.get_by_role("group", name="With the ticked ones")
    expect(bar).to_contain_text("3 orders")
    bar.get_by_label("Tick all").check()
    expect(bar).to_contain_text("6 orders")


def test_unsaved_text_warns_and_survives_an_action(browse: Browse) -> None:
    page = browse()
    page.goto("/order")
    page.get_by_label("Comment").fill("Fragile\nthing")
    page.get_by_role("button", name="Mark as paid").click()
    expect(page.get_by_role("status")).to_contain_text("Done with 3.")
    expect(page.get_by_label("Comment")).to_have_value("Fragile\nthing")
    asked: list[str] = []

    def answer(question: Dialog) -> None:
        asked.append(question.type)
        question.accept()

    page.on("dialog", answer)
    page.goto("/list")
    assert asked == ["beforeunload"]


def test_a_form_is_sent_once(browse: Browse) -> None:
    page = browse()
    page.goto("/checkout")
    sent: list[str] = []

    def pass_on(route: Route) -> None:
        sent.append(route.request.method)
        route.continue_()

    page.route("**/act", pass_on)
    form = page.locator("main form")
    form.evaluate(
        "form => { form.noValidate = true; const b = form.querySelector('button'); b.click(); b.click(); b.click(); }"
    )
    page.wait_for_url("**/order")
    assert sent == ["POST"]


def test_menus_close_and_the_theme_stays(browse: Browse) -> None:
    page = browse()
    page.goto("/order")
    page.get_by_text("More", exact=True).click()
    item = page.get_by_role("button", name="Delete")
    expect(item).to_be_visible()
    page.keyboard.press("Escape")
    expect(item).to_be_hidden()
    page.get_by_role("button", name="Light or dark").click()
    page.goto("/store")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
