"""What a new shop still lacks before anybody can buy in it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comptoir.catalog.queries.storefront import anything_on_sale
from comptoir.core.actor import Actor
from comptoir.core.kept import kept
from comptoir.methods.queries import anything_to_deliver_by, anything_to_pay_by
from comptoir.shops.models import Shop
from comptoir.shops.rights import SETUP
from comptoir.ui.addresses import address


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing; where it is put right."""

    label: str | Promise
    about: str | Promise
    route: str
    section: str = ""


_PRODUCT = Lack(_("A product"), _("What you sell, with its price."), "desk:product_add")
_DELIVERY = Lack(
    _("A delivery method"),
    _("How customers receive the goods: a parcel, or pick-up in store."),
    "desk:delivery_methods",
)
_PAYMENT = Lack(
    _("A payment method"),
    _("How they pay. A bank transfer needs nothing but your account."),
    "desk:payment_methods",
)
_BUSINESS = Lack(
    _("Name and address of your business"),
    _("Papers, mails and the imprint must say who sells."),
    "desk:settings_section",
    "legal",
)
_SENDER = Lack(
    _("A sender address"),
    _("Until then, mails come from the no-reply address of this installation."),
    "desk:settings_section",
    "mails",
)


def lacking(shop: Shop, actor: Actor) -> list[tuple[str, str, str]]:
    """Name, why and address of each thing that is missing; empty once the shop can sell.

    Kept until the shop's set-up changes: lists ask for it at each look. The sender address
    alone is no reason to say something, since mails leave without one of the shop's own.
    """
    if not actor.may(SETUP):
        return []
    found: list[Lack] = kept(shop.id, "lacking", lambda: _lacking(shop))
    return [(str(one.label), str(one.about), _address(shop, one)) for one in found]


def _lacking(shop: Shop) -> list[Lack]:
    there = {
        _PRODUCT: anything_on_sale(shop.id),
        _DELIVERY: anything_to_deliver_by(shop.id),
        _PAYMENT: anything_to_pay_by(shop.id),
        _BUSINESS: bool(shop.legal_name and shop.legal_address),
    }
    lacks = [one for one, is_there in there.items() if not is_there]
    if lacks and not shop.sender_email:
        lacks.append(_SENDER)
    return lacks


def _address(shop: Shop, lack: Lack) -> str:
    return address(lack.route, shop.slug, *([lack.section] if lack.section else []))
