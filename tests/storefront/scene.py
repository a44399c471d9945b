"""A small shop with goods, and a customer who goes through it by plain forms."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.test import Client

from comptoir.catalog.models import Category, Product, Variant
from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.texts import folded
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from tests.factories import make_delivery, make_payment, make_shop

TYPED = {
    "email": "anne@example.com",
    "name": "Anne Dupont",
    "phone": "04 72 00 00 00",
    "country": "FR",
    "street": "12 rue de la République",
    "postal_code": "69002",
    "city": "Lyon",
    "terms": "on",
}


@dataclass
class Scene:
    """A shop with a cup in two colours, a plain bowl, DHL, pick-up, and two ways to pay."""

    shop: Shop
    cup: Product
    blue: Variant
    white: Variant
    bowl: Variant
    dhl: DeliveryMethod
    pickup: DeliveryMethod
    transfer: PaymentMethod
    at_pickup: PaymentMethod

    def typed(self, **fields: str) -> dict[str, str]:
        """What a customer types at checkout: DHL and bank transfer unless said otherwise."""
        ways = {"delivery": str(self.dhl.id), "payment": str(self.transfer.id)}
        return {**TYPED, **ways, **fields}


def make_product(shop: Shop, slug: str, fr: str, en: str, **fields: Any) -> Product:
    now = utc_now()
    with write():
        return Product.objects.create(
            shop=shop,
            slug=slug,
            names={"fr": fr, "en": en},
            search_text=folded(f"{fr} {en}"),
            created_at=now,
            changed_at=now,
            **fields,
        )


def make_scene(**fields: Any) -> Scene:
    shop = make_shop(**fields)
    cup = make_product(
        shop,
        "tasse-lune",
        "Tasse Lune",
        "Moon cup",
        descriptions={"fr": "Grès émaillé à la main.", "en": "Stoneware, glazed by hand."},
    )
    bowl = make_product(shop, "bol", "Bol à œufs", "Egg bowl")
    with write():
        group = Category.objects.create(shop=shop, slug="tasses", names={"fr": "Tasses"})
        cup.categories.add(group)
        blue = _variant(shop, cup, "Bleu", "Blue", 2400, 3, 0)
        white = _variant(shop, cup, "Blanc", "White", 2600, None, 1)
        single = Variant.objects.create(
            shop=shop, product=bowl, sku="BOL", price=1800, stock=10, weight=300
        )
    pickup = make_delivery(
        shop, names={"fr": "Retrait à l’atelier", "en": "Pick-up"}, pickup=True, price=0, carrier=""
    )
    return Scene(
        shop=shop,
        cup=cup,
        blue=blue,
        white=white,
        bowl=single,
        dhl=make_delivery(shop, countries=["FR", "BE"], days_min=2, days_max=4),
        pickup=pickup,
        transfer=make_payment(shop, instructions={"fr": "Merci de virer sous dix jours."}),
        at_pickup=make_payment(
            shop,
            kind="pay_at_pickup",
            names={"fr": "À l’atelier", "en": "At the workshop"},
            iban="",
            holder="",
            bic="",
            beforehand=False,
        ),
    )


def _variant(
    shop: Shop, product: Product, fr: str, en: str, price: int, stock: int | None, position: int
) -> Variant:
    return Variant.objects.create(
        shop=shop,
        product=product,
        names={"fr": fr, "en": en},
        sku=f"LUNE-{en.upper()}",
        price=price,
        stock=stock,
        weight=350,
        position=position,
    )


@dataclass
class Customer:
    """A browser without JavaScript that reads forms as they stand in the page."""

    shop: Shop
    client: Client

    def url(self, path: str = "") -> str:
        return f"/{self.shop.slug}/{path}"

    def get(self, path: str = "", **given: Any) -> Any:
        return self.client.get(self.url(path), **given)

    def post(self, path: str, data: dict[str, Any], **given: Any) -> Any:
        return self.client.post(self.url(path), data, **given)

    def add(self, variant: Variant, quantity: int = 1) -> Any:
        return self.post("basket/add/", {"variant": variant.id, "quantity": quantity})

    def check_out(self, scene: Scene, **fields: str) -> Any:
        return self.post("checkout/", scene.typed(**fields))

    def review_form(self) -> dict[str, str]:
        """The hidden fields of the form that the last button sends."""
        return hidden(self.get("checkout/review/").content.decode())

    def confirm(self, form: dict[str, str] | None = None) -> Any:
        return self.post("checkout/review/", form if form is not None else self.review_form())

    def order(self, scene: Scene, **fields: str) -> Order:
        """An order from the basket as it is."""
        self.check_out(scene, **fields)
        answer = self.confirm()
        assert answer.status_code == 302, answer.content.decode()
        return Order.objects.get(token=answer["Location"].split("/order/")[1].split("/")[0])


def customer_of(scene: Scene, language: str = "fr", **given: Any) -> Customer:
    return Customer(scene.shop, Client(headers={"Accept-Language": language}, **given))


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page's order form."""
    form = re.search(r'<form[^>]*checkout/review/".*?</form>', page, re.DOTALL)
    assert form is not None, "the page has no order form"
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0])
    return {name: unescape(value) for name, value in fields}
