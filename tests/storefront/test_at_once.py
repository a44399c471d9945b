"""The last button pressed at the same moment in several tabs: real threads, one order."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from comptoir.core.models import Event
from comptoir.orders.models import Order
from tests.storefront.scene import customer_of, make_scene

TABS = 4


@pytest.mark.django_db(transaction=True)
def test_pressed_in_several_tabs_at_once_it_is_one_order() -> None:
    scene = make_scene()
    anne = customer_of(scene)
    anne.add(scene.blue)
    anne.check_out(scene)
    form = anne.review_form()
    secret = anne.client.cookies["basket"].value
    together = Barrier(TABS)

    def press(_: int) -> Any:
        tab = customer_of(scene)
        tab.client.cookies["basket"] = secret
        together.wait()
        try:
            answer = tab.confirm(form)
            # A tab that was overtaken on the way is led to the review, and from there on.
            if answer["Location"].endswith("/checkout/review/"):
                answer = tab.get("checkout/review/")
            return answer["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(TABS) as threads:
        places = set(threads.map(press, range(TABS)))
    order = Order.objects.get()
    assert places == {f"/{scene.shop.slug}/order/{order.token}/?thanks=1"}
    assert Event.objects.filter(kind="order.placed").count() == 1
