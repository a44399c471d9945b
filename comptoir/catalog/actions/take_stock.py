from collections.abc import Mapping

from django.db.models import F

from comptoir.catalog.errors import OutOfStock
from comptoir.catalog.models import Variant
from comptoir.catalog.queries import stocks
from comptoir.core.database import write
from comptoir.core.prepared import Update

_take = Update(
    lambda shop_id, variant_id, least, pieces: (
        Variant.objects.filter(shop_id=shop_id, id=variant_id, stock__gte=least),
        {"stock": F("stock") - pieces},
    ),
    shop_id=int,
    variant_id=int,
    least=int,
    pieces=int,
)


def take_stock(*, shop_id: int, wanted: Mapping[int, int]) -> dict[int, int]:
    """The pieces are taken from stock; returns what is held by variant (untracked: 0).

    Raises OutOfStock naming every variant that has too little, and then nothing is
    taken. One conditional UPDATE per variant, in the order of ids: two buyers of the
    last piece can't both have it, and two orders can't deadlock.
    """
    held: dict[int, int] = {}
    missing: list[int] = []
    with write():
        tracked = stocks(shop_id, wanted)
        for variant_id in sorted(tracked):
            if tracked[variant_id] is None:
                held[variant_id] = 0
            elif _taken(shop_id, variant_id, wanted[variant_id]):
                held[variant_id] = wanted[variant_id]
            else:
                missing.append(variant_id)
        if missing:
            left = Variant.objects.filter(id__in=missing).values_list("id", "stock")
            raise OutOfStock({variant_id: stock or 0 for variant_id, stock in left})
    return held


def _taken(shop_id: int, variant_id: int, pieces: int) -> bool:
    return _take(shop_id=shop_id, variant_id=variant_id, least=pieces, pieces=pieces) == 1
