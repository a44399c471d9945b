"""Refusals of the catalogue."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Conflict, Refused


class OutOfStock(Refused):
    """There is not enough of something; `available` is variant id → pieces left."""

    code = "out_of_stock"
    status = 409
    text = _("There is not enough in stock.")

    def __init__(self, available: Mapping[int, int]) -> None:
        self.available = dict(available)
        super().__init__()


class StockMoved(Conflict):
    """The stock changed since the page was drawn; `stock` is what it is now (None: untracked)."""

    code = "stock_moved"
    text = _(
        "The stock changed meanwhile: it was %(seen)s, it is %(stock)s now. Nothing was saved."
    )

    def __init__(self, *, variant_id: int, seen: int | None, stock: int | None) -> None:
        self.variant_id, self.stock = variant_id, stock
        super().__init__(field="stock", seen=_amount(seen), stock=_amount(stock))


class SkuTaken(Refused):
    """Another variant of the shop has this SKU; `row` says which of those given, from 0."""

    code = "sku_taken"
    field = "sku"
    text = _("Another product of this shop has the SKU %(sku)s.")


class SlugTaken(Refused):
    code = "slug_taken"
    field = "slug"
    text = _("Another page of this shop has this address.")


class NoVariant(Refused):
    """A product is sold as at least one variant."""

    code = "no_variant"
    text = _("A product needs at least one variant.")


class TooManyPictures(Refused):
    code = "too_many_pictures"
    text = _("A product can show at most %(most)s pictures.")


def _amount(stock: int | None) -> object:
    return _("not counted") if stock is None else stock
