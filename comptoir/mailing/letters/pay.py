"""How to pay, as the payment method said it when the order was placed."""

from django.utils.translation import gettext as _

from comptoir.mailing.facts import Facts
from comptoir.mailing.letter import Details, Row

TRANSFER, ON_DELIVERY, AT_PICKUP = "bank_transfer", "cash_on_delivery", "pay_at_pickup"


def how_to_pay(known: Facts) -> Details | None:
    """What is still to be paid, and how; None when nothing is."""
    order, was = known.order, known.order.payment_as_was
    if order.balance <= 0 or order.cancelled:
        return None
    amount = known.money(order.balance)
    rows = _transfer(known, amount) if was.get("kind") == TRANSFER else ()
    texts = [_sentence(was.get("kind", ""), amount), known.text(was.get("instructions", {}))]
    return Details(
        _("How to pay"), rows, text="\n\n".join(text for text in texts if text), boxed=True
    )


def _transfer(known: Facts, amount: str) -> tuple[Row, ...]:
    was = known.order.payment_as_was
    rows = (
        Row(_("Account holder"), was.get("holder", "")),
        Row(_("IBAN"), grouped(was.get("iban", ""))),
        Row(_("BIC"), was.get("bic", "")),
        Row(_("Amount"), amount),
        Row(_("Reference"), known.order.reference),
    )
    return tuple(row for row in rows if row.value)


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


def grouped(iban: str) -> str:
    """The IBAN in groups of four, as people read it."""
    plain = "".join(iban.split())
    return " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))
