"""Bank files as they are uploaded, what a CSV's columns mean, and orders chosen for a line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Refused
from comptoir.payments.statements.amounts import account_number, currency_of
from comptoir.payments.statements.csv_mapping import DAY_PATTERNS, Mapping, Sheet
from comptoir.payments.statements.formats import LARGEST
from comptoir.ui.fields import SAYS_ITSELF

FIELDS: tuple[tuple[str, Any], ...] = (
    ("booked_on", _("Booking date")),
    ("value_on", _("Value date")),
    ("amount", _("Amount, with its sign")),
    ("direction", _("In or out, if the amount has no sign")),
    ("credit", _("Money in, in a column of its own")),
    ("debit", _("Money out, in a column of its own")),
    ("name", _("Name of the other side")),
    ("iban", _("Account of the other side")),
    ("text", _("Text and references")),
    ("bank_reference", _("The bank's own reference")),
    ("end_to_end", _("End-to-end reference")),
    ("currency", _("Currency")),
    ("account", _("Own account")),
    ("state", _("State, if some are not booked yet")),
)
SEVERAL = frozenset({"text"})
# What is asked in any case; the rest is folded away where the headings suggest nothing.
ASKED = frozenset({"booked_on", "amount", "name", "text", "day_pattern", "decimal", "own_account"})
DAY_EXAMPLES = {
    "%Y-%m-%d": "2026-11-30", "%d.%m.%Y": "30.11.2026", "%d.%m.%y": "30.11.26", "%d/%m/%Y": "30/11/2026", "%d/%m/%y": "30/11/26",
    "%d-%m-%Y": "30-11-2026", "%d-%m-%y": "30-11-26", "%Y%m%d": "20261130", "%Y/%m/%d": "2026/11/30", "%m/%d/%Y": "11/30/2026",
    "%d %b %Y": "30 Nov 2026", "%d. %m. %Y": "30. 11. 2026",
}  # fmt: skip


class BankFileForm(forms.Form):
    """`account` is for a CSV that does not say whose it is."""

    file = forms.FileField(
        label=_("Bank file"),
        help_text=_(
            "CAMT.053, .052, .054, MT940, MT942 or CSV, as the bank gives it; ZIP and gzip too."
        ),
        widget=forms.ClearableFileInput(
            attrs={
                "accept": ".xml,.sta,.mt940,.mt942,.940,.942,.txt,.csv,.zip,.gz,.swi,.cmt,.C53,.c53"
            }
        ),
    )
    account = forms.ChoiceField(
        label=_("Account"), required=False, help_text=_("Only for a CSV that does not name it.")
    )
    dry_run = forms.BooleanField(label=_("Only look, book nothing"), required=False)

    def __init__(self, *args: Any, accounts: list[str], **named: Any) -> None:
        super().__init__(*args, **named)
        field = self.fields["account"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the reader of types
        field.choices = [("", "–"), *((one, one) for one in accounts)]

    def clean_file(self) -> Any:
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 64 MB."))
        return file


class CsvForm(forms.Form):
    """Which column means what; it begins with what the headings suggest."""

    def __init__(self, *args: Any, sheet: Sheet, suggested: Mapping, **named: Any) -> None:
        super().__init__(*args, **named)
        self._suggested = suggested
        columns = [(str(at), name or f"{at + 1}") for at, name in enumerate(sheet.headings)]
        for name, label in FIELDS:
            chosen = [str(at) for at in suggested.columns.get(name, [])]
            if name in SEVERAL:
                self.fields[name] = forms.MultipleChoiceField(
                    label=label,
                    required=False,
                    choices=columns,
                    initial=chosen,
                    widget=forms.CheckboxSelectMultiple,
                )
            else:
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    required=False,
                    choices=[("", "–"), *columns],
                    initial=chosen[0] if chosen else "",
                )
        self.fields["day_pattern"] = forms.ChoiceField(
            label=_("Dates are written like"),
            choices=[(one, DAY_EXAMPLES[one]) for one in DAY_PATTERNS],
            initial=suggested.day_pattern,
        )
        self.fields["decimal"] = forms.ChoiceField(
            label=_("Amounts are written like"),
            choices=[(",", "1234,50"), (".", "1234.50")],
            initial=suggested.decimal,
        )
        self.fields["own_account"] = forms.CharField(
            label=_("IBAN, if no column says it"), required=False, initial=suggested.account
        )
        self.fields["own_currency"] = forms.CharField(
            label=_("Currency, if no column says it"), required=False, initial=suggested.currency
        )
        for field in self.fields.values():
            setattr(field, SAYS_ITSELF, True)

    @property
    def asked(self) -> list[forms.BoundField]:
        return [one for one in self if self._open(one)]

    @property
    def folded(self) -> list[forms.BoundField]:
        """What most files do without."""
        return [one for one in self if not self._open(one)]

    def _open(self, one: forms.BoundField) -> bool:
        return one.name in ASKED or bool(one.initial or one.errors)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        missing = self.mapping().problem()
        if missing:
            where = {"account": "own_account", "currency": "own_currency"}.get(missing, missing)
            self.add_error(where, _("This is needed to read the file."))
        return values

    def clean_own_currency(self) -> str:
        text = str(self.cleaned_data["own_currency"]).strip()
        try:
            return currency_of(text) if text else ""
        except Refused as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def mapping(self) -> Mapping:
        """The mapping that was chosen."""
        values = self.cleaned_data
        columns: dict[str, list[int]] = {}
        for name, _label in FIELDS:
            chosen = values.get(name) or []
            numbers = [int(one) for one in ([chosen] if isinstance(chosen, str) else chosen)]
            if numbers:
                columns[name] = numbers
        return Mapping(
            columns=columns,
            day_pattern=values["day_pattern"],
            decimal=values["decimal"],
            delimiter=self._suggested.delimiter,
            encoding=self._suggested.encoding,
            account=account_number(values.get("own_account", "")),
            currency=values.get("own_currency", ""),
        )
