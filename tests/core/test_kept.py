"""What a process keeps of a shop holds exactly as long as the shop's set-up."""

from contextlib import suppress
from itertools import count

import pytest

from comptoir.catalog.actions.set_stock import set_stock
from comptoir.core import kept as keeping
from comptoir.core.database import write
from comptoir.core.kept import kept, kept_each, looking, moved_on, revision
from comptoir.orders.actions.set_comment import set_comment
from comptoir.shops.models import Shop
from tests.factories import NOW, make_order, make_shop, make_variant, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def test_a_value_is_loaded_once_and_anew_when_the_set_up_changed(shop: Shop) -> None:
    calls = count(1)
    variant = make_variant(shop, stock=3)
    other = make_shop()
    assert [kept(shop.id, "n", lambda: next(calls)) for _ in range(3)] == [1, 1, 1]
    assert kept(other.id, "n", lambda: 100) == 100
    set_stock(
        shop_id=shop.id, variant_id=variant.id, stock=4, seen=3, actor=member_of(shop), now=NOW
    )
    assert kept(shop.id, "n", lambda: next(calls)) == 2
    assert kept(other.id, "n", lambda: next(calls)) == 100


def test_what_happens_all_day_moves_nothing_on(shop: Shop) -> None:
    order = make_order(shop)
    before = revision(shop.id)
    set_comment(shop_id=shop.id, order_id=order.id, text="é", actor=member_of(shop), now=NOW)
    assert revision(shop.id) == before


def test_what_is_loaded_in_a_transaction_is_not_kept(shop: Shop) -> None:
    with suppress(ZeroDivisionError), write():
        moved_on(shop.id)
        assert kept(shop.id, "n", lambda: "never committed") == "never committed"
        raise ZeroDivisionError
    with write():
        moved_on(shop.id)
    assert kept(shop.id, "n", lambda: "fresh") == "fresh"


def test_one_look_asks_for_the_revision_once(
    shop: Shop, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    assert callable(django_assert_num_queries)
    at = revision(shop.id)
    with looking(shop.id, at), django_assert_num_queries(0):
        for name in "ab":
            kept(shop.id, name, lambda: 1)
    # A look that is still going on when the shop has moved on leaves what is newer alone.
    with write():
        moved_on(shop.id)
    assert kept(shop.id, "a", lambda: "new") == "new"
    with looking(shop.id, at):
        assert kept(shop.id, "a", lambda: "old") == "old"
    assert kept(shop.id, "a", lambda: "newer") == "new"


def test_many_are_loaded_together_and_unknown_ones_asked_for_again(shop: Shop) -> None:
    asked: list[list[int]] = []

    def load(missing: list[int]) -> dict[int, int]:
        asked.append(missing)
        return {key: key * 10 for key in missing if key < 3}

    assert kept_each(shop.id, "x", [1, 2, 9, 1], load) == {1: 10, 2: 20}
    assert kept_each(shop.id, "x", [2, 9], load) == {2: 20}
    assert asked == [[1, 2, 9], [9]]


def test_room_is_bounded(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "VALUES", 10)
    monkeypatch.setattr(keeping, "SHOPS", 2)
    for number in range(50):
        kept(shop.id, number, lambda: "x")
    for shop_id in range(100_001, 100_004):
        kept(shop_id, "n", lambda: 1)
    assert len(keeping._shelves) == 2
    assert all(len(shelf.values) <= 10 for shelf in keeping._shelves.values())
