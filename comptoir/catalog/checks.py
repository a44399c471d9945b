"""Refusals of what can't be taken, before anything is written."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from comptoir.catalog.details import ProductDetails, VariantDetails
from comptoir.catalog.errors import NoVariant, SkuTaken
from comptoir.catalog.models import TAX_CLASSES
from comptoir.catalog.rules import (
    HEAVIEST,
    LONGEST_NAME,
    LONGEST_SKU,
    LONGEST_TEXT,
    MOST_PIECES,
    MOST_VARIANTS,
    slug_valid,
)
from comptoir.core.errors import Invalid
from comptoir.core.money import LARGEST
from comptoir.core.texts import has_controls


def check_texts(texts: Mapping[str, str], field: str, longest: int, **where: object) -> None:
    for text in texts.values():
        if has_controls(text):
            raise Invalid(field, _("Control characters can't be taken."), "controls", **where)
        if len(text) > longest:
            raise Invalid(
                field, _("At most %(longest)s characters."), "long", longest=longest, **where
            )


def check_names(names: Mapping[str, str], first: str, field: str = "names") -> None:
    """A name is needed in the shop's first language: every other one falls back to it."""
    if not names.get(first, "").strip():
        raise Invalid(field, _("A name is needed in the shop's first language."), "name")
    check_texts(names, field, LONGEST_NAME)


def check_slug(slug: str) -> None:
    if slug and not slug_valid(slug):
        raise Invalid("slug", _("Use small letters, digits and hyphens, such as blue-cup."), "slug")


def check_product(details: ProductDetails, language: str) -> None:
    check_names(details.names, language)
    check_texts(details.descriptions, "descriptions", LONGEST_TEXT)
    check_slug(details.slug)
    if details.tax_class not in TAX_CLASSES:
        raise Invalid("tax_class", _("Choose a tax class of the list."), "tax_class")
    if abs(details.position) > MOST_PIECES:
        raise Invalid("position", _("This number is too large."), "large")


def check_variants(variants: Sequence[VariantDetails], language: str) -> None:
    """Several variants need names of their own; a SKU stands once."""
    if not variants:
        raise NoVariant
    if len(variants) > MOST_VARIANTS:
        raise Invalid(None, _("At most %(most)s variants."), "variants", most=MOST_VARIANTS)
    skus: set[str] = set()
    for row, variant in enumerate(variants):
        _check_variant(variant, row)
        if len(variants) > 1 and not variant.names.get(language, "").strip():
            raise Invalid("names", _("Several variants need a name each."), "name", row=row)
        if variant.sku and variant.sku in skus:
            raise SkuTaken(sku=variant.sku, row=row)
        skus.add(variant.sku)


def check_stock(stock: int | None, row: int = 0) -> None:
    if stock is not None and not 0 <= stock <= MOST_PIECES:
        raise Invalid("stock", _("Stock is a whole number, 0 or more."), "stock", row=row)


def _check_variant(variant: VariantDetails, row: int) -> None:
    check_texts(variant.names, "names", LONGEST_NAME, row=row)
    check_texts({"": variant.sku}, "sku", LONGEST_SKU, row=row)
    check_stock(variant.stock, row)
    if not 0 <= variant.price <= LARGEST:
        raise Invalid("price", _("A price can't be below zero."), "price", row=row)
    if not 0 <= variant.weight <= HEAVIEST:
        raise Invalid("weight", _("A weight is a whole number of grams."), "weight", row=row)
