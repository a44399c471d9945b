"""Two people on one order: nothing lost, nothing twice."""

import pytest

from comptoir.orders.models import Order, Payment
from comptoir.shops.models import Shop
from tests.desk_order.conftest import Desk, sign_in

pytestmark = pytest.mark.django_db


def test_two_presses_of_paid_are_one_payment(desk: Desk, shop: Shop, order: Order) -> None:
    other = sign_in(shop, name="Marc")
    form = {"version": order.version, "amount": "28.90", "day": "2026-11-20"}
    assert desk.client.post(desk.url("order_pay", order), form).status_code == 302
    again = other.client.post(other.url("order_pay", order), form, follow=True)
    assert again.status_code == 200
    assert "It was so already, by Lucie." in again.content.decode()
    assert Payment.objects.filter(order=order).count() == 1


def test_older_state_is_told_what_changed_and_keeps_what_was_typed(
    desk: Desk, shop: Shop, order: Order
) -> None:
    other = sign_in(shop, name="Marc")
    other.done("tag", order, name="gift")
    answer = desk.client.post(
        desk.url("order_complete", order), {"version": 1, "tracking_number": "JJD 0099/99"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("This order was changed meanwhile.", "Tag added", "Marc", "gift", "JJD 0099/99"):
        assert text in page, text
    order.refresh_from_db()
    assert order.handling == "open"
    # The same form, pressed again, goes through: it now knows of the change.
    assert f'name="version" value="{order.version}"' in page
    desk.done("complete", order, tracking_number="JJD 0099/99")
    assert order.handling == "completed"


def test_both_comments_are_shown(desk: Desk, shop: Shop, order: Order) -> None:
    other = sign_in(shop, name="Marc")
    other.done("comment", order, text="Théo will call")
    answer = desk.client.post(
        desk.url("order_comment", order), {"version": 1, "text": "Œuvre\nfragile"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("Théo will call", "Œuvre\nfragile", "Marc", "Comment changed"):
        assert text in page, text
    order.refresh_from_db()
    assert order.comment == "Théo will call"


def test_comment_keeps_accents_and_lines(desk: Desk, order: Order) -> None:
    page = desk.done("comment", order, text="  Œuf à la coque\r\n\r\nžluťoučký kůň ")
    assert order.comment == "  Œuf à la coque\n\nžluťoučký kůň "
    assert "  Œuf à la coque\n\nžluťoučký kůň </textarea>" in page
    answer = desk.post("comment", order, text="bell \x07")
    assert answer.status_code == 422
    assert "control characters" in answer.content.decode()
