"""How to pay, as the payment method said it when the order was placed."""

from django.utils.translation import gettext as _

from comptoir.mailing.facts import Facts
from comptoir.mailing.letter import Code, Details, Row
from comptoir.payments.codes.picture import width
from comptoir.payments.transfer import Transfer, owes, transfer

TRANSFER, ON_DELIVERY, AT_PICKUP = "bank_transfer", "cash_on_delivery", "pay_at_pickup"


def how_to_pay(known: Facts, *, to_scan: bool = True) -> Details | None:
    """What is still to be paid, and how; None when nothing is. to_scan: with a payment code."""
    order, was = known.order, known.order.payment_as_was
    if not owes(order):
        return None
    amount, asked = known.money(order.balance), transfer(order)
    texts = [_sentence(was.get("kind", ""), amount), known.text(was.get("instructions", {}))]
    return Details(
        _("How to pay"),
        _rows(asked, amount) if asked else (),
        text="\n\n".join(text for text in texts if text),
        boxed=True,
        code=_code(asked) if asked and to_scan else None,
    )


def _rows(asked: Transfer, amount: str) -> tuple[Row, ...]:
    rows = (
        Row(_("Account holder"), asked.account.holder),
        Row(_("IBAN"), asked.iban),
        Row(_("BIC"), asked.account.bic),
        Row(_("Amount"), amount),
        Row(_("Variable symbol") if asked.symbol else _("Reference"), asked.reference),
    )
    return tuple(row for row in rows if row.value)


def _code(asked: Transfer) -> Code | None:
    if not asked.code:
        return None
    label = _("Or scan this code with your banking app: it fills everything in.")
    return Code(asked.code, label, width(asked.code))


def _sentence(kind: str, amount: str) -> str:
    if kind == TRANSFER:
        return _("Please transfer the amount to this account and give the reference.")
    if kind == ON_DELIVERY:
        return _("You pay %(amount)s to the carrier when the parcel is delivered.") % {
            "amount": amount
        }
    if kind == AT_PICKUP:
        return _("You pay %(amount)s when you collect your order.") % {"amount": amount}
    return _("To be paid: %(amount)s") % {"amount": amount}
