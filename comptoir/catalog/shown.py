"""What the storefront is told of goods: plain values, whatever the tables look like."""

from dataclasses import dataclass

from comptoir.core.texts import Texts


@dataclass(frozen=True, slots=True)
class Offer:
    """A variant as it can be bought now. price: gross minor units; stock None: untracked.

    `active` is true when variant and product are on sale; a deleted product's are not.
    """

    variant_id: int
    product_id: int
    product_slug: str
    product_names: Texts
    variant_names: Texts
    sku: str
    price: int
    stock: int | None
    weight: int
    tax_class: str
    active: bool
    picture: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture with the size it has, so that nothing jumps while it loads."""

    url: str
    width: int
    height: int
    alt: Texts


@dataclass(frozen=True, slots=True)
class Choice:
    """A variant to choose on a product page."""

    id: int
    names: Texts
    sku: str
    price: int
    stock: int | None
    weight: int

    @property
    def available(self) -> bool:
        return self.stock is None or self.stock > 0


@dataclass(frozen=True, slots=True)
class Card:
    """A product in a list: `price` is the lowest, `prices_differ` says that there are others.

    `variants` are the ids of those on sale; available: one of them is in stock.
    """

    id: int
    slug: str
    names: Texts
    price: int
    prices_differ: bool
    variants: tuple[int, ...]
    available: bool
    picture: Shown | None


@dataclass(frozen=True, slots=True)
class CardPage:
    """`after`: the key of the next page, None on the last."""

    cards: tuple[Card, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class InCategory:
    slug: str
    names: Texts


@dataclass(frozen=True, slots=True)
class ProductPage:
    """Everything a product page shows; `variants` are those on sale, at least one."""

    id: int
    slug: str
    names: Texts
    descriptions: Texts
    tax_class: str
    variants: tuple[Choice, ...]
    pictures: tuple[Shown, ...]
    categories: tuple[InCategory, ...]

    @property
    def available(self) -> bool:
        return any(variant.available for variant in self.variants)
