"""A shop with orders that wait for money, and files that bring it."""

import io
from datetime import date
from itertools import count

from comptoir.core.actor import Actor, importer
from comptoir.core.clock import utc_now
from comptoir.orders.frozen import Contact
from comptoir.orders.models import Order
from comptoir.payments.actions.upload_bank_file import upload_bank_file
from comptoir.payments.bank.taking import Report, take
from comptoir.payments.models import BankLine
from comptoir.payments.statements import formats
from comptoir.payments.statements.plain import Line
from comptoir.shops.models import Shop
from tests.factories import NOW, make_order, make_variant, member_of
from tests.payments_bank import files

DAY = date(2026, 11, 22)
_prices = count()


def order(shop: Shop, name: str = "Anne Dupont") -> Order:
    email = name.split(maxsplit=1)[0].lower() + "@example.com"
    # All are delivered to one address: prices tell the orders apart, as in most shops.
    variant = make_variant(shop, price=2400 + 10 * next(_prices))
    return make_order(shop, variant, contact=Contact(email=email, name=name), now=NOW)


def paid(one: Order, text: str = "", amount: int | None = None, **more: object) -> Line:
    """A transfer for the order, as its customer wrote it."""
    values: dict[str, object] = {
        "booked_on": DAY,
        "value_on": DAY,
        "amount": one.total if amount is None else amount,
        "name": one.name,
        "text": text or f"Commande {one.number} merci",
        "bank_reference": f"BANK{one.id:06}",
    }
    return Line(**(values | more))  # type: ignore[arg-type]  # given by name


def given(shop: Shop, content: bytes, *, actor: Actor | None = None) -> Report:
    """The file is taken as the worker takes it."""
    clerk = member_of(shop)
    row = upload_bank_file(
        shop_id=shop.id, file="", file_name="a.xml", account="", dry_run=False, language="en", queued=False,
        actor=clerk, now=utc_now(),
    )  # fmt: skip
    found = formats.read(io.BytesIO(content), files.mapped)
    return take(
        shop=shop, file=row, found=found, actor=actor or importer(shop.id, "Lucie"), now=utc_now()
    )


def lines(shop: Shop) -> list[BankLine]:
    return list(BankLine.objects.filter(shop=shop).order_by("id"))
