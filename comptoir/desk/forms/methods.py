"""Delivery and payment methods as they are typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comptoir.core.countries import countries
from comptoir.core.errors import Refused
from comptoir.desk.code_words import CodeNotice, code_notice
from comptoir.desk.forms.countries import CountryTicks
from comptoir.desk.setup_page import TAX_CLASSES, Rows, hush, kept_texts, said, tell
from comptoir.methods.carriers import CARRIERS, sample_url
from comptoir.methods.checks import (
    HOLDER_PLACE,
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_DAYS,
)
from comptoir.methods.details import DeliveryDetails, PaymentDetails
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.methods.queries import delivery_methods
from comptoir.methods.rules import spaced_iban, tracking_address_fault
from comptoir.payments.accounts import is_swiss
from comptoir.shops.models import Shop
from comptoir.ui.forms import MoneyField, QuickSelect, TextsField

PRICE_RULES = [
    ("flat", _("One price")),
    ("weight", _("By weight")),
    ("value", _("By order value")),
]
KINDS = [
    ("bank_transfer", _("Bank transfer")),
    ("cash_on_delivery", _("Cash on delivery")),
    ("pay_at_pickup", _("Pay at pick-up")),
    ("paypal", "PayPal"),
    ("stripe", _("Stripe (cards and more)")),
    ("other", _("Other")),
]


class DeliveryForm(forms.Form):
    price_rule = forms.ChoiceField(
        label=_("How it is calculated"),
        choices=PRICE_RULES,
        widget=forms.RadioSelect,
        initial="flat",
    )
    active = forms.BooleanField(label=_("Offered in the shop"), required=False)
    pickup = forms.BooleanField(label=_("Customers collect in store"), required=False)
    days_min = forms.IntegerField(
        label=_("Days, at least"), required=False, min_value=0, max_value=MOST_DAYS
    )
    days_max = forms.IntegerField(
        label=_("Days, at most"), required=False, min_value=0, max_value=MOST_DAYS
    )
    tracking_address = forms.CharField(
        label=_("Or a tracking address of your own"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "Where customers follow their parcel, with {number} where the tracking number"
            " belongs: https://carrier.example/track?id={number}"
        ),
    )

    def __init__(self, shop: Shop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages, language = shop.languages, get_language() or "en"
        self.fields["names"] = TextsField(
            languages=languages, max_length=LONGEST_NAME, label=_("Name")
        )
        self.fields["descriptions"] = TextsField(
            languages=languages,
            required=False,
            max_length=LONGEST_TEXT,
            label=_("Description"),
            help_text=_("A line that customers read beside the name."),
        )
        self.fields["price"] = MoneyField(
            currency=shop.currency, required=False, label=_("Price with tax")
        )
        self.fields["free_from"] = MoneyField(
            currency=shop.currency,
            required=False,
            label=_("Free from"),
            help_text=_("Orders whose goods are worth this much are delivered free."),
        )
        self.fields["tax_class"] = forms.ChoiceField(label=_("Tax class"), choices=TAX_CLASSES)
        self.fields["countries"] = forms.MultipleChoiceField(
            label=_("Countries"),
            required=False,
            widget=CountryTicks(language),
            choices=countries(language),
            help_text=_("None ticked: everywhere."),
        )
        self.fields["carrier"] = forms.ChoiceField(
            label=_("Carrier"),
            required=False,
            widget=QuickSelect,
            choices=[("", _("None")), *_carriers()],
        )


class TierForm(forms.Form):
    """One step of a price: up to a weight or value, this much."""

    def __init__(
        self, shop: Shop, data: Any, *, rule: str, prefix: str, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, prefix=prefix, initial=initial, use_required_attribute=False)
        if rule == "value":
            self.fields["limit"] = MoneyField(
                currency=shop.currency, required=False, label=_("Up to")
            )
        else:
            self.fields["limit"] = forms.IntegerField(
                required=False, min_value=1, max_value=10**9, label=_("Up to")
            )
        self.fields["price"] = MoneyField(currency=shop.currency, required=False, label=_("Price"))

    @property
    def empty(self) -> bool:
        values = self.cleaned_data
        return values.get("limit") is None and values.get("price") is None

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and values.get("price") is None and values.get("limit") is not None:
            self.add_error("price", _("A price is needed."))
        return values


class DeliveryForms:
    """A delivery method's form and the steps of its price, read and refused together."""

    def __init__(
        self,
        shop: Shop,
        there: DeliveryMethod | None = None,
        data: "MultiValueDict[str, str] | None" = None,
    ) -> None:
        self.shop, self.there = shop, there
        kept: Sequence[Any] = there.tiers if there else ()
        self.rows = Rows(data, "tiers", max(len(kept), 3))
        self.method = DeliveryForm(shop, data, initial=_delivery_initial(there))
        self.rule = _rule(there, data)
        self.tiers = [
            TierForm(
                shop,
                data,
                rule=self.rule,
                prefix=f"t{place}",
                initial=_tier_initial(kept, place),
            )
            for place in range(self.rows.count)
        ]
        if self.rows.asked_for_more:
            for form in (self.method, *self.tiers):
                hush(form)

    def is_valid(self) -> bool:
        tiers = self.tiers if self.rule != "flat" else []
        if not tiers:
            for form in self.tiers:
                hush(form)
        results = [form.is_valid() for form in (self.method, *tiers)]
        return all(results)

    def details(self) -> DeliveryDetails:
        values = self.method.cleaned_data
        old, languages = self.there, self.shop.languages
        return DeliveryDetails(
            names=kept_texts(old.names if old else {}, values["names"], languages),
            descriptions=kept_texts(
                old.descriptions if old else {}, values["descriptions"] or {}, languages
            ),
            active=values["active"],
            pickup=values["pickup"],
            price_rule=values["price_rule"],
            price=values["price"] or 0,
            tiers=self._tiers(),
            free_from=values["free_from"],
            countries=values["countries"],
            tax_class=values["tax_class"],
            days_min=values["days_min"],
            days_max=values["days_max"],
            carrier=values["carrier"],
            tracking_address=values["tracking_address"],
        )

    def _tiers(self) -> list[tuple[int | None, int]]:
        if self.rule == "flat":
            return []
        filled = [form.cleaned_data for form in self.tiers if not form.empty]
        return [(values["limit"], values["price"]) for values in filled]

    @property
    def asked_for_more(self) -> bool:
        """Only another line was asked for: nothing is to be saved."""
        return self.rows.asked_for_more

    def refuse(self, refusal: Refused) -> None:
        tell(self.method, refusal)

    @property
    def sample(self) -> str:
        """The link that a customer would get, by what stands in the form now."""
        address = str(self.method["tracking_address"].value() or "")
        if address and tracking_address_fault(address):
            return ""
        return sample_url(str(self.method["carrier"].value() or ""), address)


class PaymentForm(forms.Form):
    # A form of one part, where that of a delivery method can grow.
    asked_for_more = False

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    active = forms.BooleanField(label=_("Offered in the shop"), required=False)
    holder = forms.CharField(label=_("Account holder"), required=False, max_length=LONGEST_NAME)
    iban = forms.CharField(label=_("IBAN"), required=False, max_length=50)
    bic = forms.CharField(
        label=_("BIC"), required=False, max_length=20, help_text=_("Needed from outside the euro.")
    )
    holder_street = forms.CharField(
        label=_("Street and house number of the holder"),
        required=False,
        max_length=HOLDER_PLACE["holder_street"],
    )
    holder_postal_code = forms.CharField(
        label=_("Postal code of the holder"),
        required=False,
        max_length=HOLDER_PLACE["holder_postal_code"],
    )
    holder_city = forms.CharField(
        label=_("Town of the holder"), required=False, max_length=HOLDER_PLACE["holder_city"]
    )
    remind_days = forms.IntegerField(
        label=_("Remind after, in days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("One mail to the customer, with how to pay. Empty: none."),
    )
    expire_days = forms.IntegerField(
        label=_("Cancel after, in days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_(
            "Orders without any payment are cancelled and their stock is given back. Empty: never."
        ),
    )
    beforehand = forms.ChoiceField(
        label=_("The goods leave"),
        required=False,
        choices=[
            ("", _("as is usual for this kind")),
            ("yes", _("once the money is here")),
            ("no", _("before the money comes")),
        ],
        help_text=_("It decides what an order asks you to do first."),
    )

    def __init__(self, shop: Shop, there: PaymentMethod | None = None, data: Any = None) -> None:
        super().__init__(data, initial=_payment_initial(there))
        self.shop, self.there = shop, there
        self.fields["names"] = TextsField(
            languages=shop.languages, max_length=LONGEST_NAME, label=_("Name")
        )
        self.fields["instructions"] = TextsField(
            languages=shop.languages,
            multiline=True,
            required=False,
            max_length=LONGEST_TEXT,
            label=_("Instructions"),
            help_text=_(
                "How to pay, shown with the order and in its mail. Account and reference of a bank transfer are added by themselves."
            ),
        )
        self.fields["fee"] = MoneyField(
            currency=shop.currency,
            required=False,
            label=_("Fee"),
            help_text=_("Added to the order as a line of its own. Empty: none."),
        )
        self.fields["fee_tax_class"] = forms.ChoiceField(
            label=_("Tax class of the fee"), choices=TAX_CLASSES
        )
        self.fields["deliveries"] = forms.MultipleChoiceField(
            label=_("Goes with"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(row.id), said(shop, row.names)) for row in delivery_methods(shop.id)],
            help_text=_("None ticked: with every delivery method."),
        )
        for name in ("holder", "iban", "bic", *HOLDER_PLACE):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def refuse(self, refusal: Refused) -> None:
        tell(self, refusal)

    @property
    def code(self) -> CodeNotice | None:
        """Whether customers get a code to scan, by what is saved."""
        return code_notice(self.shop.currency, self.there) if self.there else None

    @property
    def swiss(self) -> bool:
        """The address of the holder is of interest."""
        return bool(self.there and (is_swiss(self.there.iban) or self.there.holder_city))

    def details(self) -> PaymentDetails:
        values = self.cleaned_data
        old, languages = self.there, self.shop.languages
        return PaymentDetails(
            kind=values["kind"],
            names=kept_texts(old.names if old else {}, values["names"], languages),
            instructions=kept_texts(
                old.instructions if old else {}, values["instructions"] or {}, languages
            ),
            active=values["active"],
            fee=values["fee"] or 0,
            fee_tax_class=values["fee_tax_class"],
            holder=values["holder"],
            iban=values["iban"],
            bic=values["bic"],
            **{name: values[name] for name in HOLDER_PLACE},
            remind_days=values["remind_days"],
            expire_days=values["expire_days"],
            beforehand={"yes": True, "no": False}.get(values["beforehand"]),
            delivery_method_ids=[int(one) for one in values["deliveries"]],
        )


def _carriers() -> list[tuple[str, str]]:
    named = ((code, carrier.name) for code, carrier in CARRIERS.items())
    return sorted(named, key=lambda pair: pair[1].casefold())


def _rule(there: DeliveryMethod | None, data: "MultiValueDict[str, str] | None") -> str:
    typed = data.get("price_rule") if data is not None else ""
    return str(typed or (there.price_rule if there else "flat"))


def _tier_initial(kept: Sequence[Any], place: int) -> dict[str, Any]:
    if place >= len(kept):
        return {}
    limit, price = kept[place]
    return {"limit": limit, "price": price}


def _delivery_initial(there: DeliveryMethod | None) -> dict[str, Any]:
    if there is None:
        return {"active": True, "price_rule": "flat", "tax_class": "standard"}
    names = [*DeliveryForm.base_fields, "names", "descriptions", "price", "free_from", "carrier"]
    return {name: getattr(there, name) for name in [*names, "tax_class", "countries"]}


def _payment_initial(there: PaymentMethod | None) -> dict[str, Any]:
    if there is None:
        return {"active": True, "kind": "bank_transfer", "fee_tax_class": "standard"}
    names = ("kind", "active", "holder", "bic", "names", "instructions", "fee_tax_class")
    return {
        name: getattr(there, name) for name in (*names, *HOLDER_PLACE, "remind_days", "expire_days")
    } | {
        "fee": there.fee or None,
        "iban": spaced_iban(there.iban),
        "beforehand": "yes" if there.beforehand else "no",
        "deliveries": [str(row.id) for row in there.delivery_methods.all()],
    }
