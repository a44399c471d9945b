"""Which rate is asked for, on which day and in which country."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.core.errors import Forbidden, Invalid, NotFound
from comptoir.shops.actions.remove_tax_rate import remove_tax_rate
from comptoir.shops.actions.set_tax_rate import set_tax_rate
from comptoir.shops.models import Shop, TaxRate
from comptoir.shops.queries import Rate, tax_rate, tax_table
from comptoir.shops.rates import rates_of
from comptoir.shops.rights import ALL, SETUP
from tests.factories import NOW, make_shop, member_of

TODAY = date(2026, 11, 20)
LONG_AGO = date(2015, 1, 1)


def rate(shop: Shop, percent: int, day: date = LONG_AGO, country: str = "FR") -> TaxRate:
    return set_tax_rate(
        shop_id=shop.id,
        tax_class="standard",
        country=country,
        valid_from=day,
        rate=percent * 1000,
        actor=member_of(shop),
        now=NOW,
    )


@pytest.mark.django_db
def test_a_rate_holds_from_its_day_until_a_newer_one() -> None:
    shop = make_shop()
    rate(shop, 21, TODAY)
    assert tax_rate(shop, "standard", "FR", TODAY - timedelta(days=1)) == Rate(20_000, "S", "FR")
    assert tax_rate(shop, "standard", "FR", TODAY) == Rate(21_000, "S", "FR")
    assert tax_rate(shop, "standard", "FR", TODAY + timedelta(days=900)).rate == 21_000


@pytest.mark.django_db
def test_the_delivery_s_country_if_it_has_rates_else_the_shop_s_own() -> None:
    shop = make_shop()
    rate(shop, 19, country="DE")
    assert tax_rate(shop, "standard", "DE", TODAY) == Rate(19_000, "S", "DE")
    assert tax_rate(shop, "standard", "BE", TODAY) == Rate(20_000, "S", "FR")


@pytest.mark.django_db
def test_a_rate_of_nought_a_class_without_tax_and_a_shop_without_vat() -> None:
    shop = make_shop()
    rate(shop, 0)
    assert tax_rate(shop, "standard", "FR", TODAY) == Rate(0, "Z", "FR")
    assert tax_rate(shop, "none", "FR", TODAY) == Rate(0, "O", "FR")
    plain = make_shop(vat_registered=False)
    assert tax_rate(plain, "standard", "DE", TODAY) == Rate(0, "E", "FR")
    assert tax_rate(plain, "super_reduced", "FR", TODAY) == Rate(0, "E", "FR"), "without rows too"


@pytest.mark.django_db
def test_another_shop_s_rates_are_not_asked() -> None:
    shop, other = make_shop(), make_shop()
    rate(other, 33)
    assert tax_rate(shop, "standard", "FR", TODAY).rate == 20_000


@pytest.mark.django_db
def test_all_classes_in_one_statement(django_assert_num_queries: object) -> None:
    shop = make_shop()
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(2):
        table = tax_table(shop, "DE", TODAY)
        assert (table["standard"].rate, table["reduced"].rate) == (20_000, 5_500)
        assert table["none"].rate == 0


@pytest.mark.django_db
def test_setting_the_same_day_again_corrects_it() -> None:
    shop = make_shop()
    rate(shop, 21, TODAY)
    rate(shop, 22, TODAY)
    assert TaxRate.objects.filter(shop=shop, valid_from=TODAY).count() == 1
    assert tax_rate(shop, "standard", "FR", TODAY).rate == 22_000


@pytest.mark.django_db
def test_a_removed_rate_gives_way_to_the_one_before() -> None:
    shop = make_shop()
    row = rate(shop, 21, TODAY)
    remove_tax_rate(shop_id=shop.id, rate_id=row.id, actor=member_of(shop), now=NOW)
    assert tax_rate(shop, "standard", "FR", TODAY).rate == 20_000


@pytest.mark.django_db
def test_rates_are_the_shop_s_own_and_need_the_right() -> None:
    shop, other = make_shop(), make_shop()
    row = rate(other, 21, TODAY)
    with pytest.raises(NotFound):
        remove_tax_rate(shop_id=shop.id, rate_id=row.id, actor=member_of(shop), now=NOW)
    without = member_of(other, ALL - {SETUP})
    with pytest.raises(Forbidden):
        remove_tax_rate(shop_id=other.id, rate_id=row.id, actor=without, now=NOW)
    assert TaxRate.objects.filter(id=row.id).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("percent", [-1, 101])
def test_rates_outside_0_to_100_percent_are_refused(percent: int) -> None:
    with pytest.raises(Invalid):
        rate(make_shop(), percent)


@given(st.sampled_from(["FR", "DE", "ES", "PT", "AT", "IT", "BE", "CZ", "IE", "LU"]))
def test_a_new_shop_s_reduced_rates_are_below_its_standard_rate(country: str) -> None:
    rates = rates_of(country)
    standard = rates.pop("standard")
    assert 15_000 <= standard <= 27_000
    assert all(0 <= one < standard for one in rates.values())
