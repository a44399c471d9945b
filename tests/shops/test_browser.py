"""What the set-up pages do while one types, and the way in, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser import Browse
from tests.factories import make_account, make_member, make_shop

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "correct horse battery"


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("en", 390)])
def test_through_sign_in_to_a_number_format_that_explains_itself(
    browse: Browse, language: str, width: int
) -> None:
    shop = make_shop(number_format="{number:5}")
    make_member(shop, make_account("lea@example.com", PASSWORD))
    page = browse(language=language, width=width)
    page.goto(f"/desk/{shop.slug}/settings/shop/numbers/")
    page.fill("[name=login]", "lea@example.com")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("output")
    # Scripts of the page listen from here on.
    page.wait_for_load_state("load")
    assert page.inner_text("output") == "00042"
    for typed, shown in (
        ("LUNE-{number:3}", "LUNE-042"),
        ("{number}{number}", "–"),
        ("n°{number}", "–"),
        ("{number}", "42"),
    ):
        page.fill("[name=number_format]", typed)
        expect(page.locator("output")).to_have_text(shown)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector(".toast")
    assert page.input_value("[name=number_format]") == "{number}"


def test_set_up_without_scripts(browse: Browse) -> None:
    shop = make_shop(number_format="{number:5}")
    make_member(shop, make_account("lea@example.com", PASSWORD))
    page = browse(javascript=False)
    page.goto(f"/desk/{shop.slug}/settings/shop/numbers/")
    page.fill("[name=login]", "lea@example.com")
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    page.fill("[name=number_format]", "{year}")
    page.click("main [type=submit]")
    assert page.input_value("[name=number_format]") == "{year}", "what was typed is kept"
    assert "{number}" in page.inner_text(".field-error, .errorlist, [id$=error]")
    page.fill("[name=number_format]", "A{number}")
    page.click("main [type=submit]")
    assert page.inner_text("output") == "A42"
