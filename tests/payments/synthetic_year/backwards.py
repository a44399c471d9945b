"""Second payments, refunds and reversals: what follows on a payment that was right."""

from dataclasses import replace
from random import Random

from tests.payments.synthetic_year import wording
from tests.payments.synthetic_year.cases import LAST_ORDER_DAY, Case, after
from tests.payments.synthetic_year.model import Order, Part, Transfer
from tests.payments.synthetic_year.shares import EXACT

RIGHT = (EXACT, "exact number", "structured reference")


def all_of(
    random: Random, counts: dict[str, int], cases: list[Case], paid: list[Transfer]
) -> list[Transfer]:
    """As many of each kind as counted, each on a payment of its own."""
    orders = {order.number: order for case in cases for order in case.orders}
    right = [one for one in paid if one.kind in RIGHT and one.booked <= LAST_ORDER_DAY]
    makers = {"paid twice": _twice, "refund out": _refund, "reversal": _reversal}
    chosen = random.sample(right, sum(counts[kind] for kind in makers))
    found = []
    for kind, make in makers.items():
        for _ in range(counts[kind]):
            payment = chosen.pop()
            found.append(make(random, payment, orders[payment.truth[0].number]))
    return found


def _twice(random: Random, payment: Transfer, order: Order) -> Transfer:
    """Pressed again: all the same, some days later. It is for the same order, which has too much."""
    return replace(payment, kind="paid twice", booked=after(random, payment.booked, 1, 12))


def _refund(random: Random, payment: Transfer, order: Order) -> Transfer:
    """The merchant sends money back to the account that it came from, and names the order."""
    part = random.choice((100, 100, 100, 50, 20))
    amount = -max(1, order.total * part // 100)
    what = random.choice((order.number, order.number, order.reference))
    return replace(
        payment,
        kind="refund out",
        booked=after(random, payment.booked, 4, 19),
        amount=amount,
        text=wording.REFUND[order.customer.language].format(what=what),
        truth=(Part(order.number, amount),),
        structured=False,
    )


def _reversal(random: Random, payment: Transfer, order: Order) -> Transfer:
    """The bank takes the credit back, with the payment's own text."""
    return replace(
        payment,
        kind="reversal",
        booked=after(random, payment.booked, 1, 5),
        amount=-payment.amount,
        truth=(Part(order.number, -payment.amount),),
        reversal=True,
    )
