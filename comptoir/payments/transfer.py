"""How an order is paid by bank transfer: the same on the customer's page, in mails and on paper."""

from dataclasses import dataclass

from comptoir.orders.models import Order
from comptoir.orders.rules import OWES
from comptoir.payments.accounts import is_qr_iban
from comptoir.payments.codes.choice import Account, by_symbol, payment_code
from comptoir.payments.references import (
    creditor_reference,
    qr_reference,
    spelled,
    variable_symbol,
)

KIND = "bank_transfer"


@dataclass(frozen=True, slots=True)
class Transfer:
    """What is still to be transferred, to whom and under which reference.

    amount: minor units. `reference` is as people read it, `plain` as banks take it; `symbol`:
    it is a variable symbol. `code` is what a payment code says, "" where there is none.
    """

    amount: int
    currency: str
    account: Account
    plain: str
    code: str

    @property
    def reference(self) -> str:
        return spelled(self.plain)

    @property
    def symbol(self) -> bool:
        return by_symbol(self.currency, self.account.iban)

    @property
    def iban(self) -> str:
        """By four, as people read it."""
        iban = self.account.iban
        return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


def transfer(order: Order) -> Transfer | None:
    """From what the order keeps; None when nothing is owed, or not by transfer."""
    account = account_of(order)
    if order.payment_as_was.get("kind") != KIND or not account.iban or not owes(order):
        return None
    plain = payment_reference(order)
    code = payment_code(
        order.currency, account, amount=order.balance, plain=plain, number=order.number
    )
    return Transfer(order.balance, order.currency, account, plain, code)


def owes(order: Order) -> bool:
    """True while the customer is to pay something for an order that stands."""
    return order.balance > 0 and order.payment_state in OWES and not order.cancelled


def payment_reference(order: Order) -> str:
    """What a transfer for the order gives as its reference, as banks take it.

    A variable symbol for koruna to a Czech account, a QR reference for a QR-IBAN, a
    structured creditor reference for every other account; the order's own where there is none.
    """
    iban = account_of(order).iban
    if not iban:
        return order.reference
    if by_symbol(order.currency, iban):
        return variable_symbol(order.number, order.reference)
    if is_qr_iban(iban):
        return qr_reference(order.reference)
    return creditor_reference(order.reference)


def account_of(order: Order) -> Account:
    """The account as it was when the order was placed."""
    was = order.payment_as_was
    return Account(
        holder=str(was.get("holder", "")),
        iban="".join(str(was.get("iban", "")).split()).upper(),
        bic=str(was.get("bic", "")),
        street=str(was.get("holder_street", "")),
        postal_code=str(was.get("holder_postal_code", "")),
        city=str(was.get("holder_city", "")),
    )
