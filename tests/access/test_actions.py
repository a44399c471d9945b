"""Every action that asks for a right refuses who has none: the action, not only the page."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import comptoir
from comptoir.core.actor import Actor
from comptoir.core.clock import utc_now
from comptoir.core.errors import Forbidden
from comptoir.core.models import Event
from comptoir.orders.frozen import Contact
from comptoir.orders.models import Order
from tests.access.addresses import Furnished, furnished
from tests.factories import make_address, member_of

pytestmark = pytest.mark.django_db

# Steps of customers and of the program: there is no right to ask for.
NO_RIGHT = {"begin_attempt", "place", "withdraw"}


def actions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Each action of the rooms that is told who acts."""
    for room in pkgutil.iter_modules(comptoir.__path__):
        try:
            package = importlib.import_module(f"comptoir.{room.name}.actions")
        except ModuleNotFoundError:
            continue
        for file in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{file.name}")
            action = getattr(module, file.name, None)
            if action is None or file.name in NO_RIGHT:
                continue
            if "actor" in inspect.signature(action).parameters:
                yield f"{room.name}.{file.name}", action


ACTIONS = dict(actions())


def test_actions_are_found() -> None:
    assert {"orders.mark_paid", "orders.undo", "shops.invite_member"} <= set(ACTIONS)
    assert len(ACTIONS) > 50


@pytest.fixture
def mine() -> Furnished:
    return furnished()


def arguments(action: Callable[..., Any], order: Order, actor: Actor) -> dict[str, Any]:
    """A right order and event; of the rest any value: nothing depends on it."""
    events = Event.objects.filter(subject_kind="order", subject_id=order.id, kind="order.paid")
    known = {
        "shop_id": order.shop_id,
        "order_id": order.id,
        "event_id": events.latest("id").id,
        "actor": actor,
        "now": utc_now(),
        "name": "gift",
        "contact": Contact(email="b@example.com", name="B"),
        "address": make_address(),
    }
    given = {}
    for name, parameter in inspect.signature(action).parameters.items():
        if name in known:
            given[name] = known[name]
        elif parameter.default is parameter.empty:
            given[name] = _any(name)
    return given


def _any(name: str) -> Any:
    return 1 if name.endswith("_id") else ""


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_refused_without_the_right(mine: Furnished, name: str) -> None:
    before = Event.objects.count()
    action = ACTIONS[name]
    nobody = member_of(mine.shop, frozenset())
    with pytest.raises(Forbidden):
        action(**arguments(action, mine.order, nobody))
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_refused_to_a_member_of_another_shop(mine: Furnished, name: str) -> None:
    other = furnished()
    before = Event.objects.count()
    action = ACTIONS[name]
    with pytest.raises(Forbidden):
        action(**arguments(action, mine.order, member_of(other.shop)))
    assert Event.objects.count() == before
