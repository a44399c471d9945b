"""What a customer's transfer says, for each kind of care and carelessness."""

from dataclasses import dataclass
from random import Random

from tests.payments.synthetic_year import slips, wording
from tests.payments.synthetic_year.cases import Case
from tests.payments.synthetic_year.model import Order
from tests.payments.synthetic_year.shares import EXACT


@dataclass(frozen=True)
class Slip:
    """One transfer as its sender filled it in."""

    text: str
    name: str
    iban: str
    end_to_end: str = ""
    structured: bool = False


def slip(random: Random, case: Case) -> Slip:
    """What the case's sender writes; orders must have their numbers."""
    order = case.orders[-1]
    customer = order.customer
    name, iban = customer.company or customer.name, customer.iban
    if case.kind == "other person's account":
        name, iban = customer.partner, customer.other_iban
    if case.kind == "no text":
        return Slip("", name, iban)
    if case.kind == "structured reference":
        return Slip(slips.creditor_reference(order.reference), name, iban, structured=True)
    if case.kind == "reference in end-to-end id":
        return Slip("", name, iban, end_to_end=order.reference)
    return Slip(_text(random, case, order), name, iban)


def _text(random: Random, case: Case, order: Order) -> str:
    customer, kind = order.customer, case.kind
    if kind == "two or three orders":
        return _several(random, case.orders)
    if kind == "name instead of reference":
        return wording.by_name(random, customer.language, customer.name)
    if kind == "company instead of person" and random.random() < 0.3:
        return wording.by_name(random, customer.language, customer.name)
    if kind == "other person's account" and random.random() < 0.4:
        return wording.by_name(random, customer.language, customer.name)
    return wording.about(random, customer.language, _what(random, kind, order))


def _what(random: Random, kind: str, order: Order) -> str:
    number, reference = order.number, order.reference
    if kind == EXACT:
        return reference
    if kind == "exact number":
        return number
    if kind == "number and reference":
        return random.choice((f"{number} {reference}", f"{reference} / {number}"))
    if kind == "reference spaced, dashed, lower case":
        return slips.spaced(random, reference)
    if kind == "number without zeros":
        return slips.without_zeros(number)
    if kind == "number with slash":
        return slips.with_slash(random, number)
    if kind == "running number only":
        return slips.running_only(random, number)
    if kind == "swapped digits":
        return slips.swapped(random, random.choice((number, reference)))
    if kind == "one wrong character":
        return slips.one_wrong(random, random.choice((number, reference)))
    return random.choice((number, reference))


def _several(random: Random, orders: list[Order]) -> str:
    language = orders[0].customer.language
    style = random.random()
    if style < 0.7:
        return wording.several(random, language, [order.number for order in orders])
    if style < 0.9:
        return wording.several(random, language, [order.reference for order in orders])
    first = orders[0].number
    rest = [str(int(order.number.split("-")[1])) for order in orders[1:]]
    return wording.several(random, language, [first, *rest])
