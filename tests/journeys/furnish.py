"""Run as a program: shops with goods, ways to deliver and to pay, and their merchants.

One shop for each variant of the journey, so that they don't meet.
"""

import os
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from comptoir.catalog.details import ProductDetails, VariantDetails

SLUGS = ("fr-390", "fr-1280", "en-390", "en-1280", "plain", "twice", "undo")
PASSWORD = "a long enough one"


def merchant_of(slug: str) -> str:
    return f"merchant@{slug}.example"


PLACE: dict[str, Any] = {
    "currency": "EUR",
    "country": "FR",
    "zone": "Europe/Paris",
    "languages": ["fr", "en"],
}


def furnish() -> None:
    from comptoir.catalog.actions.add_product import add_product
    from comptoir.core.actor import Actor
    from comptoir.core.clock import utc_now
    from comptoir.methods.actions.add_delivery_method import add_delivery_method
    from comptoir.methods.actions.add_payment_method import add_payment_method
    from comptoir.methods.details import DeliveryDetails, PaymentDetails
    from comptoir.shops.actions.create_account import create_account
    from comptoir.shops.actions.create_shop import create_shop
    from comptoir.shops.rights import ALL

    now = utc_now()
    for slug in SLUGS:
        account = create_account(
            email=merchant_of(slug),
            password=PASSWORD,
            name="Léa",
            language=slug[:2] if slug[:2] in {"fr", "en"} else "en",
            now=now,
        )
        shop = create_shop(
            owner=account,
            slug=slug,
            names={"fr": "Atelier Lune", "en": "Atelier Lune"},
            **PLACE,
            now=now,
        )
        lea = Actor("member", shop.id, account.id, "Léa", ALL)
        for product, variants in _goods():
            add_product(shop_id=shop.id, details=product, variants=variants, actor=lea, now=now)
        add_delivery_method(
            shop_id=shop.id,
            details=DeliveryDetails(names={"fr": "DHL", "en": "DHL"}, price=490, carrier="dhl"),
            actor=lea,
            now=now,
        )
        add_payment_method(
            shop_id=shop.id,
            details=PaymentDetails(
                kind="bank_transfer",
                names={"fr": "Virement", "en": "Bank transfer"},
                holder="Atelier Lune",
                iban="FR7630006000011234567890189",
                bic="AGRIFRPP",
            ),
            actor=lea,
            now=now,
        )


def _goods() -> "list[tuple[ProductDetails, list[VariantDetails]]]":
    from comptoir.catalog.details import ProductDetails, VariantDetails

    cup = ProductDetails(
        names={"fr": "Tasse Lune", "en": "Moon cup"}, descriptions={}, slug="tasse-lune"
    )
    bowl = ProductDetails(names={"fr": "Bol à œufs", "en": "Egg bowl"}, descriptions={}, slug="bol")
    colours = [
        VariantDetails(names={"fr": "Bleu", "en": "Blue"}, price=2400, sku="BLEU", stock=9),
        VariantDetails(names={"fr": "Blanc", "en": "White"}, price=2600, sku="BLANC", stock=9),
    ]
    return [(cup, colours), (bowl, [VariantDetails(names={}, price=1800, sku="BOL")])]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comptoir.config.settings")
    django.setup()
    furnish()
