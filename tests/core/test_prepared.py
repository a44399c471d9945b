"""A composed statement answers as the queryset that it was made of, whatever the values."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Value
from django.db.transaction import TransactionManagementError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comptoir.baskets.models import Basket
from comptoir.catalog.models import Variant
from comptoir.core.database import locked, write
from comptoir.core.models import Counter, Job
from comptoir.core.prepared import Query, Update, insert, insert_new
from comptoir.orders.states import PaymentState
from tests.factories import NOW, make_basket, make_shop, make_variant

VARIANTS = Query(
    lambda shop_id, ids: (
        Variant.objects.filter(shop_id=shop_id, id__in=ids)
        .select_related("product", "shop")
        .annotate(twice=F("price") * 2, fixed=Value("x"))
        .order_by("id")
    ),
    shop_id=int,
    ids=[int],
)
COUNTERS = Query(
    lambda series, least: (
        Counter.objects.filter(series=series, value__gte=least)
        .order_by("id")
        .values_list("series", "value")
    ),
    series=str,
    least=int,
)
SET = Update(
    lambda series, step: (Counter.objects.filter(series=series), {"value": F("value") + step}),
    series=str,
    step=int,
)
SHOUTED = Query(
    lambda series: Counter.objects.filter(series=series).values_list(Value("100%"), "shop_id"),
    series=str,
)
BASKETS = Query(
    lambda since: Basket.objects.filter(changed_at__gt=since).order_by("id"), since=datetime
)
KEEP = Update(
    lambda basket_id, fields, at: (
        Basket.objects.filter(id=basket_id),
        {"checkout": fields, "changed_at": at},
    ),
    basket_id=int,
    fields=dict,
    at=datetime,
)
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


@contextmanager
def unwatched(really: bool = True) -> Iterator[None]:
    """As in production, the guard of the tests is not there: statements go straight to SQLite."""
    watching = connection.execute_wrappers
    connection.execute_wrappers = [] if really else watching
    try:
        yield
    finally:
        connection.execute_wrappers = watching


class Composed(TestCase):
    @given(TEXT, TEXT, st.integers(0, 2**40), st.integers(0, 2**40), st.booleans())
    def test_any_text_and_number(
        self, series: str, other: str, value: int, least: int, straight: bool
    ) -> None:
        with unwatched(straight):
            self._text_and_number(series, other, value, least)

    def _text_and_number(self, series: str, other: str, value: int, least: int) -> None:
        with write():
            rows = [Counter(shop_id=n, series=series, value=value + n) for n in range(3)]
            insert(rows)
        assert [row.pk for row in rows] == [row.id for row in Counter.objects.order_by("id")][-3:]
        for asked in (series, other):
            wanted = Counter.objects.filter(series=asked, value__gte=least).order_by("id")
            found = COUNTERS.all(series=asked, least=least)
            assert found == list(wanted.values_list("series", "value"))
        with write():
            assert SET(series=series, step=5) == 3
        assert Counter.objects.get(id=rows[2].pk).value == value + 2 + 5

    @given(
        fields=st.dictionaries(TEXT, TEXT | st.none() | st.booleans(), max_size=4),
        at=st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 # made aware below
        straight=st.booleans(),
    )
    def test_json_and_moments(
        self, fields: dict[str, object], at: datetime, straight: bool
    ) -> None:
        with unwatched(straight):
            self._json_and_moments(fields, at)

    def _json_and_moments(self, fields: dict[str, object], at: datetime) -> None:
        basket = make_basket(make_shop())
        moment = at.replace(tzinfo=UTC)
        with write():
            assert KEEP(basket_id=basket.id, fields=fields, at=moment) == 1
        assert [found.checkout for found in BASKETS.all(since=moment - timedelta(seconds=1))] == [
            fields
        ]
        assert not BASKETS.all(since=moment)


@pytest.fixture(params=["watched", "unwatched"])
def either(request: pytest.FixtureRequest, db: None) -> Iterator[None]:
    with unwatched(request.param == "unwatched"):
        yield


def test_faults_are_djangos_own(either: None) -> None:
    shop = make_shop()
    rows = [Basket(shop=shop, token="t", created_at=NOW, changed_at=NOW) for _ in range(2)]
    with write():
        insert(rows[:1])
    with pytest.raises(IntegrityError), write():
        insert(rows[1:])
    with write():
        with suppress(IntegrityError), transaction.atomic(savepoint=False):
            insert(rows[1:])
        with pytest.raises(TransactionManagementError):
            BASKETS.all(since=NOW)


def test_new_rows_give_way_to_those_that_are_there(either: None) -> None:
    def jobs(*keys: str) -> list[Job]:
        return [Job(shop_id=1, kind="k", key=key, run_at=NOW, created_at=NOW) for key in keys]

    with write():
        insert_new(jobs("a", "b"))
        insert_new(jobs("b", "c"))
        insert_new([])
    assert sorted(Job.objects.values_list("key", flat=True)) == ["a", "b", "c"]


def test_values_that_are_no_plain_ones_are_prepared(either: None) -> None:
    shop = make_shop()
    with write():
        insert([Counter(shop_id="7", series=PaymentState.PAID, value=True)])
        insert([Basket(shop=shop, token="t", checkout={"é": None}, created_at=NOW, changed_at=NOW)])
    counter = Counter.objects.get(shop_id=7)
    assert (counter.series, counter.value) == ("paid", 1)
    basket = Basket.objects.get(token="t")
    assert (basket.checkout, basket.created_at) == ({"é": None}, NOW)
    assert SHOUTED.all(series="paid") == [("100%", 7)]


@pytest.mark.django_db
def test_lists_of_any_length_related_rows_and_annotations() -> None:
    shop, other = make_shop(), make_shop()
    variants = [make_variant(shop, price=n + 1) for n in range(5)] + [make_variant(other)]
    for many in (0, 1, 3, 6):
        ids = [variant.id for variant in variants[:many]]
        found = VARIANTS.all(shop_id=shop.id, ids=ids)
        assert [one.id for one in found] == ids[:5]
        for one in found:
            assert (one.shop.slug, one.product.shop_id) == (shop.slug, shop.id)
            assert (one.twice, one.fixed) == (2 * one.price, "x")
            assert not one._state.adding


@pytest.mark.django_db
def test_rows_are_locked_as_the_queryset_locks_them() -> None:
    query = Query(lambda basket_id: locked(Basket.objects.filter(id=basket_id)), basket_id=int)
    basket = make_basket(make_shop())
    with write():
        assert query.first(basket_id=basket.id) == basket
        assert query.first(basket_id=0) is None


def test_nothing_is_inserted_without_rows(django_assert_num_queries: object) -> None:
    insert([])


@pytest.mark.django_db
def test_what_is_written_carries_the_models_defaults() -> None:
    shop = make_shop()
    basket = Basket(shop=shop, token="t", created_at=NOW, changed_at=NOW)
    with write():
        insert([basket])
    assert Basket.objects.get(token="t").checkout == {}
