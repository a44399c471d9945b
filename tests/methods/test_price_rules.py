"""What delivery costs, by property."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.methods.rules import delivery_price, suits, tiers_ascend

pytestmark = pytest.mark.once

amounts = st.integers(0, 10**9)


@dataclass
class Rule:
    price_rule: str = "flat"
    price: int = 0
    tiers: list[list[Any]] = field(default_factory=list)
    free_from: int | None = None


@st.composite
def tiered(draw: st.DrawFn) -> list[list[Any]]:
    limits: list[Any] = sorted(draw(st.sets(st.integers(1, 10**9), min_size=1, max_size=8)))
    if draw(st.booleans()):
        limits.append(None)
    return [[limit, draw(amounts)] for limit in limits]


@given(amounts, amounts, amounts)
def test_one_price_is_that_price(price: int, value: int, weight: int) -> None:
    assert delivery_price(Rule(price=price), goods_value=value, weight=weight) == price


@given(tiered(), amounts, amounts)
def test_a_step_goes_up_to_and_including_its_limit(
    tiers: list[list[Any]], weight: int, value: int
) -> None:
    assert tiers_ascend(tiers)
    found = delivery_price(Rule("weight", tiers=tiers), goods_value=value, weight=weight)
    fitting = [price for limit, price in tiers if limit is None or weight <= limit]
    assert found == (fitting[0] if fitting else None)
    for limit, price in tiers:
        if limit is not None:
            rule = Rule("weight", tiers=tiers)
            assert delivery_price(rule, goods_value=value, weight=limit) == price


@given(tiered(), amounts, amounts)
def test_value_and_weight_are_the_same_rule_on_another_measure(
    tiers: list[list[Any]], value: int, weight: int
) -> None:
    by_value = delivery_price(Rule("value", tiers=tiers), goods_value=value, weight=weight)
    by_weight = delivery_price(Rule("weight", tiers=tiers), goods_value=weight, weight=value)
    assert by_value == by_weight


@given(tiered(), amounts, amounts, amounts)
def test_free_from_frees_what_can_be_sent_and_nothing_else(
    tiers: list[list[Any]], free_from: int, value: int, weight: int
) -> None:
    paid = delivery_price(Rule("weight", tiers=tiers), goods_value=value, weight=weight)
    rule = Rule("weight", tiers=tiers, free_from=free_from)
    found = delivery_price(rule, goods_value=value, weight=weight)
    assert found == (None if paid is None else 0 if value >= free_from else paid)


@pytest.mark.parametrize(
    "tiers",
    [[], [[None, 1], [5, 2]], [[5, 1], [5, 2]], [[5, 1], [3, 2]], [[0, 1]], [[None, 1], [None, 2]]],
)
def test_steps_that_do_not_rise_are_none(tiers: list[list[Any]]) -> None:
    assert not tiers_ascend(tiers)


def test_who_collects_pays_at_the_counter_and_nobody_else_does() -> None:
    assert suits("pay_at_pickup", pickup=True)
    assert not suits("pay_at_pickup", pickup=False)
    assert not suits("cash_on_delivery", pickup=True)
    assert suits("cash_on_delivery", pickup=False)
    assert suits("bank_transfer", pickup=True)
    assert suits("other", pickup=False)
