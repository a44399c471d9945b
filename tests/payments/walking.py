"""What journeys of customers who pay online share: the shop, the provider's page, and what is right after."""

import re
from typing import TYPE_CHECKING

from comptoir.mailing.models import Message
from comptoir.payments.models import ProviderNotice
from tests.payments.paypal.stand_in import PayPal
from tests.payments.scene import Scene, work
from tests.payments.stripe.stand_in import Stripe

if TYPE_CHECKING:
    from playwright.sync_api import Page

StandIn = Stripe | PayPal


def own_page(found: Scene, page: "Page") -> str:
    return f"/{found.shop.slug}/order/{found.order.token}/"


def go_and_pay(page: "Page") -> None:
    page.locator("#pay-now").click()
    page.wait_for_url(re.compile(r"/pay/cs_|checkoutnow"))


def press(page: "Page", name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def is_paid(found: Scene, times: int = 1) -> None:
    work()
    total = found.order.total
    assert found.seen() == ("paid" if times == 1 else "overpaid", [("payment", total)] * times)
    mails = Message.objects.filter(order_id=found.order.id, kind="payment")
    assert mails.count() == times
    assert not ProviderNotice.objects.exclude(state="handled").exists()
