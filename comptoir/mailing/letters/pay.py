"""How to pay, as the payment method said it when the order was placed."""

from django.utils.translation import gettext as _

from comptoir.mailing.facts import Facts
from comptoir.mailing.letter import Code, Details, Link, Row
from comptoir.methods.rules import PROVIDERS
from comptoir.payments.codes.picture import width
from comptoir.payments.transfer import Transfer, owes, transfer

TRANSFER, ON_DELIVERY, AT_PICKUP = "bank_transfer", "cash_on_delivery", "pay_at_pickup"


def way_to_order(known: Facts) -> Link:
    """The button of a mail to the customer: to the order, and there to the provider if one waits."""
    if owes(known.order) and _online(known):
        return Link(_("Pay now"), f"{known.customer_url}#pay-now")
    return Link(_("See your order"), known.customer_url)


def how_to_pay(known: Facts, *, to_customer: bool = True) -> Details | None:
    """What is still to be paid, and how; None when nothing is. to_customer: with a payment code."""
    order, was = known.order, known.order.payment_as_was
    if not owes(order):
        return None
    amount, asked = known.money(order.balance), transfer(order)
    first = _sentence(was.get("kind", ""), amount)
    if to_customer and _online(known):
        first = _(
            "%(amount)s is to be paid online. If you have not done so yet, you can at any time on the page of your order."
        ) % {"amount": amount}
    texts = [first, known.text(was.get("instructions", {}))]
    return Details(
        _("How to pay"),
        _rows(asked, amount) if asked else (),
        text="\n\n".join(text for text in texts if text),
        boxed=True,
        code=_code(asked) if asked and to_customer else None,
    )


def _online(known: Facts) -> bool:
    return known.order.payment_as_was.get("kind") in PROVIDERS


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
