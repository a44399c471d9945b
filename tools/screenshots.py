"""Takes pictures of the demo shop, in docs/pictures/: English, French, phone, dark.

python -m tools.screenshots [NAME …]   those whose names begin so; without, all
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.browser import ARGUMENTS, CHROMIUM
from tools.picture import SHOP, Picture, go

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pictures"
COLOURS = 128  # enough for pages; keeps the repository light
PHONE = 390


def _orders(page: "Page") -> list[str]:
    """The addresses of the orders in the list, newest first."""
    links = page.locator("a.row-link").all()
    return [address for link in links if (address := link.get_attribute("href"))]


def _first_order(page: "Page") -> None:
    go(page, _orders(page)[0])


def _print(page: "Page") -> None:
    go(page, f"{_orders(page)[0]}print/")


def _completion(page: "Page") -> None:
    _step(page, "complete")


def _paid(page: "Page") -> None:
    _step(page, "paid")


def _step(page: "Page", step: str) -> None:
    """The window of that step is open, over the newest order that is ready for it."""
    for address in _orders(page):
        go(page, address)
        button = page.locator(f"[href*='/{step}/']:visible").first
        if button.count():
            button.click()
            page.locator("dialog[open]").wait_for()
            return
    raise SystemExit(f"no order of the demo is ready for {step}")


def _first_method(page: "Page") -> None:
    page.locator(f"main a[href*='/desk/{SHOP}/settings/delivery/']:visible").filter(
        has_text="DHL"
    ).first.click()
    page.wait_for_load_state("networkidle")


def _product(page: "Page") -> None:
    page.locator(f"main a[href*='/{SHOP}/p/']").first.click()
    page.wait_for_load_state("networkidle")


def _basket(page: "Page") -> None:
    _product(page)
    variants = page.locator("form[action$='/basket/add/'] input[type=radio]")
    if variants.count():
        variants.first.check(force=True)
    page.locator("form[action$='/basket/add/'] .product-bar [type=submit]").click()
    page.locator(".product-added").wait_for()
    go(page, f"/{SHOP}/basket/")


def _checkout(page: "Page") -> None:
    _basket(page)
    go(page, f"/{SHOP}/checkout/")


def _newest_letter(page: "Page") -> None:
    page.locator("main a").first.click()
    page.wait_for_load_state("networkidle")


def pictures(customer_page: str) -> Iterator[Picture]:
    orders = f"/desk/{SHOP}/orders/"
    delivery = f"/desk/{SHOP}/settings/delivery/"
    members = f"/desk/{SHOP}/settings/members/"
    yield Picture("01-shop", f"/{SHOP}/")
    yield Picture("02-product-phone-fr", f"/{SHOP}/", _product, "fr", PHONE)
    yield Picture("03-checkout-fr", f"/{SHOP}/", _checkout, "fr")
    yield Picture("04-checkout-phone-dark", f"/{SHOP}/", _checkout, width=PHONE, dark=True)
    yield Picture("05-customer-order-phone-fr", customer_page, language="fr", width=PHONE)
    yield Picture("06-orders", orders, signed_in=True)
    yield Picture("07-orders-dark-fr", orders, language="fr", dark=True, signed_in=True)
    yield Picture("08-order-fr", orders, _first_order, "fr", signed_in=True)
    yield Picture("09-order-phone", orders, _first_order, width=PHONE, signed_in=True)
    yield Picture("10-completion", orders, _completion, signed_in=True)
    yield Picture("11-products-fr", f"/desk/{SHOP}/products/", language="fr", signed_in=True)
    yield Picture("12-mailbox", "/mailbox/", _newest_letter)
    yield Picture("13-paid-fr", orders, _paid, "fr", signed_in=True)
    yield Picture("14-set-up-fr", f"/desk/{SHOP}/settings/", language="fr", signed_in=True)
    yield Picture("15-delivery-fr", delivery, _first_method, "fr", signed_in=True)
    yield Picture("16-basket-fr", f"/{SHOP}/", _basket, "fr")
    yield Picture("17-sign-in-dark", "/account/login/", dark=True)
    yield Picture("19-print-fr", orders, _print, "fr", signed_in=True)
    yield Picture("18-members-phone-fr", members, language="fr", width=PHONE, signed_in=True)


@contextmanager
def demo() -> Iterator[tuple[str, Path]]:
    """A demo shop of its own, running: its address, and the folder it keeps its data in."""
    with tempfile.TemporaryDirectory(prefix="comptoir-pictures-") as home:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "comptoir", "demo"],
            env=os.environ | {"COMPTOIR_HOME": home, "PORT": str(port)},
            stdout=subprocess.DEVNULL,
        )
        try:
            address = f"http://localhost:{port}"
            _until_it_answers(address)
            yield address, Path(home)
        finally:
            process.terminate()
            process.wait(60)


def _until_it_answers(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the demo does not answer")


def _customer_page(home: Path) -> str:
    """The order page of the demo's newest order that stands in French."""
    import sqlite3  # noqa: PLC0415  # the demo's file is read here only

    with sqlite3.connect(home / "comptoir.sqlite3") as database:
        row = database.execute(
            "SELECT token FROM orders_order WHERE language = 'fr' ORDER BY placed_at DESC LIMIT 1"
        ).fetchone()
    return f"/{SHOP}/order/{row[0]}/"


def _context(browser: "Browser", address: str, picture: Picture) -> "BrowserContext":
    context = browser.new_context(
        base_url=address,
        locale=picture.language,
        viewport={"width": picture.width, "height": 844 if picture.width == PHONE else 860},
        color_scheme="dark" if picture.dark else "light",
        device_scale_factor=1,
    )
    context.add_cookies([{"name": "language", "value": picture.language, "url": address}])
    return context


def _sign_in(page: "Page") -> None:
    from comptoir.demo.seed.people import EMAIL, PASSWORD  # noqa: PLC0415  # needs Django set up

    go(page, "/account/login/")
    page.fill("input[name=login]", EMAIL)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("networkidle")


def _take(browser: "Browser", address: str, picture: Picture) -> None:
    context = _context(browser, address, picture)
    page = context.new_page()
    if picture.signed_in:
        _sign_in(page)
        # The account has a language of its own, which came with signing in.
        context.add_cookies([{"name": "language", "value": picture.language, "url": address}])
    go(page, picture.address)
    picture.prepare(page)
    page.wait_for_load_state("networkidle")
    _keep(picture.name, page.screenshot(animations="disabled", full_page=picture.tall))
    context.close()


def _keep(name: str, taken: bytes) -> None:
    """The picture stands in docs/pictures/, small."""
    with Image.open(BytesIO(taken)) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(TARGET / f"{name}.png", optimize=True)
    print(f"docs/pictures/{name}.png")


def main() -> int:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # not for --help of others

    if CHROMIUM is None:
        print("No Chromium on this machine.", file=sys.stderr)
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comptoir.config.settings")
    TARGET.mkdir(parents=True, exist_ok=True)
    with demo() as (address, home), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        from tools.money_pictures import money_pictures  # noqa: PLC0415  # needs settings

        chosen = sys.argv[1:]
        for picture in chain(pictures(_customer_page(home)), money_pictures(home)):
            if not chosen or picture.name.startswith(tuple(chosen)):
                _take(browser, address, picture)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
