"""Every read of the catalogue that others need. Each takes a fixed number of statements."""

from comptoir.catalog.queries.desk import (
    DeskPage,
    DeskRow,
    Editable,
    categories_counted,
    editable_product,
    listed_products,
    picture_of,
)
from comptoir.catalog.queries.storefront import (
    categories,
    category_by_slug,
    offers,
    picture_url,
    product_page,
    products_page,
    stocks,
)
from comptoir.catalog.shown import (
    Card,
    CardPage,
    Choice,
    InCategory,
    Offer,
    ProductPage,
    Shown,
)

__all__ = [
    "Card",
    "CardPage",
    "Choice",
    "DeskPage",
    "DeskRow",
    "Editable",
    "InCategory",
    "Offer",
    "ProductPage",
    "Shown",
    "categories",
    "categories_counted",
    "category_by_slug",
    "editable_product",
    "listed_products",
    "offers",
    "picture_of",
    "picture_url",
    "product_page",
    "products_page",
    "stocks",
]
