"""The shops that the orders fall on, made by the product's own actions."""

import json
import random
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

from bench.furnish import PLENTY, stock_up
from bench.load.shapes import Shapes
from comptoir.catalog.actions.add_product import add_product
from comptoir.catalog.details import ProductDetails, VariantDetails
from comptoir.catalog.models import Variant
from comptoir.core.actor import Actor
from comptoir.core.texts import text_in
from comptoir.demo.seed.people import EMAIL, PASSWORD
from comptoir.demo.seed.shop import found
from comptoir.methods.actions.add_delivery_method import add_delivery_method
from comptoir.methods.actions.add_payment_method import add_payment_method
from comptoir.methods.carriers import CARRIERS
from comptoir.methods.details import DeliveryDetails, PaymentDetails
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.orders.totals import both_names
from comptoir.orders.writing import delivery_as_was, payment_as_was
from comptoir.shops.actions.create_account import create_account
from comptoir.shops.actions.create_shop import create_shop
from comptoir.shops.actions.keep_wording import keep_wording
from comptoir.shops.models import Account, Shop
from comptoir.shops.rights import ALL

LANGUAGES = ("fr", "en")
ZONE = "Europe/Paris"
COLOURS = ("blue", "white", "sand", "ochre", "black", "green", "rose", "copper", "slate", "cream")
THINGS = ("cup", "bowl", "plate", "vase", "jug", "tray", "lamp", "box", "candle", "napkin")


@dataclass(frozen=True, slots=True)
class Article:
    """A variant as lines keep it; names: JSON by language of the customer."""

    id: int
    sku: str
    found_by: str
    price: int
    tracked: bool
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Delivery:
    id: int
    pickup: bool
    price: int
    carrier: str
    carrier_name: str
    tracking: str
    as_was: dict[str, str]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pay:
    id: int
    fee: int
    beforehand: bool
    as_was: dict[str, str]
    names: dict[str, str]


@dataclass(frozen=True)
class Place:
    """A shop with all that its orders are made from."""

    id: int
    slug: str
    name: dict[str, str]
    sender: str
    reply_to: str
    merchant: str
    merchant_id: int
    merchant_name: str
    articles: list[Article]
    weights: list[int]
    ways: list[tuple[Delivery, Pay]]
    way_weights: list[int]
    terms: dict[str, int | None]


def large(shapes: Shapes, rng: random.Random, now: datetime, articles: int) -> Place:
    """The demo's shop with its goods, and as many more as a shop of that size sells."""
    founded = found(now)
    stock_up(founded, now)
    _more(founded.shop, founded.merchant, shapes, rng, now, articles)
    delivery, payment = founded.delivery, founded.payment
    ways = [("dhl", "transfer", 70), ("colissimo", "transfer", 15)]
    ways += [("colissimo", "cash_on_delivery", 7), ("pickup", "pay_at_pickup", 8)]
    chosen = [(delivery[one], payment[other], share) for one, other, share in ways]
    return place_of(founded.shop, chosen, shapes, now)


def small(
    owner: Account, slug: str, shapes: Shapes, rng: random.Random, now: datetime, articles: int
) -> Place:
    """A shop with few goods, one way to receive them and one to pay."""
    name = slug.replace("-", " ").title()
    shop = create_shop(
        owner=owner,
        slug=slug,
        names=dict.fromkeys(LANGUAGES, name),
        currency="EUR",
        country="FR",
        zone=ZONE,
        languages=list(LANGUAGES),
        now=now,
    )
    actor = Actor("member", shop.id, owner.id, str(owner), ALL)
    delivery = DeliveryDetails(names={"fr": "DHL", "en": "DHL"}, price=490, carrier="dhl")
    payment = PaymentDetails(
        kind="bank_transfer",
        names={"fr": "Virement", "en": "Bank transfer"},
        holder=name,
        iban="FR7630006000011234567890189",
        bic="AGRIFRPP",
    )
    way = add_delivery_method(shop_id=shop.id, details=delivery, actor=actor, now=now)
    pay = add_payment_method(shop_id=shop.id, details=payment, actor=actor, now=now)
    _more(shop, actor, shapes, rng, now, articles)
    return place_of(shop, [(way.id, pay.id, 100)], shapes, now)


def merchant() -> Account:
    """Who owns the large shop and the middle one: the demo's merchant."""
    return Account.objects.get(email=EMAIL)


def other(now: datetime) -> Account:
    """Who owns the small ones: a desk that leads to 200 shops is another measurement."""
    words = {"email": "others@example.com", "password": PASSWORD, "name": "Others"}
    return create_account(**words, language="fr", now=now)


def _more(
    shop: Shop, actor: Actor, shapes: Shapes, rng: random.Random, now: datetime, articles: int
) -> None:
    for number in range(articles):
        name = f"{rng.choice(COLOURS)} {rng.choice(THINGS)} {number}".capitalize()
        names = {"en": name, "fr": name}
        variant = VariantDetails(
            names={},
            price=rng.choice(shapes.prices),
            sku=f"{rng.choice(THINGS)[:3].upper()}-{number:05}",
            stock=PLENTY,
            weight=rng.randrange(50, 2000),
        )
        details = ProductDetails(names=names, descriptions={}, slug=f"article-{number}")
        add_product(shop_id=shop.id, details=details, variants=[variant], actor=actor, now=now)


def place_of(shop: Shop, ways: list[tuple[int, int, int]], shapes: Shapes, now: datetime) -> Place:
    """What orders of the shop are made from, as JSON where they keep it as JSON."""
    merchant = shop.memberships.select_related("account").get().account
    rows = list(Variant.objects.filter(shop=shop).select_related("product").order_by("id"))
    deliveries = {one.id: _delivery(one, shop) for one in shop.delivery_methods.all()}
    payments = {one.id: _pay(one, shop) for one in shop.payment_methods.all()}
    return Place(
        id=shop.id,
        slug=shop.slug,
        name={code: text_in(shop.names, code, shop.language) for code in LANGUAGES},
        sender=shop.sender_email or "no-reply@comptoir.invalid",
        reply_to=shop.reply_email,
        merchant=shop.notification_emails[0],
        merchant_id=merchant.id,
        merchant_name=str(merchant),
        articles=[_article(row, shop) for row in rows],
        weights=list(accumulate(_popularity(len(rows), shapes))),
        ways=[(deliveries[one], payments[other]) for one, other, _share in ways],
        way_weights=[share for _one, _other, share in ways],
        terms={code: _terms(shop, code, now) for code in LANGUAGES},
    )


def _popularity(count: int, shapes: Shapes) -> list[int]:
    """The file's falling curve, stretched over as many articles."""
    curve = shapes.popularity
    return [curve[rank * len(curve) // count] for rank in range(count)]


def _article(row: Variant, shop: Shop) -> Article:
    names = {}
    for code in LANGUAGES:
        parts = {
            one: " – ".join(
                part
                for part in (
                    text_in(row.product.names, one, shop.language),
                    text_in(row.names, one, shop.language),
                )
                if part
            )
            for one in dict.fromkeys((code, shop.language))
        }
        names[code] = json.dumps(parts)
    return Article(row.id, row.sku, row.sku.lower(), row.price, row.stock is not None, names)


def _delivery(row: DeliveryMethod, shop: Shop) -> Delivery:
    carrier = CARRIERS.get(row.carrier)
    return Delivery(
        id=row.id,
        pickup=row.pickup,
        price=row.price or (0 if row.pickup else 890),
        carrier=row.carrier,
        carrier_name=carrier.name if carrier else "",
        tracking=row.tracking_address or (carrier.address if carrier else ""),
        as_was=_json(delivery_as_was, row, shop),
        names=_names(row.names, shop),
    )


def _pay(row: PaymentMethod, shop: Shop) -> Pay:
    as_was = _json(payment_as_was, row, shop)
    return Pay(row.id, row.fee, row.beforehand, as_was, _names(row.names, shop))


def _json(kept: Any, row: Any, shop: Shop) -> dict[str, str]:
    return {code: json.dumps(kept(row, code, shop.language)) for code in LANGUAGES}


def _names(names: dict[str, str], shop: Shop) -> dict[str, str]:
    return {code: json.dumps(both_names(names, code, shop.language)) for code in LANGUAGES}


def _terms(shop: Shop, language: str, now: datetime) -> int | None:
    text = text_in(shop.terms, language, shop.language)
    if not text:
        return None
    return keep_wording(shop_id=shop.id, language=language, text=text, now=now).id
