"""References follow from the order, are valid by their standards, and betray a wrong digit."""

import string

from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import iso11649
from stdnum.ch import esr

from comptoir.core.ids import ALPHABET, reference
from comptoir.payments.accounts import is_qr_iban
from comptoir.payments.references import (
    core_of,
    creditor_reference,
    qr_reference,
    spelled,
    variable_symbol,
)

OURS = st.text(ALPHABET, min_size=10, max_size=10)
# Imported orders bring along whatever another shop system wrote.
ANY = st.text(min_size=1, max_size=60)


@given(OURS | ANY)
def test_every_reference_gives_a_valid_creditor_reference(own: str) -> None:
    found = creditor_reference(own)
    assert iso11649.is_valid(found)
    assert len(found) <= 25
    assert found == creditor_reference(own)
    assert core_of(found) == found[4:]


@given(OURS)
def test_our_own_reference_stands_in_it_and_comes_out_again(own: str) -> None:
    assert core_of(spelled(creditor_reference(own)).lower()) == own


@given(OURS, st.data())
def test_one_changed_digit_is_found(own: str, data: st.DataObject) -> None:
    found = creditor_reference(own)
    place = data.draw(st.sampled_from([i for i, c in enumerate(found) if c.isdigit()]))
    digit = data.draw(st.sampled_from(string.digits))
    assume(digit != found[place])
    assert core_of(found[:place] + digit + found[place + 1 :]) == ""


@given(st.text(string.digits, min_size=10, max_size=10), st.integers(4, 12))
def test_two_neighbours_changed_over_are_found(own: str, place: int) -> None:
    found = creditor_reference(own)
    assume(found[place] != found[place + 1])
    turned = found[:place] + found[place + 1] + found[place] + found[place + 2 :]
    assert core_of(turned) == ""


@given(OURS | ANY)
def test_every_reference_gives_a_valid_swiss_one(own: str) -> None:
    found = qr_reference(own)
    assert len(found) == 27
    assert found.isdecimal()
    assert esr.is_valid(found)
    assert found[:26].strip("0")


@given(OURS, st.integers(0, 26), st.sampled_from(string.digits))
def test_one_changed_digit_of_a_swiss_one_is_found(own: str, place: int, digit: str) -> None:
    found = qr_reference(own)
    assume(digit != found[place])
    assert not esr.is_valid(found[:place] + digit + found[place + 1 :])


@given(OURS, OURS)
def test_two_orders_have_two_references(one: str, other: str) -> None:
    assume(one != other)
    assert creditor_reference(one) != creditor_reference(other)
    assert qr_reference(one) != qr_reference(other)


@given(ANY, OURS | ANY)
def test_a_variable_symbol_is_one_to_ten_digits_and_no_zero_in_front(number: str, own: str) -> None:
    symbol = variable_symbol(number, own)
    assert symbol.isascii()
    assert symbol.isdecimal()
    assert 1 <= len(symbol) <= 10
    assert symbol[0] != "0"
    assert symbol == variable_symbol(number, own)


def test_a_plain_number_is_its_own_symbol() -> None:
    assert variable_symbol("2026-00042", "7K3M9QX2AB") == "202600042"
    assert variable_symbol("00042", "7K3M9QX2AB") == "42"


def test_numbers_that_could_be_mistaken_for_others_are_not_used() -> None:
    symbols = {
        variable_symbol(number, own)
        for own, number in zip(
            [reference(10) for _ in range(4)], ["A-1", "B-1", "2026-1234567", "0"], strict=True
        )
    }
    assert all(len(symbol) == 10 for symbol in symbols)
    assert len(symbols) == 4


def test_examples_of_the_standards() -> None:
    assert core_of("RF18 5390 0754 7034") == "539007547034"
    assert core_of("RF19 5390 0754 7034") == ""
    assert spelled("RF18539007547034") == "RF18 5390 0754 7034"
    assert spelled("210000000003139471430009017") == "21 00000 00003 13947 14300 09017"


def test_qr_ibans_are_known_by_their_institution() -> None:
    assert is_qr_iban("CH4431999123000889012")
    assert not is_qr_iban("CH5800791123000889012")
    assert not is_qr_iban("FR7631999000011234567890189")
