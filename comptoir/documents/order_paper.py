"""An order as it stands on the shop's own paper."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from babel.core import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comptoir.core.money import format_rate
from comptoir.core.postal import address_lines
from comptoir.core.texts import text_in
from comptoir.orders.models import Order, OrderLine, Parcel, Payment
from comptoir.orders.queries.one import order_view
from comptoir.orders.states import Handling, PaymentState
from comptoir.payments.codes.picture import svg
from comptoir.payments.references import spelled
from comptoir.payments.transfer import Transfer, payment_reference, transfer
from comptoir.shops.models import Shop


@dataclass(frozen=True, slots=True)
class PaperLine:
    name: str
    sku: str
    quantity: int | None
    unit_price: int | None
    rate: str
    gross: int


@dataclass(frozen=True, slots=True)
class PaperTax:
    rate: str
    net: int
    tax: int


@dataclass(frozen=True, slots=True)
class Paper:
    """What the page prints; amounts are minor units of the order's currency."""

    order: Order
    shop: Shop
    shop_name: str
    sender: str
    window: list[str]
    billing: list[str]
    delivery_name: str
    payment_name: str
    payment_state: str
    handling: str
    lines: list[PaperLine]
    taxes: list[PaperTax]
    payments: list[Payment]
    parcels: list[Parcel]
    tax_free: str
    reference: str
    transfer: Transfer | None
    code: str


def order_paper(*, shop: Shop, number: str) -> Paper:
    """The order's paper in the language that is active. Raises NotFound."""
    view = order_view(shop.id, number)
    order = view.order
    asked = transfer(order)
    address = shop.legal_address.replace("\r\n", "\n")
    sender = [shop.legal_name or _text(shop.names, shop), *address.split("\n")]
    return Paper(
        order=order,
        shop=shop,
        shop_name=_text(shop.names, shop),
        sender=" · ".join(part.strip() for part in sender if part.strip()),
        window=_lines(order.delivery or order.billing) or [order.name],
        billing=_lines(order.billing) if order.delivery else [],
        delivery_name=_text(order.delivery_as_was.get("names", {}), shop),
        payment_name=_text(order.payment_as_was.get("names", {}), shop),
        payment_state=str(PaymentState(order.payment_state).label),
        handling=str(Handling(order.handling).label),
        lines=[_line(line, shop) for line in view.lines],
        taxes=_taxes(view.lines),
        payments=[payment for payment in view.payments if payment.voided_at is None],
        parcels=[sent.parcel for sent in view.parcels if not sent.removed],
        tax_free="" if shop.vat_registered else _text(shop.vat_exempt_sentence, shop),
        reference=spelled(payment_reference(order)),
        transfer=asked,
        code=svg(asked.code, _("Payment code")) if asked and asked.code else "",
    )


def _text(texts: Mapping[str, str], shop: Shop) -> str:
    return text_in(texts, get_language() or shop.language, shop.language)


def _line(line: OrderLine, shop: Shop) -> PaperLine:
    goods = line.kind == OrderLine.Kind.GOODS
    return PaperLine(
        name=_text(line.names, shop),
        sku=line.sku,
        quantity=line.quantity if goods else None,
        unit_price=line.unit_price if goods else None,
        rate=_rate(line.rate) if line.tax_category == "S" else "–",
        gross=line.gross,
    )


def _taxes(lines: list[OrderLine]) -> list[PaperTax]:
    """Net and tax per rate, added up from what the lines store."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for line in lines:
        sums[line.rate][0] += line.net
        sums[line.rate][1] += line.tax
    return [PaperTax(_rate(rate), *sums[rate]) for rate in sorted(sums, reverse=True) if rate > 0]


def _rate(rate: int) -> str:
    return format_rate(rate, get_language() or "en")


def _lines(address: Mapping[str, str]) -> list[str]:
    country = address.get("country", "")
    territories = Locale.parse((get_language() or "en").replace("-", "_")).territories
    return address_lines(address, territories.get(country, country))
