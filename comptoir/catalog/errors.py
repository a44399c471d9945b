"""Refusals of the catalogue."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Refused


class OutOfStock(Refused):
    """There is not enough of something; `available` is variant id → pieces left."""

    code = "out_of_stock"
    status = 409
    text = _("There is not enough in stock.")

    def __init__(self, available: Mapping[int, int]) -> None:
        self.available = dict(available)
        super().__init__()
