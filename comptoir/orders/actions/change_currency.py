from datetime import datetime

from babel.numbers import is_currency
from django.utils.translation import gettext_lazy as _

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import Invalid, NotFound
from comptoir.orders.errors import CurrencyFixed
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from comptoir.shops.rights import SETUP


def change_currency(*, shop_id: int, currency: str, actor: Actor, now: datetime) -> Shop:
    """The shop counts in that currency (ISO 4217). Raises CurrencyFixed once it has an order, Invalid."""
    actor.require(SETUP, shop_id)
    if not is_currency(currency):
        raise Invalid("currency", _("Choose a currency."), "currency")
    with write():
        # FOR UPDATE: an order that is being placed must not slip in behind the look below.
        shop = Shop.objects.select_for_update().filter(id=shop_id).first()
        if shop is None:
            raise NotFound
        if shop.currency == currency:
            return shop
        if Order.objects.filter(shop=shop).exists():
            raise CurrencyFixed
        was, shop.currency = shop.currency, currency
        shop.save(update_fields=["currency"])
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.settings_changed",
            actor=actor,
            at=now,
            before={"currency": was},
            after={"currency": currency},
        )
    return shop
