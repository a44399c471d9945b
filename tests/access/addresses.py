"""Every address of the desk, and what can stand in it: one's own, or somebody else's."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, reverse

from comptoir.catalog.models import Category, Picture, Product
from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.models import Job
from comptoir.core.relay import relay
from comptoir.desk.urls import urlpatterns
from comptoir.exchange.models import Export, Import
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.orders.actions.add_parcel import add_parcel
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.models import Order
from comptoir.payments.models import (
    BankAccount,
    BankFile,
    BankLine,
    ProviderAccount,
    ProviderNotice,
)
from comptoir.shops.models import Invitation, Membership, SavedView, Shop, TaxRate
from tests.factories import make_member, make_order, make_shop, make_variant, member_of

Values = dict[str, str | int]


def table() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and parts of each address of the desk, from the table that the site itself uses."""
    yield from _below(urlpatterns, ())


def _below(
    patterns: list[URLPattern | URLResolver], parts: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        here = (*parts, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, here)
        else:
            assert pattern.name, f"an address of the desk has no name: {pattern}"
            yield pattern.name, here


@dataclass
class Furnished:
    """A shop with one of everything that an address of the desk can name."""

    shop: Shop
    order: Order
    things: Values
    delivery: DeliveryMethod
    payment: PaymentMethod
    view: SavedView

    def value(self, part: str, name: str) -> str | int:
        if part == "method":
            return self.delivery.id if name.startswith("delivery") else self.payment.id
        if part == "transfer":
            return self.things["import" if name.startswith("import") else "export"]
        return self.things[part]

    def address(self, name: str, parts: tuple[str, ...], **other: str | int) -> str:
        values = {part: self.value(part, name) for part in parts}
        return reverse(f"desk:{name}", kwargs=values | other)


def furnished(orders: int = 1) -> Furnished:
    """The last of so many orders is paid, has a parcel, mails and a history."""
    shop = make_shop()
    now = utc_now()
    for _ in range(orders):
        order = make_order(shop, make_variant(shop), now=now)
    clerk = member_of(shop)
    mark_paid(shop_id=shop.id, order_id=order.id, amount=100, actor=clerk, now=now)
    add_parcel(shop_id=shop.id, order_id=order.id, send_mail=True, actor=clerk, now=now)
    relay(now=now)
    order.refresh_from_db()
    things = _things(shop) | {"shop": shop.slug, "number": order.number, "topic": "tracking"}
    delivery, payment = shop_methods(shop)
    with write():
        view = SavedView.objects.create(
            shop=shop, name=f"View of {shop.slug}", query="?place=archived"
        )
    return Furnished(shop, order, things, delivery, payment, view)


def shop_methods(shop: Shop) -> tuple[DeliveryMethod, PaymentMethod]:
    delivery = DeliveryMethod.objects.filter(shop=shop).latest("id")
    return delivery, PaymentMethod.objects.filter(shop=shop).latest("id")


def _things(shop: Shop) -> Values:
    now = utc_now()
    product = Product.objects.filter(shop=shop).latest("id")
    with write():
        category = Category.objects.create(shop=shop, slug=f"cups-{shop.id}", names={"fr": "T"})
        picture = Picture.objects.create(
            shop=shop, product=product, image="pictures/none.png", width=1, height=1
        )
        export = Export.objects.create(shop=shop, created_at=now)
        brought = Import.objects.create(shop=shop, created_at=now, file_name="a.xml")
        invitation = Invitation.objects.create(
            shop=shop,
            email="new@shop.example",
            rights=["see"],
            token_hash=f"hash of {shop.id}",
            created_at=now,
            expires_at=now.replace(year=now.year + 1),
        )
    member: Membership = make_member(shop)
    return {
        "product": product.slug,
        "picture": picture.id,
        "category": category.slug,
        "export": export.public_id,
        "import": brought.public_id,
        "invitation": invitation.id,
        "member": member.id,
        "rate": TaxRate.objects.filter(shop=shop).latest("id").id,
        **_bank_things(shop),
        "notice": _notice(shop).id,
        "section": "general",
        "kind": "dispatch",
        "payment": 1,
        "parcel": 1,
        "entry": 1,
        "position": 1,
        "token": "no-token",
        "owed": f"j{Job.objects.filter(shop_id=shop.id).latest('id').id}",
    }


def _notice(shop: Shop) -> ProviderNotice:
    """A provider's notice that somebody must look at."""
    now = utc_now()
    _delivery, method = shop_methods(shop)
    with write():
        account = ProviderAccount.objects.create(
            shop=shop, method=method, provider="stripe", public_id=f"of-{shop.id}", created_at=now
        )
        return ProviderNotice.objects.create(
            shop=shop, account=account, event_id="evt_1", received_at=now, state="unclear"
        )


def _bank_things(shop: Shop) -> Values:
    """A bank file and a line of it that nobody has decided."""
    now = utc_now()
    with write():
        account = BankAccount.objects.create(
            shop=shop, number="FR7630006000011234567890189", created_at=now
        )
        file = BankFile.objects.create(shop=shop, file_name="a.xml", state="done", created_at=now)
        line = BankLine.objects.create(
            shop=shop, file=file, account=account, kind="camt.053", currency="EUR", booked_on=now.date(),
            value_on=now.date(), amount=100, fingerprint=f"of {shop.id}",
        )  # fmt: skip
    return {"bank_file": file.public_id, "bank_line": line.id}
