"""A shop in an installation of its own, SQLite, with the year's orders in it, none of them paid."""

import os
import subprocess
import sys
from pathlib import Path

import django

from comptoir.orders.snapshot import EventSnapshot, LineSnapshot, OrderSnapshot
from tests.payments.synthetic_year.model import BIC, CURRENCY, HOLDER, IBAN, Order

SLUG = "atelier-lune"
OWNER = "lune@example.org"
RATE = 19_000
COMPTOIR = (sys.executable, "-m", "comptoir")


def found_shop(home: Path) -> None:
    """An empty shop stands in home, which this process works in from now on."""
    os.environ.update(COMPTOIR_HOME=str(home), DJANGO_SETTINGS_MODULE="comptoir.config.settings")
    for name in ("DATABASE_URL", "EMAIL_URL"):
        os.environ.pop(name, None)
    comptoir("migrate")
    comptoir(
        "user",
        "create",
        "--email",
        OWNER,
        "--name",
        "Lune",
        "--password-stdin",
        typed="long enough, really",
    )
    comptoir("shop", "create", SLUG, "--owner", OWNER, "--name", HOLDER, "--country", "DE", "--language", "fr", "--currency", CURRENCY)  # fmt: skip
    django.setup()


def comptoir(*words: str, typed: str = "") -> str:
    """What the command printed; raises with its complaint when it failed."""
    done = subprocess.run(
        [*COMPTOIR, *words], input=typed, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"comptoir {' '.join(words)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def take(orders: list[Order]) -> None:
    """The orders stand in the shop, as if customers had placed them; nobody gets a mail."""
    from comptoir.core.actor import importer
    from comptoir.core.clock import utc_now
    from comptoir.orders.actions.import_orders import import_orders
    from comptoir.shops.models import Shop

    shop_id = Shop.objects.get(slug=SLUG).id
    results = import_orders(
        shop_id=shop_id,
        orders=[snapshot(order) for order in orders],
        actor=importer(shop_id, "synthetic year"),
        now=utc_now(),
    )
    refused = [result for result in results if result.outcome != "taken"]
    if refused:
        raise SystemExit(f"orders were refused: {refused[:3]}")


def received() -> dict[str, int]:
    """Order number → what came and did not go back, of the orders that have got anything."""
    from comptoir.orders.models import Order as OrderRow

    rows = OrderRow.objects.filter(shop__slug=SLUG).values_list("number", "received", "refunded")
    return {number: came - back for number, came, back in rows if came != back}


def snapshot(order: Order) -> OrderSnapshot:
    customer, placed = order.customer, order.placed_at
    return OrderSnapshot(
        number=order.number,
        reference=order.reference,
        source="storefront",
        language=customer.language,
        currency=CURRENCY,
        placed_at=placed,
        changed_at=placed,
        email=customer.email,
        name=customer.name,
        phone="",
        company=order.company,
        vat_number="",
        billing={},
        delivery=_address(order),
        city=customer.city,
        country=customer.country,
        delivery_as_was={"names": {"fr": "Paket"}},
        payment_as_was=_transfer(),
        terms=None,
        customer_note="",
        comment="",
        handling="open",
        place="active",
        place_before_trash="",
        ready_at=None,
        dispatched_at=None,
        completed_at=None,
        cancelled_at=None,
        archived_at=None,
        deleted_at=None,
        withdrawn_at=None,
        anonymised_at=None,
        lines=tuple(_line(*item) for item in order.items),
        events=(_placed(order),),
    )


def _address(order: Order) -> dict[str, str]:
    customer = order.customer
    return {
        "name": customer.name,
        "company": order.company,
        "street": customer.street,
        "street2": "",
        "postal_code": customer.postal_code,
        "city": customer.city,
        "region": "",
        "country": customer.country,
    }


def _transfer() -> dict[str, object]:
    return {
        "names": {"fr": "Überweisung"},
        "kind": "bank_transfer",
        "instructions": {},
        "holder": HOLDER,
        "iban": IBAN,
        "bic": BIC,
        "beforehand": True,
    }


def _line(name: str, quantity: int, price: int) -> LineSnapshot:
    from comptoir.core.tax import split_gross

    split = split_gross(quantity * price, RATE)
    return LineSnapshot(
        kind="delivery" if name == "Livraison" else "goods",
        names={"fr": name},
        sku="",
        quantity=quantity,
        unit_price=price,
        net=split.net,
        tax=split.tax,
        gross=split.gross,
        rate=RATE,
        tax_class="standard",
        tax_category="S",
        country="DE",
    )


def _placed(order: Order) -> EventSnapshot:
    return EventSnapshot(
        kind="order.placed",
        at=order.placed_at,
        actor_kind="customer",
        actor_name=order.customer.name,
        before={},
        after={"number": order.number, "total": order.total},
        undoes=None,
    )
