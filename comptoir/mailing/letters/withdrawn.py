"""Mails about a withdrawal: the receipt that the law asks for, and the notice to the merchant."""

from django.utils.translation import gettext as _

from comptoir.mailing.facts import Facts
from comptoir.mailing.letter import Details, Letter, Link, Prose, Row
from comptoir.mailing.letters import parts
from comptoir.mailing.letters.frame import letter


def receipt(known: Facts) -> Letter:
    """To the customer: what was declared, with date and time."""
    return letter(
        known,
        what=_("withdrawal received"),
        heading=_("We have received your withdrawal"),
        paragraphs=[
            _("You have withdrawn from the contract of order %(number)s. Keep this receipt.")
            % {"number": known.order.number}
        ],
        button=Link(_("See your order"), known.customer_url),
        blocks=[_declared(known), _statement(known), parts.lines(known)],
    )


def notice(known: Facts) -> Letter:
    """To the merchant: the same, with the way into the desk."""
    number = known.order.number
    into_desk = Link(_("Open order %(number)s") % {"number": number}, known.desk_url)
    return letter(
        known,
        what=_("withdrawal"),
        heading=_("A customer has withdrawn"),
        paragraphs=[
            _("%(who)s has withdrawn from the contract of order %(number)s.")
            % {"who": _said(known, "by_name") or known.order.name, "number": number}
        ],
        button=into_desk,
        blocks=[_declared(known), _statement(known), parts.lines(known, title=_("Lines"))],
        last=into_desk,
    )


def _declared(known: Facts) -> Details:
    at = known.event.at if known.event else known.order.withdrawn_at
    rows = (
        Row(_("Order"), known.order.number),
        Row(_("Received on"), known.moment(at) if at else ""),
        Row(_("Name"), _said(known, "by_name")),
        Row(_("E-mail"), _said(known, "by_email")),
    )
    return Details(_("Withdrawal"), tuple(row for row in rows if row.value), boxed=True)


def _statement(known: Facts) -> Prose | None:
    text = _said(known, "statement")
    return Prose(_("What was declared"), text) if text else None


def _said(known: Facts, field: str) -> str:
    return str(known.event.after.get(field, "")) if known.event else ""
