"""Handling, next step, and the arithmetic of tax and money."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.core.errors import Invalid
from comptoir.core.money import digits, format_money, format_rate, parse_money, plain_amount
from comptoir.core.tax import add_tax, divide_half_up, split_gross
from comptoir.core.texts import folded, has_controls, text_in
from comptoir.orders.rules import Standing, handling, next_step

pytestmark = pytest.mark.once

prices = st.integers(min_value=0, max_value=10**10)
rates = st.integers(min_value=0, max_value=100_000)


@pytest.mark.parametrize(
    ("goods", "completed", "ready", "expected"),
    [
        ([(2, 0)], False, False, "open"),
        ([(2, 0)], False, True, "ready"),
        ([(2, 1)], False, False, "partly_dispatched"),
        ([(2, 2), (1, 0)], False, True, "partly_dispatched"),
        ([(2, 2), (1, 1)], False, False, "dispatched"),
        ([], False, False, "open"),
        ([(2, 0)], True, False, "completed"),
        ([(2, 2)], True, True, "completed"),
    ],
)
def test_handling(
    goods: list[tuple[int, int]], completed: bool, ready: bool, expected: str
) -> None:
    assert handling(goods, completed=completed, ready=ready) == expected


FRESH = Standing(
    payment_state="unpaid",
    handling="open",
    place="active",
    cancelled=False,
    pickup=False,
    beforehand=True,
)


@pytest.mark.parametrize(
    ("order", "step"),
    [
        (FRESH, "mark_paid"),
        (replace(FRESH, payment_state="partly_paid"), "mark_paid"),
        (replace(FRESH, payment_state="paid"), "complete"),
        (replace(FRESH, beforehand=False), "complete"),
        (replace(FRESH, beforehand=False, pickup=True), "mark_ready"),
        (replace(FRESH, beforehand=False, pickup=True, handling="ready"), "complete"),
        (replace(FRESH, payment_state="paid", handling="dispatched"), "complete"),
        (replace(FRESH, handling="completed"), "mark_paid"),
        (replace(FRESH, handling="completed", payment_state="paid"), "archive"),
        (replace(FRESH, handling="completed", payment_state="refunded"), "archive"),
        (replace(FRESH, cancelled=True), "archive"),
        (replace(FRESH, cancelled=True, payment_state="paid", holds_money=True), "refund"),
        (replace(FRESH, cancelled=True, payment_state="refunded"), "archive"),
        (replace(FRESH, place="archived", handling="completed"), None),
        (replace(FRESH, place="trash"), None),
    ],
)
def test_the_one_primary_button(order: Standing, step: str | None) -> None:
    assert next_step(order) == step


@given(prices, rates)
def test_net_and_tax_are_the_gross(gross: int, rate: int) -> None:
    split = split_gross(gross, rate)
    assert split.net + split.tax == gross
    assert 0 <= split.tax <= gross
    # What the net would be taxed with is off by half a unit at most, and its rounding.
    assert abs(add_tax(split.net, rate).gross - gross) <= 1


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_halves_go_away_from_zero(numerator: int, denominator: int) -> None:
    result = divide_half_up(numerator, denominator)
    assert abs(2 * (result * denominator - numerator)) <= denominator
    assert divide_half_up(-numerator, denominator) == -result


@given(
    st.integers(0, 10**12),
    st.sampled_from(["EUR", "JPY", "CZK", "TND"]),
    st.sampled_from(["fr", "en"]),
)
def test_amounts_read_back_as_written(amount: int, currency: str, language: str) -> None:
    assert parse_money(plain_amount(amount, currency), currency, language) == amount


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("48,90", "fr", 4890),
        ("48.90", "fr", 4890),
        ("48,90", "en", 4890),
        ("1\u202f234,50", "fr", 123450),
        ("1,234.50", "en", 123450),
        (" 12 ", "en", 1200),
    ],
)
def test_amounts_as_people_type_them(text: str, language: str, amount: int) -> None:
    assert parse_money(text, "EUR", language) == amount


@pytest.mark.parametrize(
    "text",
    [
        *("", "abc", "1,2,3", "12.345", "NaN", "1e400", "99999999999999"),
        *("1.e999999", "1,e999999", "1.e-2000000", "9" * 100_000 + ".0"),
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_money(text, "EUR", "en", field="amount")
    assert refused.value.field == "amount"


def test_money_as_a_reader_writes_it() -> None:
    assert (
        format_money(4890, "EUR", "fr").replace("\u00a0", " ").replace("\u202f", " ") == "48,90 €"
    )
    assert format_money(4890, "EUR", "en") == "€48.90"
    assert digits("JPY") == 0


def test_texts_fall_back_and_fold() -> None:
    assert text_in({"fr": "Tasse"}, "en", "fr") == "Tasse"
    assert text_in({"de": "Tasse"}, "en", "fr") == "Tasse"
    assert text_in({}, "en") == ""
    assert folded("  Nováková  Jana ŒUF ") == "novakova jana oeuf"
    assert has_controls("a\x07b")
    assert not has_controls("é\n\t—")


@pytest.mark.parametrize(
    ("rate", "language", "said"),
    [
        (20_000, "en", "20%"),
        (5_500, "en", "5.5%"),
        (5_500, "fr", "5,5\u00a0%"),
        (0, "fr", "0\u00a0%"),
        (2_125, "en", "2.125%"),
    ],
)
def test_a_rate_is_written_as_its_readers_write_it(rate: int, language: str, said: str) -> None:
    assert format_rate(rate, language) == said
