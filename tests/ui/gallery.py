"""Pictures of every sample page: `python -m tests.ui.gallery [page …]` writes build/gallery/*.png."""

import os
import sys
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

PAGES = (
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
    "paper",
)
OUT = Path("build/gallery")


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the pictures are the result."""


def _serve(port: int) -> None:
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    server = make_server(
        "127.0.0.1", port, StaticFilesHandler(get_wsgi_application()), handler_class=Quiet
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()


def _pictures(port: int, pages: tuple[str, ...]) -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser import ARGUMENTS, CHROMIUM

    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for width, dark in ((1280, False), (390, False), (1280, True), (390, True)):
            context = browser.new_context(
                base_url=f"http://127.0.0.1:{port}",
                viewport={"width": width, "height": 844},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
                has_touch=width < 600,
            )
            tab = context.new_page()
            for name in pages:
                tab.goto(f"/{name}", wait_until="networkidle")
                shade = "dark" if dark else "light"
                tab.screenshot(
                    path=OUT / f"{name.replace('?', '-')}-{width}-{shade}.png", full_page=True
                )
            context.close()
        browser.close()


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.ui.settings"
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    port = int(os.environ.get("PORT", "8102"))
    _serve(port)
    _pictures(port, tuple(sys.argv[1:]) or PAGES)


if __name__ == "__main__":
    main()
