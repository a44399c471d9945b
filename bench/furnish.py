"""Run as a program in an installation: a shop with goods, ways to deliver and to pay, a merchant.

What it sells and says is the demo's; its shelves are full enough for a bench.
"""

import os

import django

PLENTY = 10_000_000
SLUG = "atelier-lune"


def furnish() -> None:
    from comptoir.catalog.actions.set_stock import set_stock
    from comptoir.catalog.models import Variant
    from comptoir.core.clock import utc_now
    from comptoir.demo.seed.shelves import fill
    from comptoir.demo.seed.shop import found
    from comptoir.shops.models import Shop

    if Shop.objects.filter(slug=SLUG).exists():
        return
    now = utc_now()
    founded = found(now)
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
