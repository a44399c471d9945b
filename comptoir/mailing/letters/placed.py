"""The two mails about a new order."""

from django.utils.translation import gettext as _

from comptoir.mailing.facts import Facts
from comptoir.mailing.letter import Details, Letter, Link, Prose, Row
from comptoir.mailing.letters import parts
from comptoir.mailing.letters.frame import letter
from comptoir.mailing.letters.pay import how_to_pay, way_to_order


def confirmation(known: Facts) -> Letter:
    """To the customer: what was ordered, how to pay, and the terms accepted."""
    order = known.order
    return letter(
        known,
        what=_("your order"),
        heading=_("Thank you for your order"),
        paragraphs=[
            _("Your order %(number)s arrived on %(moment)s.")
            % {"number": order.number, "moment": known.moment(order.placed_at)}
        ],
        button=way_to_order(known),
        blocks=[
            how_to_pay(known),
            parts.lines(known),
            parts.addresses(known),
            parts.methods(known),
            _contact(known),
            parts.note(known),
            _terms(known),
        ],
    )


def notice(known: Facts) -> Letter:
    """To the merchant: the same, who ordered, and the way into the desk as the last link."""
    order = known.order
    who = order.name or order.email
    into_desk = Link(_("Open order %(number)s") % {"number": order.number}, known.desk_url)
    return letter(
        known,
        what=_("new order"),
        heading=_("New order: %(total)s") % {"total": known.money(order.total)},
        paragraphs=[
            _("%(who)s placed order %(number)s on %(moment)s.")
            % {"who": who, "number": order.number, "moment": known.moment(order.placed_at)}
        ],
        button=into_desk,
        blocks=[
            parts.lines(known, title=_("Lines")),
            _contact(known),
            parts.addresses(known),
            parts.methods(known),
            how_to_pay(known, to_customer=False),
            parts.note(known),
        ],
        last=into_desk,
    )


def _contact(known: Facts) -> Details | None:
    order = known.order
    rows = (
        Row(_("Name"), order.name),
        Row(_("E-mail"), order.email),
        Row(_("Phone"), order.phone),
        Row(_("Company"), order.company),
        Row(_("VAT number"), order.vat_number),
    )
    given = tuple(row for row in rows if row.value)
    return Details(_("Contact"), given) if given else None


def _terms(known: Facts) -> Prose | None:
    terms = known.order.terms
    return Prose(_("Terms accepted with this order"), terms.text, small=True) if terms else None
