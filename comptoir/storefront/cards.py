"""What a customer chooses among, as radio cards: variants, ways to receive, ways to pay."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comptoir.baskets.rules import MOST_PIECES, fitting
from comptoir.catalog.queries import ProductPage
from comptoir.core.money import format_money
from comptoir.storefront.choices import Choices
from comptoir.storefront.visit import Visit
from comptoir.storefront.waiting import days

HOW = {
    "bank_transfer": gettext_lazy("You see our bank details as soon as you have ordered."),
    "cash_on_delivery": gettext_lazy("You pay when the parcel is handed to you."),
    "pay_at_pickup": gettext_lazy("You pay when you collect your order."),
    "paypal": gettext_lazy("You are led to PayPal once you have ordered."),
    "stripe": gettext_lazy("By card and more; you are led to Stripe once you have ordered."),
}
# Below this many the customer is told how many are left.
FEW = 5


def variant_options(visit: Visit, found: ProductPage, chosen: int | None) -> list[dict[str, Any]]:
    """Name, price and stock in words of each variant on sale."""
    return [
        {
            "value": variant.id,
            "label": visit.text(variant.names) or visit.text(found.names),
            "detail": stock_words(variant.stock),
            "price": format_money(variant.price, visit.shop.currency, visit.language),
            "checked": variant.id == chosen,
            "disabled": not variant.available,
        }
        for variant in found.variants
    ]


def most_at_once(found: ProductPage) -> int:
    """The most that any variant has, as far as a basket holds it."""
    return max(fitting(MOST_PIECES, variant.stock) for variant in found.variants)


def shown_stocks(found: ProductPage) -> tuple[int | None, ...]:
    """What the page tells of each variant's stock: beyond a few, all are the same."""
    return tuple(one.stock and min(one.stock, FEW + 1) for one in found.variants)


def stock_words(stock: int | None) -> str:
    if stock is None:
        return _("Available")
    if stock == 0:
        return _("Sold out")
    if stock <= FEW:
        return ngettext("Only %(left)d left", "Only %(left)d left", stock) % {"left": stock}
    return _("In stock")


def delivery_options(visit: Visit, choices: Choices) -> list[dict[str, Any]]:
    """Name, days and description, and the price of each way to receive the basket."""
    return [
        {
            "value": choice.method.id,
            "label": visit.text(choice.method.names),
            "detail": " · ".join(
                part
                for part in (
                    days(choice.method.days_min, choice.method.days_max),
                    visit.text(choice.method.descriptions),
                )
                if part
            ),
            "price": _price(visit, choice.price) or _("free"),
            "checked": choice == choices.delivery,
        }
        for choice in choices.deliveries
    ]


def payment_options(visit: Visit, choices: Choices) -> list[dict[str, Any]]:
    """Name and fee of each way to pay that goes with the chosen delivery."""
    return [
        {
            "value": method.id,
            "label": visit.text(method.names),
            "detail": str(HOW.get(method.kind, "")),
            "price": f"+ {_price(visit, method.fee)}" if method.fee else "",
            "checked": choices.payment is not None and method.id == choices.payment.id,
        }
        for method in choices.payments
    ]


def _price(visit: Visit, amount: int) -> str:
    return format_money(amount, visit.shop.currency, visit.language) if amount else ""
