"""What is entered about goods, as values that actions take."""

from collections.abc import Sequence
from dataclasses import dataclass

from comptoir.core.texts import Texts


@dataclass(frozen=True, slots=True)
class VariantDetails:
    """id None: a new one. `seen`: the stock its page was drawn with; None: not counted."""

    names: Texts
    price: int
    sku: str = ""
    stock: int | None = None
    weight: int = 0
    active: bool = True
    id: int | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class ProductDetails:
    """slug "": made from the name. `category_ids`: those it stands in, all others it leaves."""

    names: Texts
    descriptions: Texts
    tax_class: str = "standard"
    active: bool = True
    slug: str = ""
    position: int = 0
    category_ids: Sequence[int] = ()
