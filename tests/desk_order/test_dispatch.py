"""Completion, parcels, pick-up: by the forms of the order page."""

import pytest

from comptoir.core.models import Event
from comptoir.orders.models import Order, OrderLine, Parcel
from comptoir.shops.models import Shop
from tests.desk_order.conftest import Desk
from tests.factories import make_delivery, make_order, make_variant

pytestmark = pytest.mark.django_db
NUMBER = "JJD 0099/99 99&9"


def test_window_changes_nothing_by_being_opened(desk: Desk, order: Order) -> None:
    page = desk.client.get(desk.url("order_complete", order)).content.decode()
    assert f"Complete order {order.number}" in page
    assert "Send the dispatch mail to anne@example.com" in page
    assert 'name="send_mail" ' in page
    assert "checked" in page
    order.refresh_from_db()
    assert (order.version, order.handling) == (1, "open")


def test_completed_with_a_number(desk: Desk, order: Order) -> None:
    page = desk.done("complete", order, tracking_number=NUMBER, send_mail="on")
    assert order.handling == "completed"
    assert "JJD 0099/99 99&amp;9" in page
    assert "JJD%200099%2F99%2099%269" in page
    assert Event.objects.get(kind="order.completed").after["mail"] is True


def test_completed_without_number_and_mail(desk: Desk, order: Order) -> None:
    page = desk.done("complete", order)
    assert order.handling == "completed"
    assert not Parcel.objects.filter(order=order).exists()
    assert "Without a mail to the customer" in page
    assert Event.objects.get(kind="order.completed").after["mail"] is False


def test_carrier_is_told_as_one_types(desk: Desk, shop: Shop) -> None:
    order = make_order(shop, delivery=make_delivery(shop, carrier=""))
    url = desk.url("order_tracking", order)
    told = desk.client.get(url, {"tracking_number": NUMBER, "carrier": "dhl"}).content.decode()
    assert "DHL" in told
    assert "JJD%200099%2F99%2099%269" in told
    unknown = desk.client.get(url, {"tracking_number": "zz"}).content.decode()
    assert "No carrier recognised" in unknown
    assert "href" not in unknown
    assert "recognised by the number" in desk.client.get(url).content.decode()
    assert (
        "Choose a carrier"
        in desk.client.get(url, {"tracking_number": "1", "carrier": "nobody"}).content.decode()
    )


def test_preview_shows_the_mail_and_sends_nothing(desk: Desk, order: Order) -> None:
    page = desk.client.post(
        desk.url("order_preview", order, "dispatch"), {"tracking_number": NUMBER, "carrier": ""}
    )
    assert 'sandbox="' in page.content.decode()
    frame = desk.client.get(
        desk.url("order_preview_frame", order, "dispatch"), {"tracking_number": NUMBER}
    )
    assert "JJD 0099/99 99&amp;9" in frame.content.decode()
    policy = frame["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src 'none'" in policy
    assert desk.client.get(desk.url("order_preview_frame", order, "nothing")).status_code == 404
    order.refresh_from_db()
    assert order.version == 1


def test_parcels_with_pieces_per_line(desk: Desk, shop: Shop) -> None:
    order = make_order(shop, make_variant(shop), make_variant(shop), quantity=2)
    lines = OrderLine.objects.filter(order=order, kind="goods")
    assert [line.position for line in lines] == [1, 2]
    desk.done("parcel_add", order, tracking_number="A1", line_1="2", line_2="0")
    assert order.handling == "partly_dispatched"
    answer = desk.post("parcel_add", order, line_2="3")
    assert answer.status_code == 422
    desk.done("parcel_add", order, tracking_number="B2", line_2="2")
    assert order.handling == "dispatched"
    page = desk.done("parcel", order, 2, tracking_number="B3", carrier="gls")
    assert "B3" in page
    assert "Parcel corrected" in page
    page = desk.done("parcel_remove", order, 1)
    assert order.handling == "partly_dispatched"
    assert "Parcel removed" in page
    for name in ("parcel", "parcel_remove"):
        assert desk.client.get(desk.url(f"order_{name}", order, 1)).status_code == 404
        assert desk.post(name, order, 7, tracking_number="x").status_code == 404


def test_pickup_is_ready_then_completed_then_reopened(desk: Desk, shop: Shop) -> None:
    order = make_order(shop, delivery=make_delivery(shop, pickup=True, carrier="", price=0))
    desk.done("pay", order, amount="24", day="2026-11-20")
    assert order.payment_state == "paid"
    page = desk.done("ready", order, send_mail="on")
    assert order.handling == "ready"
    assert 'id="next-step"' in page
    window = desk.client.get(desk.url("order_complete", order)).content.decode()
    assert "Send the mail “order completed” to" in window
    for word in ("Tracking number", "Carrier", "dispatch mail", "How tracking is set up"):
        assert word not in window
    desk.done("complete", order)
    page = desk.done("reopen", order)
    assert order.handling == "ready"
    assert "Reopened" in page


def test_a_shipped_order_is_not_ready_to_collect(desk: Desk, order: Order) -> None:
    answer = desk.post("ready", order, send_mail="on")
    assert answer.status_code == 422
    assert "Only an order for pick-up" in answer.content.decode()
