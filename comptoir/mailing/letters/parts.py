"""Blocks that several mails share."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from comptoir.core.money import format_rate
from comptoir.core.postal import address_lines
from comptoir.core.texts import text_in
from comptoir.mailing.facts import Facts
from comptoir.mailing.letter import Columns, Details, Item, Lines, Prose, Row, Sum
from comptoir.orders.models import OrderLine, Parcel


def lines(known: Facts, *, title: str = "") -> Lines:
    """Every line with quantity and price, the total, and the tax in it."""
    goods = [line for line in known.lines if line.kind == OrderLine.Kind.GOODS]
    others = [line for line in known.lines if line.kind != OrderLine.Kind.GOODS]
    total = Sum(_("Total"), known.money(known.order.total), strong=True)
    return Lines(
        title=title or _("What you ordered"),
        items=tuple(_item(known, line) for line in goods),
        sums=(
            *(Sum(known.text(line.names), _cost(known, line)) for line in others),
            total,
            *_taxes(known),
        ),
        remark=_exemption(known),
    )


def _cost(known: Facts, line: OrderLine) -> str:
    return known.money(line.gross) if line.gross else _("free")


def _item(known: Facts, line: OrderLine) -> Item:
    detail = f"{line.quantity} × {known.money(line.unit_price)}"
    if line.sku:
        detail += f" · {line.sku}"
    return Item(known.text(line.names), detail, known.money(line.gross))


def _taxes(known: Facts) -> list[Sum]:
    sums: dict[int, int] = {}
    for line in known.lines:
        if line.tax:
            sums[line.rate] = sums.get(line.rate, 0) + line.tax
    return [
        Sum(
            _("of which VAT %(rate)s") % {"rate": format_rate(rate, known.language)},
            known.money(tax),
        )
        for rate, tax in sorted(sums.items(), reverse=True)
    ]


def _exemption(known: Facts) -> str:
    shop = known.shop
    if shop.vat_registered:
        return ""
    return text_in(shop.vat_exempt_sentence, known.language, shop.language)


def addresses(known: Facts) -> Columns:
    """Where the goods go, and who pays."""
    order = known.order
    where = _address(order.delivery, known)
    right = _address(order.billing, known)
    if right in {"", where}:
        right = _("Same as the delivery address") if where and not known.pickup else where
    if known.pickup:
        left = Prose(_("Pick-up"), f"{known.delivery_name}\n{known.shop.legal_address}".strip())
    else:
        left = Prose(_("Delivery address"), where)
    return Columns(left, Prose(_("Billing address"), right or order.name))


def _address(address: Mapping[str, str], known: Facts) -> str:
    return "\n".join(address_lines(address, known.country(address.get("country", ""))))


def methods(known: Facts) -> Details:
    """How it comes and how it is paid."""
    was = known.order.delivery_as_was
    delivery = known.delivery_name
    if days := _days(was.get("days_min"), was.get("days_max")):
        delivery = f"{delivery} ({days})"
    rows = [Row(_("Delivery"), delivery), Row(_("Payment"), known.payment_name)]
    return Details(_("Delivery and payment"), tuple(row for row in rows if row.value))


def _days(least: int | None, most: int | None) -> str:
    if most is None or least == most:
        most = least if most is None else most
        return _("%(days)s working days") % {"days": most} if most else ""
    if least is None:
        return _("up to %(days)s working days") % {"days": most}
    return _("%(least)s to %(most)s working days") % {"least": least, "most": most}


def note(known: Facts) -> Prose | None:
    """What the customer wrote."""
    text = known.order.customer_note
    return Prose(_("Customer's note"), text) if text else None


def parcels(known: Facts, sent: list[Parcel]) -> Details | None:
    """Parcels that can be followed; None when none has a number."""
    rows = tuple(
        Row(
            parcel.carrier_name or _("Tracking number"), parcel.tracking_number, parcel.tracking_url
        )
        for parcel in sent
        if parcel.tracking_number
    )
    return Details(_("Tracking"), rows, boxed=True) if rows else None
