"""A file with orders, as it is uploaded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Invalid
from comptoir.exchange.orders_csv import read_mapping

LARGEST = 512 << 20
LARGEST_MAPPING = 256 << 10


class OrderFileForm(forms.Form):
    """`mapping` is cleaned to the text of the mapping, "" for none."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XML written by Comptoir, or CSV from elsewhere; both may be gzipped."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.csv,.gz,.txt"}),
    )
    mapping = forms.FileField(
        label=_("Mapping"),
        required=False,
        help_text=_("For a CSV: the TOML file that says what its columns mean."),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml"}),
    )

    def clean_file(self) -> Any:
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 512 MB."))
        return file

    def clean_mapping(self) -> str:
        file: Any = self.cleaned_data.get("mapping")
        if not file:
            return ""
        if (file.size or 0) > LARGEST_MAPPING:
            raise forms.ValidationError(_("This is no mapping: it is too large."))
        content: bytes = file.read()
        try:
            read_mapping(content)
        except Invalid as fault:
            raise forms.ValidationError(fault.message) from fault
        return content.decode("utf-8-sig")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        file = values.get("file")
        named = (file.name or "").lower().removesuffix(".gz") if file else ""
        if named.endswith((".csv", ".txt")) and not values.get("mapping") and not self.errors:
            self.add_error("mapping", _("A CSV needs a mapping."))
        return values
