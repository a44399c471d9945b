"""Mails about goods on their way, or waiting to be collected."""

from django.utils.translation import gettext as _

from comptoir.mailing.facts import Facts
from comptoir.mailing.letter import Letter, Link, Prose
from comptoir.mailing.letters import parts
from comptoir.mailing.letters.frame import letter
from comptoir.mailing.letters.pay import how_to_pay
from comptoir.orders.models import Parcel


def dispatch(known: Facts) -> Letter:
    """To the customer: the parcel is on its way. Without a number no word of tracking."""
    if known.pickup:
        return _collected(known)
    sent = _parcels(known)
    track, own = _follow(sent), Link(_("See your order"), known.customer_url)
    number = {"number": known.order.number}
    several = known.event is not None and known.event.kind == "order.parcel_corrected"
    heading = _("New tracking number") if several else _("Your parcel is on its way")
    return letter(
        known,
        what=_("your parcel is on its way"),
        heading=heading,
        paragraphs=[_("We have handed over your order %(number)s for delivery.") % number],
        button=track or own,
        blocks=[parts.parcels(known, sent), parts.lines(known), _where(known), how_to_pay(known)],
        last=own if track else None,
    )


def ready(known: Facts) -> Letter:
    """To the customer: the order can be collected."""
    address = known.shop.legal_address
    return letter(
        known,
        what=_("ready to collect"),
        heading=_("Your order is ready"),
        paragraphs=[
            _("You can collect your order %(number)s now.") % {"number": known.order.number}
        ],
        button=Link(_("See your order"), known.customer_url),
        blocks=[
            Prose(_("Where"), f"{known.delivery_name}\n{address}".strip()),
            how_to_pay(known),
            parts.lines(known),
        ],
    )


def _collected(known: Facts) -> Letter:
    return letter(
        known,
        what=_("order completed"),
        heading=_("Your order is completed"),
        paragraphs=[
            _("Your order %(number)s was handed over. Thank you for your visit.")
            % {"number": known.order.number}
        ],
        button=Link(_("See your order"), known.customer_url),
        blocks=[parts.lines(known)],
    )


def _parcels(known: Facts) -> list[Parcel]:
    """The parcels that the mail is about: the event's own, or every one of the order."""
    event = known.event
    about = event.after.get("parcel_id") if event else None
    if about and event and event.kind != "order.completed":
        return [parcel for parcel in known.parcels if parcel.id == about]
    return list(known.parcels)


def _follow(sent: list[Parcel]) -> Link | None:
    addresses = {parcel.tracking_url for parcel in sent if parcel.tracking_url}
    return Link(_("Track your parcel"), addresses.pop()) if len(addresses) == 1 else None


def _where(known: Facts) -> Prose | None:
    where = parts.addresses(known).left
    return where if where.text else None
