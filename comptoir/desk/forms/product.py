"""Products, their variants and pictures, and categories, as they are typed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from comptoir.catalog.details import ProductDetails, VariantDetails
from comptoir.catalog.errors import StockMoved
from comptoir.catalog.models import TAX_CLASSES as KNOWN_CLASSES
from comptoir.catalog.queries import Editable, categories
from comptoir.catalog.rules import (
    HEAVIEST,
    LONGEST_NAME,
    LONGEST_SKU,
    LONGEST_SLUG,
    LONGEST_TEXT,
    MOST_PIECES,
)
from comptoir.core.errors import Refused
from comptoir.desk.setup_page import TAX_CLASSES, Rows, hush, kept_texts, said, tell
from comptoir.shops.models import Shop
from comptoir.ui.forms import MoneyField, TextsField

assert {code for code, _name in TAX_CLASSES} == set(KNOWN_CLASSES)  # noqa: S101  # one list, two rooms


class ProductForm(forms.Form):
    def __init__(self, shop: Shop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"] = TextsField(
            languages=shop.languages, max_length=LONGEST_NAME, label=_("Name")
        )
        self.fields["descriptions"] = TextsField(
            languages=shop.languages,
            multiline=True,
            required=False,
            max_length=LONGEST_TEXT,
            label=_("Description"),
        )
        self.fields["active"] = forms.BooleanField(label=_("On sale"), required=False)
        self.fields["categories"] = forms.MultipleChoiceField(
            label=_("Categories"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(row.id), said(shop, row.names)) for row in categories(shop.id)],
        )
        self.fields["tax_class"] = forms.ChoiceField(
            label=_("Tax class"),
            choices=TAX_CLASSES,
            help_text=_("The rate itself comes from the shop's VAT rates, by country and day."),
        )
        self.fields["slug"] = forms.CharField(
            label=_("Page address"),
            required=False,
            max_length=LONGEST_SLUG,
            help_text=_("The last part of the product's address. Empty: made from the name."),
        )
        self.fields["position"] = forms.IntegerField(
            label=_("Place in lists"),
            required=False,
            min_value=0,
            max_value=MOST_PIECES,
            help_text=_("Products with a smaller number come first."),
        )


class VariantForm(forms.Form):
    """One row: a way in which the product is sold. `seen`: the stock the page was drawn with."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    sku = forms.CharField(label=_("SKU"), required=False, max_length=LONGEST_SKU)
    stock = forms.IntegerField(label=_("Stock"), required=False, min_value=0, max_value=MOST_PIECES)
    weight = forms.IntegerField(
        label=_("Weight in grams"), required=False, min_value=0, max_value=HEAVIEST
    )
    active = forms.BooleanField(label=_("On sale"), required=False)
    remove = forms.BooleanField(label=_("Remove"), required=False)

    def __init__(self, shop: Shop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.fields["names"] = TextsField(
            languages=shop.languages, required=False, max_length=LONGEST_NAME, label=_("Variant")
        )
        self.fields["price"] = MoneyField(currency=shop.currency, label=_("Price"), required=False)
        for name in ("sku", "stock", "weight"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @property
    def untouched(self) -> bool:
        """A row that was added and left empty."""
        typed = (
            value for name, value in self.cleaned_data.items() if name not in {"active", "seen"}
        )
        return not any(value not in (None, "", {}, False) for value in typed)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        taken_out = values.get("remove")
        missing = values.get("price") is None and "price" not in self.errors
        if missing and not taken_out and not self.untouched:
            self.add_error("price", _("A price is needed."))
        return values

    def details(self) -> VariantDetails:
        values = self.cleaned_data
        seen = str(values["seen"])
        return VariantDetails(
            id=values["id"],
            names=values["names"] or {},
            price=values["price"],
            sku=values["sku"],
            stock=values["stock"],
            weight=values["weight"] or 0,
            active=values["active"],
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None,
        )


class ProductForms:
    """The product's own form and one row per variant, read and refused together."""

    def __init__(
        self,
        shop: Shop,
        editable: Editable | None = None,
        data: "MultiValueDict[str, str] | None" = None,
    ) -> None:
        self.shop, self.editable, self.data = shop, editable, data
        self.rows = Rows(data, "variants", len(editable.variants) if editable else 1)
        self._build()

    def _build(self) -> None:
        self.product = ProductForm(self.shop, self.data, initial=self._initial())
        kept = self.editable.variants if self.editable else ()
        self.variants = [
            VariantForm(
                self.shop,
                self.data,
                prefix=f"v{place}",
                initial=_variant_initial(kept[place]) if place < len(kept) else {"active": True},
            )
            for place in range(self.rows.count)
        ]
        if self.rows.asked_for_more:
            for form in (self.product, *self.variants):
                hush(form)
            # A row that was not sent has no ticks; a new variant is on sale.
            last = self.variants[-1]
            self.variants[-1] = VariantForm(self.shop, prefix=last.prefix, initial={"active": True})

    def _initial(self) -> Mapping[str, Any]:
        if self.editable is None:
            return {"active": True, "tax_class": "standard", "position": 0}
        product = self.editable.product
        names = ("names", "descriptions", "active", "tax_class", "slug", "position")
        chosen = [str(category) for category in self.editable.category_ids]
        return {name: getattr(product, name) for name in names} | {"categories": chosen}

    def is_valid(self) -> bool:
        # Every row is looked at, so that all mistakes show at once.
        results = [form.is_valid() for form in (self.product, *self.variants)]
        return all(results)

    def details(self) -> ProductDetails:
        values = self.product.cleaned_data
        old = self.editable.product if self.editable else None
        languages = self.shop.languages
        return ProductDetails(
            names=kept_texts(old.names if old else {}, values["names"], languages),
            descriptions=kept_texts(
                old.descriptions if old else {}, values["descriptions"] or {}, languages
            ),
            tax_class=values["tax_class"],
            active=values["active"],
            slug=values["slug"],
            position=values["position"] or 0,
            category_ids=[int(category) for category in values["categories"]],
        )

    @property
    def _filled(self) -> list[VariantForm]:
        return [
            form
            for form in self.variants
            if not form.cleaned_data.get("remove") and not form.untouched
        ]

    def variant_details(self) -> list[VariantDetails]:
        return [form.details() for form in self._filled]

    def refuse(self, refusal: Refused) -> None:
        """The refusal stands beside the field it belongs to, whichever row that is in."""
        if isinstance(refusal, StockMoved):
            for form in self._filled:
                if form.cleaned_data["id"] == refusal.variant_id:
                    self._see_stock(form, refusal)
            return
        row = refusal.values.get("row")
        tell(self._filled[row] if isinstance(row, int) else self.product, refusal)

    def _see_stock(self, form: VariantForm, refusal: StockMoved) -> None:
        """The next press was made in sight of the stock as it is now."""
        tell(form, refusal)
        seen = self.data.copy() if self.data is not None else {}
        seen[form.add_prefix("seen")] = "" if refusal.stock is None else str(refusal.stock)
        form.data = seen


def _variant_initial(variant: Any) -> Mapping[str, Any]:
    names = ("id", "names", "sku", "price", "stock", "weight", "active")
    seen = "" if variant.stock is None else str(variant.stock)
    return {name: getattr(variant, name) for name in names} | {"seen": seen}


class PictureForm(forms.Form):
    """What a picture shows, for those who can't see it."""

    def __init__(self, shop: Shop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alt"] = TextsField(
            languages=shop.languages,
            required=False,
            max_length=LONGEST_NAME,
            label=_("What it shows"),
            help_text=_("Read aloud to those who can't see the picture."),
        )


class CategoryForm(forms.Form):
    def __init__(self, shop: Shop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"] = TextsField(
            languages=shop.languages, max_length=LONGEST_NAME, label=_("Name")
        )
        self.fields["slug"] = forms.CharField(
            label=_("Page address"),
            required=False,
            max_length=LONGEST_SLUG,
            help_text=_("The last part of the category's address. Empty: made from the name."),
        )
