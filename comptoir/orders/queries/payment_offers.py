"""By which other ways an order can be paid, and what it would then cost."""

from dataclasses import dataclass

from comptoir.core.clock import day_in
from comptoir.core.texts import Texts
from comptoir.methods.models import PaymentMethod
from comptoir.methods.queries import payment_choices
from comptoir.orders.models import Order, OrderLine
from comptoir.orders.states import Handling, PaymentState, Place
from comptoir.orders.totals import DraftLine, Pricing
from comptoir.shops.models import Shop
from comptoir.shops.queries import tax_table


@dataclass(frozen=True, slots=True)
class PaymentOffer:
    """A way that is open; `fee` is its line (None: free), `total` what the order then costs."""

    method: PaymentMethod
    fee: DraftLine | None
    total: int

    @property
    def price(self) -> int:
        return self.fee.gross if self.fee else 0


def payment_offers(shop: Shop, order: Order, lines: list[OrderLine]) -> list[PaymentOffer]:
    """The ways that are open to the order, its own among them, in the shop's order.

    None for an order that is paid (in part), over, or put aside.
    """
    if not may_change(order):
        return []
    day = day_in(order.placed_at, shop.zone)
    pricing = Pricing(
        tax_table(shop, order.country or shop.country, day), order.language, shop.language
    )
    rest = order.total - sum(line.gross for line in fee_lines(order, lines))
    found = []
    for method in payment_choices(shop.id, order.delivery_method_id):
        fee = None
        if method.fee:
            fee = pricing.line("fee", method.names, method.fee, method.fee_tax_class)
        found.append(PaymentOffer(method, fee, rest + (fee.gross if fee else 0)))
    return found


def may_change(order: Order) -> bool:
    """True while nothing has come in and the order is still to be carried out."""
    return (
        order.payment_state == PaymentState.UNPAID
        and order.balance > 0
        and not order.cancelled
        and order.withdrawn_at is None
        and order.place == Place.ACTIVE
        and order.handling != Handling.COMPLETED
    )


def fee_lines(order: Order, lines: list[OrderLine]) -> list[OrderLine]:
    """The lines that the order's own way to pay has added; other fees are not its matter."""
    names: Texts = order.payment_as_was.get("names", {})
    return [line for line in lines if line.kind == "fee" and line.names == names]
