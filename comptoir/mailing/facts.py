"""What mails say about an order, read once and set in the reader's language."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.core.money import format_money
from comptoir.core.prepared import Query
from comptoir.core.texts import text_in
from comptoir.orders.models import Order, OrderLine, Parcel
from comptoir.shops.models import Shop
from comptoir.shops.queries import public_url, shop_by_id

_order = Query(
    lambda shop_id, order_id: Order.objects.select_related("terms").filter(
        shop_id=shop_id, id=order_id
    ),
    shop_id=int,
    order_id=int,
)
_lines = Query(lambda order_id: OrderLine.objects.filter(order_id=order_id), order_id=int)
_parcels = Query(
    lambda order_id: Parcel.objects.filter(order_id=order_id, removed_at__isnull=True),
    order_id=int,
)


@dataclass(frozen=True)
class Facts:
    """An order and, if the mail is caused by one, the event; told in `language`."""

    order: Order
    lines: tuple[OrderLine, ...]
    parcels: tuple[Parcel, ...]
    language: str
    event: Event | None = None

    @property
    def shop(self) -> Shop:
        return self.order.shop

    @cached_property
    def shop_name(self) -> str:
        return text_in(self.shop.names, self.language, self.shop.language)

    @property
    def pickup(self) -> bool:
        return bool(self.order.delivery_as_was.get("pickup"))

    @cached_property
    def delivery_name(self) -> str:
        return self.text(self.order.delivery_as_was.get("names", {}))

    @cached_property
    def payment_name(self) -> str:
        return self.text(self.order.payment_as_was.get("names", {}))

    def text(self, texts: dict[str, str]) -> str:
        return text_in(texts, self.language, self.shop.language)

    def money(self, amount: int) -> str:
        return format_money(amount, self.order.currency, self.language)

    def moment(self, at: datetime) -> str:
        """Day and time as a clock in the shop shows them."""
        local = at.astimezone(ZoneInfo(self.shop.zone))
        day = format_date(local, "long", self.locale)
        return _("%(day)s, %(time)s") % {"day": day, "time": f"{local:%H:%M}"}

    def day(self, written: str) -> str:
        day = parse_date(written)
        return format_date(day, "long", self.locale) if day else written

    @cached_property
    def locale(self) -> Locale:
        # English of the world, as the pages write it: day before month.
        english = self.language == "en"
        return Locale.parse("en_GB" if english else self.language.replace("-", "_"))

    def country(self, code: str) -> str:
        return str(self.locale.territories.get(code, code))

    @property
    def customer_url(self) -> str:
        return public_url(
            self.shop, reverse("storefront:order", args=[self.shop.slug, self.order.token])
        )

    @property
    def desk_url(self) -> str:
        return public_url(
            self.shop, reverse("desk:order", args=[self.shop.slug, self.order.number])
        )


def facts(
    *, shop_id: int, order_id: int, for_merchant: bool = False, event: Event | None = None
) -> Facts:
    """The facts in the customer's language, or in the shop's for the merchant.

    Raises NotFound for an order of no or another shop. Four statements.
    """
    order = _order.first(shop_id=shop_id, order_id=order_id)
    if order is None:
        raise NotFound
    order.shop = shop_by_id(shop_id)
    return Facts(
        order=order,
        lines=tuple(_lines.all(order_id=order_id)),
        parcels=tuple(_parcels.all(order_id=order_id)),
        language=order.shop.language if for_merchant else order.language,
        event=event,
    )
