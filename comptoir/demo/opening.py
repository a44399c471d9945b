"""What the demo says when it is ready."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable

from django.conf import settings

from comptoir.demo.seed.people import EMAIL, PASSWORD
from comptoir.demo.seed.shop import SLUG

TEXT = """
  Shop       {url}/{slug}/
  Desk       {url}/desk/
  Mailbox    {url}/mailbox/

  Sign in    {email}
  Password   {password}

Order something in the shop, find both mails in the mailbox, then follow the link
in the shop's mail to the desk. Ctrl+C stops everything; what you did is kept in
{home}.
"""


def announce(say: Callable[[str], object]) -> None:
    """The addresses are printed once the pages answer."""
    if _answers(f"http://127.0.0.1:{settings.COMPTOIR_PORT}/healthz"):
        say(
            TEXT.format(
                url=settings.COMPTOIR_URL,
                slug=SLUG,
                email=EMAIL,
                password=PASSWORD,
                home=settings.COMPTOIR_HOME,
            )
        )


def _answers(address: str) -> bool:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 # our own address
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
