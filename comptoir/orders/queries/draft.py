"""What a basket would cost as an order, now."""

from datetime import datetime

from comptoir.baskets.models import Basket
from comptoir.baskets.queries import lines_of
from comptoir.catalog.queries import offers
from comptoir.core.clock import day_in
from comptoir.core.texts import text_in
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.methods.queries import delivery_choices, payment_choices
from comptoir.orders.totals import Draft, DraftLine, Pricing, Problem, Wanted, goods_lines
from comptoir.shops.models import Shop
from comptoir.shops.queries import tax_table


def draft(
    *,
    shop: Shop,
    basket: Basket,
    country: str,
    delivery_method_id: int | None,
    payment_method_id: int | None,
    language: str,
    now: datetime,
) -> Draft:
    """The lines and sums at today's prices, rules and rates, and what no longer holds.

    country "" for pick-up. A method of None is one not chosen yet: no line, no problem.
    """
    wanted = [Wanted(*row) for row in lines_of(shop.id, basket.id)]
    taxes = tax_table(shop, country or shop.country, day_in(now, shop.zone))
    pricing = Pricing(taxes, language, shop.language)
    found = offers(shop.id, [want.variant_id for want in wanted])
    lines, problems = goods_lines(wanted, found, pricing)
    goods = Draft(tuple(lines))
    if delivery_method_id is not None:
        line, problem = _delivery(shop, goods, country, delivery_method_id, pricing)
        lines += [line] if line else []
        problems += [problem] if problem else []
    if payment_method_id is not None:
        line, problem = _fee(shop, delivery_method_id, payment_method_id, pricing)
        lines += [line] if line else []
        problems += [problem] if problem else []
    return Draft(tuple(lines), tuple(problems), shop.currency)


def _delivery(
    shop: Shop, goods: Draft, country: str, method_id: int, pricing: Pricing
) -> tuple[DraftLine | None, Problem | None]:
    choices = delivery_choices(shop.id, country or shop.country, goods.goods_value, goods.weight)
    for choice in choices:
        if choice.method.id == method_id and (country or choice.method.pickup):
            method = choice.method
            return pricing.line("delivery", method.names, choice.price, method.tax_class), None
    name = (
        DeliveryMethod.objects.filter(shop=shop, id=method_id)
        .values_list("names", flat=True)
        .first()
    )
    return None, Problem("delivery", text_in(name or {}, pricing.language, shop.language))


def _fee(
    shop: Shop, delivery_id: int | None, method_id: int, pricing: Pricing
) -> tuple[DraftLine | None, Problem | None]:
    for method in payment_choices(shop.id, delivery_id):
        if method.id == method_id:
            fee = pricing.line("fee", method.names, method.fee, method.fee_tax_class)
            return (fee if method.fee else None), None
    name = (
        PaymentMethod.objects.filter(shop=shop, id=method_id)
        .values_list("names", flat=True)
        .first()
    )
    return None, Problem("payment", text_in(name or {}, pricing.language, shop.language))
