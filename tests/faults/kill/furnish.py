"""Run as a program: one shop with a cup of many and a bowl of few; prints what customers need."""

import json
import os
import sys
from typing import Any

import django

SLUG = "kill"
CUPS, BOWLS = 100_000, 60
OWNER = "owner@kill.example"
PLACE: dict[str, Any] = {
    "currency": "EUR",
    "country": "FR",
    "zone": "Europe/Paris",
    "languages": ["fr", "en"],
}


def furnish() -> dict[str, int]:
    from comptoir.catalog.actions.add_product import add_product
    from comptoir.catalog.details import ProductDetails, VariantDetails
    from comptoir.catalog.models import Variant
    from comptoir.core.actor import Actor
    from comptoir.core.clock import utc_now
    from comptoir.methods.actions.add_delivery_method import add_delivery_method
    from comptoir.methods.actions.add_payment_method import add_payment_method
    from comptoir.methods.details import DeliveryDetails, PaymentDetails
    from comptoir.shops.actions.create_account import create_account
    from comptoir.shops.actions.create_shop import create_shop
    from comptoir.shops.rights import ALL

    now = utc_now()
    account = create_account(
        email=OWNER, password="a long enough one", name="Léa", language="fr", now=now
    )
    shop = create_shop(
        owner=account, slug=SLUG, names={"fr": "Kill", "en": "Kill"}, **PLACE, now=now
    )
    lea = Actor("member", shop.id, account.id, "Léa", ALL)
    for slug, stock in (("cup", CUPS), ("bowl", BOWLS)):
        product = ProductDetails(names={"fr": slug, "en": slug}, descriptions={}, slug=slug)
        variant = VariantDetails(names={}, price=2400, sku=slug, stock=stock)
        add_product(shop_id=shop.id, details=product, variants=[variant], actor=lea, now=now)
    delivery = add_delivery_method(
        shop_id=shop.id,
        details=DeliveryDetails(names={"fr": "DHL", "en": "DHL"}, price=490, carrier="dhl"),
        actor=lea,
        now=now,
    )
    cash = PaymentDetails(kind="cash_on_delivery", names={"fr": "Livreur", "en": "Courier"})
    payment = add_payment_method(shop_id=shop.id, details=cash, actor=lea, now=now)
    variants = dict(Variant.objects.filter(shop=shop).values_list("sku", "id"))
    return {**variants, "delivery": delivery.id, "payment": payment.id}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comptoir.config.settings")
    django.setup()
    json.dump(furnish(), sys.stdout)
