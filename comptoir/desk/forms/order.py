"""Forms of one order. Each carries the version of the order it was drawn from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comptoir.desk.order_words import named
from comptoir.methods.carriers import CARRIERS
from comptoir.orders.models import Order, OrderLine
from comptoir.ui.forms import MoneyField, QuickSelect


class StepForm(forms.Form):
    """Nothing to fill in: the press is all."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order


class ReasonForm(StepForm):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)


class DeleteForm(StepForm):
    put_back = forms.BooleanField(label=_("Put what was not sent back in stock"), required=False)


class CancelForm(DeleteForm):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
    send_mail = forms.BooleanField(label=_("Send the cancellation mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_recipient(self, _("Send the cancellation mail to %(email)s"))


class TakeBackForm(StepForm):
    """Asks about stock only once it turned out that there is none; the view then sets `asked`."""

    without_stock = forms.BooleanField(label=_("Take it back without stock"), required=False)
    asked = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("asked"):
            self.fields["without_stock"].widget = forms.HiddenInput()


class ReadyForm(StepForm):
    send_mail = forms.BooleanField(label=_("Send the mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_recipient(self, _("Send the mail “ready to collect” to %(email)s"))


class MoneyForm(StepForm):
    """Money in or out: how much, when, how."""

    amount = forms.Field()
    day = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        localize=False,
    )
    method = forms.CharField(label=_("Method"), required=False, max_length=100)
    reference = forms.CharField(label=_("Reference"), required=False, max_length=100)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = MoneyField(
            currency=self.order.currency, minimum=1, label=_("Amount")
        )
        self.fields["day"].widget.attrs["max"] = today.isoformat()


class AmountForm(StepForm):
    """How much goes back."""

    amount = forms.Field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = MoneyField(
            currency=self.order.currency, minimum=1, label=_("Amount")
        )


class TrackingForm(StepForm):
    """A tracking number and whose it is."""

    tracking_number = forms.CharField(label=_("Tracking number"), required=False, max_length=100)
    carrier = forms.ChoiceField(label=_("Carrier"), required=False, widget=QuickSelect)
    send_mail = forms.BooleanField(label=_("Send the dispatch mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_set = str(self.order.delivery_as_was.get("carrier", ""))
        own = bool(self.order.delivery_as_was.get("tracking_address"))
        known = [(code, carrier.name) for code, carrier in CARRIERS.items()]
        first: Any = _("Recognised from the number")
        if own:
            first = _("As the delivery method says")
        elif as_set in CARRIERS:
            first = _("%(carrier)s (usual)") % {"carrier": CARRIERS[as_set].name}
        field = self.fields["carrier"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [("", first), *sorted(known, key=lambda pair: pair[1].casefold())]
        self.fields["tracking_number"].widget.attrs |= {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }
        name_recipient(self, _("Send the dispatch mail to %(email)s"))


class CompletionForm(TrackingForm):
    """What completes an order; one that was collected has no parcel to ask about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.order.delivery_as_was.get("pickup"):
            del self.fields["tracking_number"], self.fields["carrier"]
            name_recipient(self, _("Send the mail “order completed” to %(email)s"))


@dataclass(frozen=True, slots=True)
class Row:
    """A line's field, the line's name, and how many pieces are left of it."""

    field: forms.BoundField
    name: str
    left: int


class ParcelForm(TrackingForm):
    """A parcel and how much of each line is in it; `left` maps lines to pieces to be sent."""

    def __init__(
        self,
        *args: Any,
        left: dict[int, int],
        lines: list[OrderLine],
        shop_language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.left, self.shop_language = left, shop_language
        self.lines = {f"line_{line.position}": line for line in lines if left.get(line.id)}
        for name, line in self.lines.items():
            self.fields[name] = forms.IntegerField(
                min_value=0, max_value=left[line.id], initial=left[line.id], required=False
            )

    @property
    def rows(self) -> list[Row]:
        """What the page shows of each line that is still to be sent."""
        return [
            Row(self[name], named(line.names, self.shop_language), self.left[line.id])
            for name, line in self.lines.items()
        ]

    def quantities(self) -> dict[int, int]:
        """Line id → pieces, as typed."""
        return {line.id: self.cleaned_data[name] or 0 for name, line in self.lines.items()}


class ContactForm(StepForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.CharField(
        label=_("E-mail"), max_length=200, widget=forms.EmailInput, required=True
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=200)
    company = forms.CharField(label=_("Company"), required=False, max_length=200)
    vat_number = forms.CharField(label=_("VAT number"), required=False, max_length=200)


class AddressForm(StepForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    company = forms.CharField(label=_("Company"), required=False, max_length=200)
    street = forms.CharField(label=_("Street and number"), max_length=200)
    street2 = forms.CharField(label=_("Addition"), required=False, max_length=200)
    postal_code = forms.CharField(label=_("Postal code"), required=False, max_length=200)
    city = forms.CharField(label=_("City"), max_length=200)
    region = forms.CharField(label=_("Region"), required=False, max_length=200)
    country = forms.ChoiceField(label=_("Country"), widget=QuickSelect)

    def __init__(self, *args: Any, countries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [("", "–"), *countries]


class BillingForm(AddressForm):
    """The billing address; `same`: the delivery address is meant."""

    same = forms.BooleanField(label=_("Same as the delivery address"), required=False)
    field_order = ["version", "same"]

    def full_clean(self) -> None:
        if self.data.get("same"):
            for name, field in self.fields.items():
                field.required = field.required and name == "same"
        super().full_clean()


class CommentForm(StepForm):
    text = forms.CharField(
        label=_("Comment"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class TagForm(StepForm):
    name = forms.CharField(label=_("Tag"), max_length=40)


def name_recipient(form: StepForm, label: Any) -> None:
    """The tick says to whom the mail goes; without an address there is nobody to write to."""
    tick = form.fields["send_mail"]
    if form.order.email:
        tick.label = label % {"email": form.order.email}
    else:
        tick.disabled = True
        tick.initial = False
        tick.help_text = _("This order has no e-mail address.")
