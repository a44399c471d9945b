from collections.abc import Mapping

from django.db.models import F

from comptoir.catalog.models import Variant
from comptoir.core.database import write


def put_back_stock(*, shop_id: int, pieces: Mapping[int, int]) -> dict[int, int]:
    """The pieces are in stock again; returns those that were (untracked variants are left out)."""
    back: dict[int, int] = {}
    with write():
        for variant_id in sorted(pieces):
            rows = Variant.objects.filter(shop_id=shop_id, id=variant_id, stock__isnull=False)
            if pieces[variant_id] and rows.update(stock=F("stock") + pieces[variant_id]):
                back[variant_id] = pieces[variant_id]
    return back
