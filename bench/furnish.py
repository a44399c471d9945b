"""Run as a program in an installation: a shop with goods, ways to deliver and to pay, a merchant.

What it sells and says is the demo's; its shelves are full enough for a bench.
"""

import os
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from datetime import datetime

    from comptoir.demo.seed.shop import Founded

PLENTY = 100_000_000
SLUG = "atelier-lune"


def furnish() -> None:
    """The shop stands; nothing happens if it stood already."""
    from comptoir.core.clock import utc_now
    from comptoir.demo.seed.shop import found
    from comptoir.shops.models import Shop

    if not Shop.objects.filter(slug=SLUG).exists():
        now = utc_now()
        stock_up(found(now), now)


def stock_up(founded: "Founded", now: "datetime") -> None:
    """The demo's goods are on the shelves, more of each than any bench can sell."""
    from comptoir.catalog.actions.set_stock import set_stock
    from comptoir.catalog.models import Variant
    from comptoir.demo.seed.shelves import fill

    fill(founded, now)
    tracked = Variant.objects.filter(shop=founded.shop, stock__isnull=False)
    for variant_id, stock in tracked.values_list("id", "stock"):
        set_stock(
            shop_id=founded.shop.id,
            variant_id=variant_id,
            stock=PLENTY,
            seen=stock,
            actor=founded.merchant,
            now=now,
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comptoir.config.settings")
    django.setup()
    furnish()
