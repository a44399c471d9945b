"""The pages of what waits and of what could not be booked, with entries in them, in a browser."""

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.payments.models import ProviderNotice
from comptoir.payments.notices.reasons import WORDS
from comptoir.shops.models import Shop
from tests.browser import Browse
from tests.factories import make_account, make_member
from tests.mailing.server import Postbox
from tests.pages.conftest import signed_in, visit
from tests.payments.scene import scene
from tests.payments.stripe.stand_in import Stripe
from tests.queue.scene import shop_with_a_refused_mail

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
# Words that are cut off, or lie over one another.
CUT = """() => {
  const words = [...document.querySelectorAll(".queue-row :is(p, span, strong, button)")]
    .filter((part) => part.checkVisibility() && !part.classList.contains("visually-hidden"));
  const cut = words.filter((part) => getComputedStyle(part).textOverflow === "ellipsis"
    && part.scrollWidth > part.clientWidth);
  const boxes = [...document.querySelectorAll(".queue-row")].flatMap((row) =>
    [...row.children].filter((part) => part.checkVisibility()).map((part) => part.getBoundingClientRect()));
  const over = boxes.filter((one, i) => boxes.some((other, j) => i < j && one.left < other.right - 1
    && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1));
  return cut.map((part) => part.textContent).concat(over.map((box) => JSON.stringify(box)));
}"""


def _looks(page: "Page", shop: Shop, address: str) -> None:
    account = make_account()
    make_member(shop, account)
    client = Client()
    client.force_login(account)
    signed_in(page, client)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        visit(page, address)
        for summary in page.locator(".queue-row summary").all():
            summary.click()
        assert page.evaluate(CUT) == []
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} at {width}"
        report = Axe().run(page)
        assert not report.violations_count, report.generate_report()


@pytest.mark.parametrize(("dark", "language"), [(False, "fr"), (True, "en")])
def test_notices_that_could_not_be_booked(
    browse: Browse, stripe: Stripe, dark: bool, language: str
) -> None:
    found = scene(slug="lune")
    with write():
        for number, reason in enumerate(WORDS):
            ProviderNotice.objects.create(
                shop=found.shop,
                account=found.account,
                order=found.order if number else None,
                event_id=f"evt_{number}{'xY7ZkLm3' * 6}",
                body='{"id": "cs_test_%s"}' % ("a1B2c3D4" * 20),
                received_at=utc_now(),
                state="unclear",
                reason=reason,
            )
    page = browse(dark=dark, language=language)
    _looks(page, found.shop, "/desk/lune/settings/notices/")
    link = page.locator("#notices a", has_text=found.order.number)
    assert link.count() == len(WORDS) - 1
    assert str(link.first.get_attribute("href")).endswith(f"/{found.order.number}/")


@pytest.mark.parametrize(("dark", "language"), [(True, "fr"), (False, "en")])
def test_mails_that_were_given_up(
    browse: Browse, postbox: Postbox, dark: bool, language: str
) -> None:
    shop = shop_with_a_refused_mail(postbox, slug="lune")
    _looks(browse(dark=dark, language=language), shop, "/desk/lune/settings/queue/")
