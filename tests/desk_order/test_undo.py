"""Undo: from the line at the foot, from the timeline, and where it is refused."""

import re

import pytest

from comptoir.core.database import write
from comptoir.core.models import Event, Outbox
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from comptoir.shops.rights import SEE
from tests.desk_order.conftest import Desk, sign_in
from tests.factories import make_order, make_shop, make_variant

pytestmark = pytest.mark.django_db
UNDO = re.compile(r'action="([^"]+/history/\d+/undo/)"')


def _toast(page: str) -> str:
    return page[page.index('id="toasts"') :]


def test_line_at_the_foot_counts_down_while_a_mail_waits(desk: Desk, order: Order) -> None:
    foot = _toast(desk.done("complete", order, tracking_number="", send_mail="on"))
    assert "Marked as completed." in foot
    assert re.search(r'data-seconds="\d+"', foot)
    url = UNDO.search(foot)
    assert url
    page = desk.client.post(url[1], follow=True).content.decode()
    assert "Undone: Marked as completed." in page
    assert "already left" not in page
    order.refresh_from_db()
    assert order.handling == "open"
    assert not Outbox.objects.filter(event__kind="order.completed").exists()


def test_says_when_the_mail_has_left(desk: Desk, order: Order) -> None:
    foot = _toast(desk.done("complete", order, send_mail="on"))
    with write():
        Outbox.objects.all().delete()
    url = UNDO.search(foot)
    assert url
    page = desk.client.post(url[1], follow=True).content.decode()
    assert "Its mail has already left." in page


def test_timeline_offers_undo_until_a_later_step_changed_the_same(desk: Desk, order: Order) -> None:
    page = desk.done("comment", order, text="one")
    first = UNDO.search(page[: page.index('id="toasts"')])
    assert first
    page = desk.done("comment", order, text="two")
    assert first[1] not in page[: page.index('id="toasts"')]
    refused = desk.client.post(first[1], follow=True).content.decode()
    assert "a later step changed the same thing" in refused
    order.refresh_from_db()
    assert order.comment == "two"


def test_undo_needs_the_right_and_the_shop(desk: Desk, shop: Shop, order: Order) -> None:
    desk.done("comment", order, text="one")
    url = desk.url("order_undo", order, 2)
    assert sign_in(shop, frozenset({SEE})).client.post(url).status_code == 403
    assert sign_in(make_shop()).client.post(url).status_code == 404
    assert desk.client.post(desk.url("order_undo", order, 3)).status_code == 404
    foreign = [make_order(other) for other in [make_shop()] for _ in range(2)][1]
    assert desk.client.post(desk.url("order_undo", foreign, 1)).status_code == 404
    assert desk.client.get(url).status_code == 302
    order.refresh_from_db()
    assert order.comment == "one"


def test_stock_that_is_gone_refuses_undo_with_the_reason(desk: Desk, shop: Shop) -> None:
    variant = make_variant(shop, stock=1)
    order = make_order(shop, variant)
    foot = _toast(desk.done("cancel", order, put_back="on"))
    make_order(shop, variant)
    url = UNDO.search(foot)
    assert url
    page = desk.client.post(url[1], follow=True).content.decode()
    assert "not enough in stock" in page
    answer = desk.post("reinstate", order)
    assert answer.status_code == 409
    assert "Take it back without stock" in answer.content.decode()
    desk.done("reinstate", order, asked="on", without_stock="on")
    assert not order.cancelled
    assert Event.objects.filter(kind="order.reinstated").count() == 1
