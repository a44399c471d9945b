"""Shops, members, goods and orders for tests, made as plainly as can be."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from comptoir.baskets.models import Basket, BasketLine
from comptoir.catalog.models import Product, StockChange, Variant
from comptoir.core.actor import Actor, customer
from comptoir.core.database import write
from comptoir.core.ids import token
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.orders.actions.place import place
from comptoir.orders.frozen import Address, Contact, PlaceDetails
from comptoir.orders.models import Order
from comptoir.orders.queries.draft import draft
from comptoir.shops.models import Account, Membership, Shop, TaxRate
from comptoir.shops.rights import ALL

NOW = datetime(2026, 11, 20, 13, 3, tzinfo=UTC)
_number = count(1)


def make_shop(**fields: Any) -> Shop:
    """A French shop in euro, English as second language, with VAT rates."""
    n = next(_number)
    values: dict[str, Any] = {
        "slug": f"shop-{n}",
        "names": {"fr": f"Boutique {n}", "en": f"Shop {n}"},
        "currency": "EUR",
        "languages": ["fr", "en"],
        "zone": "Europe/Paris",
        "country": "FR",
        "notification_emails": [f"owner{n}@shop.example"],
        "reply_email": f"hello{n}@shop.example",
        "terms": {"fr": "Nos conditions.", "en": "Our terms."},
        "created_at": NOW,
    }
    with write():
        shop = Shop.objects.create(**values | fields)
        for tax_class, rate in (("standard", 20_000), ("reduced", 5_500)):
            TaxRate.objects.create(
                shop=shop, tax_class=tax_class, country="FR", valid_from="2014-01-01", rate=rate
            )
    return shop


def make_account(email: str = "", password: str = "correct horse battery") -> Account:
    with write():
        account = Account(email=email or f"person{next(_number)}@example.com", created_at=NOW)
        account.set_password(password)
        account.save()
    return account


def make_member(
    shop: Shop, account: Account | None = None, rights: frozenset[str] = ALL
) -> Membership:
    with write():
        return Membership.objects.create(
            shop=shop, account=account or make_account(), rights=sorted(rights), created_at=NOW
        )


def member_of(shop: Shop, rights: frozenset[str] = ALL, name: str = "Lucie") -> Actor:
    """Somebody of the staff, as actions know people."""
    return Actor(kind="member", shop_id=shop.id, id=None, name=name, rights=rights)


def make_variant(
    shop: Shop, *, price: int = 2400, stock: int | None = None, **fields: Any
) -> Variant:
    """A product of one variant; fields: sku, weight, names of the product."""
    n = next(_number)
    names = fields.pop("product_names", {"fr": f"Tasse {n}", "en": f"Cup {n}"})
    with write():
        product = Product.objects.create(
            shop=shop, slug=f"product-{n}", names=names, created_at=NOW, changed_at=NOW
        )
        variant = Variant.objects.create(
            shop=shop, product=product, price=price, stock=stock, **{"sku": f"SKU-{n}"} | fields
        )
        if stock:
            StockChange.objects.create(
                shop=shop, variant=variant, delta=stock, reason="set", at=NOW
            )
    return variant


def make_delivery(shop: Shop, **fields: Any) -> DeliveryMethod:
    values: dict[str, Any] = {"names": {"fr": "DHL", "en": "DHL"}, "price": 490, "carrier": "dhl"}
    with write():
        return DeliveryMethod.objects.create(shop=shop, **values | fields)


def make_payment(shop: Shop, **fields: Any) -> PaymentMethod:
    values: dict[str, Any] = {
        "kind": "bank_transfer",
        "names": {"fr": "Virement", "en": "Bank transfer"},
        "holder": "Atelier Lune",
        "iban": "FR7630006000011234567890189",
        "bic": "AGRIFRPP",
    }
    with write():
        return PaymentMethod.objects.create(shop=shop, **values | fields)


def make_basket(shop: Shop, *variants: Variant, quantity: int = 1) -> Basket:
    with write():
        basket = Basket.objects.create(shop=shop, token=token(), created_at=NOW, changed_at=NOW)
        for variant in variants:
            BasketLine.objects.create(
                shop=shop,
                basket=basket,
                variant=variant,
                quantity=quantity,
                unit_price=variant.price,
            )
    return basket


def make_address(**fields: str) -> Address:
    values: Any = {
        "name": "Anne Dupont",
        "company": "",
        "street": "12 rue de la République",
        "street2": "",
        "postal_code": "69002",
        "city": "Lyon",
        "region": "",
        "country": "FR",
    }
    address: Address = values | fields
    return address


def make_details(
    delivery: DeliveryMethod, payment: PaymentMethod, email: str = "anne@example.com", **fields: Any
) -> PlaceDetails:
    values: dict[str, Any] = {
        "contact": Contact(email=email, name="Anne Dupont", phone="+33 4 72 00 00 00"),
        "delivery": None if delivery.pickup else make_address(),
        "billing": None,
        "delivery_method_id": delivery.id,
        "payment_method_id": payment.id,
        "note": "",
        "language": "fr",
        "terms_accepted": True,
    }
    return PlaceDetails(**values | fields)


def total_of(shop: Shop, basket: Basket, details: PlaceDetails, now: datetime = NOW) -> int:
    """What the review page would show."""
    return draft(
        shop=shop,
        basket=basket,
        country=details.country,
        delivery_method_id=details.delivery_method_id,
        payment_method_id=details.payment_method_id,
        language=details.language,
        now=now,
    ).total


def make_order(
    shop: Shop,
    *variants: Variant,
    quantity: int = 1,
    delivery: DeliveryMethod | None = None,
    payment: PaymentMethod | None = None,
    now: datetime = NOW,
    **details: Any,
) -> Order:
    """An order, placed as a customer places it."""
    chosen = variants or (make_variant(shop),)
    basket = make_basket(shop, *chosen, quantity=quantity)
    wanted = make_details(delivery or make_delivery(shop), payment or make_payment(shop), **details)
    return place(
        shop_id=shop.id,
        basket_id=basket.id,
        details=wanted,
        seen_total=total_of(shop, basket, wanted, now),
        actor=customer(shop.id, wanted.contact.name),
        now=now,
    )
