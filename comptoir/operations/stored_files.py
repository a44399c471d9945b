"""Which files in the storage the rows of the database name."""

from collections.abc import Iterator

from comptoir.catalog.models import Picture
from comptoir.exchange.models import Export, Import
from comptoir.mailing.models import Message
from comptoir.shops.models import Shop


def named_files(shop_id: int | None = None) -> Iterator[tuple[int | None, str, bool]]:
    """Shop, name in the storage, and whether its absence is a fault; each name once per table.

    A mail keeps the name of the logo that it was written with; shops may take logos away.
    """
    tables = (
        (Shop, "id", "logo", True),
        (Picture, "shop_id", "image", True),
        (Export, "shop_id", "file", True),
        (Import, "shop_id", "file", True),
        (Message, "shop_id", "logo", False),
    )
    for model, shop, name, needed in tables:
        found = model._default_manager.exclude(**{name: ""})
        if shop_id is not None:
            found = found.filter(**{shop: shop_id})
        pairs = found.order_by(shop, name).values_list(shop, name).distinct()
        for owner, file in pairs.iterator():
            yield owner, str(file), needed
