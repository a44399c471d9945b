"""The sections of a shop's set-up, a form each; field names are the shop's own."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comptoir.desk.forms.choices import (
    country_choices,
    currency_choices,
    language_name,
    zone_choices,
)
from comptoir.desk.setup_page import kept_texts
from comptoir.shops.models import Shop
from comptoir.ui.forms import QuickSelect, TextsField

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class SettingsForm(forms.Form):
    """Begins with what the shop has; `values()` is what `change_settings` takes."""

    texts: tuple[str, ...] = ()

    def __init__(self, shop: Shop, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.shop = shop
        self.build()
        for name, field in self.fields.items():
            if hasattr(shop, name):
                field.initial = getattr(shop, name)

    def build(self) -> None:
        """Fields that depend on the shop are added here."""

    def add_texts(self, name: str, label: Any, *, multiline: bool, **named: Any) -> None:
        self.fields[name] = TextsField(
            languages=self.shop.languages, multiline=multiline, label=label, **named
        )

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        for name in self.texts:
            old = getattr(self.shop, name)
            found[name] = kept_texts(old, found[name] or {}, self.shop.languages)
        return found


class GeneralForm(SettingsForm):
    texts = ("names", "descriptions")

    def build(self) -> None:
        self.add_texts("names", _("Name of the shop"), multiline=False, max_length=100)
        self.add_texts(
            "descriptions",
            _("In one or two sentences"),
            multiline=True,
            required=False,
            help_text=_("Stands at the head of the shop, and where it is found or shared."),
        )
        self.fields["open"] = forms.BooleanField(
            label=_("Open: customers can order"), required=False
        )
        first = [(code, language_name(code)) for code in LANGUAGES]
        self.fields["first_language"] = forms.ChoiceField(
            label=_("First language"),
            choices=first,
            initial=self.shop.language,
            help_text=_(
                "Your mails are written in it; texts without a translation fall back to it."
            ),
        )
        self.fields["more_languages"] = forms.MultipleChoiceField(
            label=_("Languages customers can choose"),
            choices=first,
            initial=self.shop.languages,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"), choices=country_choices(), widget=QuickSelect
        )
        self.fields["zone"] = forms.ChoiceField(
            label=_("Time zone"), choices=zone_choices(), widget=QuickSelect
        )
        self.fields["currency"] = forms.ChoiceField(
            label=_("Currency"),
            choices=currency_choices(),
            widget=QuickSelect,
            help_text=_("It is fixed once the first order has come."),
        )

    def values(self) -> dict[str, Any]:
        found = super().values()
        first, more = found.pop("first_language"), found.pop("more_languages")
        found.pop("currency")
        found["languages"] = [first, *(code for code in more if code != first)]
        return found


class MailsForm(SettingsForm):
    sender_email = forms.EmailField(
        label=_("Sender address"),
        required=False,
        help_text=_("Mails come from it. Empty: the installation's own no-reply address."),
    )
    reply_email = forms.EmailField(
        label=_("Address for answers"),
        required=False,
        help_text=_("Where customers' answers go."),
    )
    notification_emails = forms.CharField(
        label=_("Tell of new orders"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One address a line. Each gets a mail for each order."),
    )
    mail_payment_received = forms.BooleanField(
        label=_("Mail the customer when the payment has come"), required=False
    )
    mail_cancelled = forms.BooleanField(
        label=_("Mail the customer when their order is cancelled"), required=False
    )

    def build(self) -> None:
        self.initial["notification_emails"] = "\n".join(self.shop.notification_emails)

    def clean_notification_emails(self) -> list[str]:
        lines = str(self.cleaned_data["notification_emails"]).replace(",", "\n").splitlines()
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


class LegalForm(SettingsForm):
    texts = ("vat_exempt_sentence",)
    legal_name = forms.CharField(
        label=_("Name of the business"),
        required=False,
        max_length=200,
        help_text=_("As it is registered; on papers, mails and the imprint."),
    )
    legal_address = forms.CharField(
        label=_("Address of the business"), required=False, widget=forms.Textarea({"rows": 4})
    )
    registration_number = forms.CharField(
        label=_("Registration number"), required=False, max_length=200
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=50)
    vat_registered = forms.BooleanField(label=_("Registered for VAT"), required=False)
    vat_number = forms.CharField(label=_("VAT number"), required=False, max_length=50)

    def build(self) -> None:
        self.add_texts(
            "vat_exempt_sentence",
            _("Sentence for shops that charge no VAT"),
            multiline=False,
            required=False,
            help_text=_(
                "What your law asks for, for example: “TVA non applicable, art. 293 B du CGI”."
            ),
        )


class TextsForm(SettingsForm):
    texts = ("terms", "privacy", "withdrawal", "imprint")

    def build(self) -> None:
        labels = (_("Terms of sale"), _("Privacy"), _("Right of withdrawal"), _("Imprint"))
        for name, label in zip(self.texts, labels, strict=True):
            self.add_texts(name, label, multiline=True, required=False)


class NumbersForm(SettingsForm):
    number_format = forms.CharField(
        label=_("Format of order numbers"),
        max_length=40,
        help_text=_(
            "{number} counts up, {number:5} with at least five digits; {year} is the year, and"
            " counting starts anew in each. Beside them: letters, digits and . _ -"
        ),
    )


class LookForm(SettingsForm):
    accent = forms.CharField(
        label=_("Accent colour"),
        widget=forms.TextInput({"type": "color"}),
        help_text=_(
            "For buttons and links of your shop; made darker or lighter where it would not be readable."
        ),
    )
    upload = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_("PNG, JPEG or WebP."),
    )
    no_logo = forms.BooleanField(label=_("Show no logo"), required=False)

    def values(self) -> dict[str, Any]:
        return {"accent": self.cleaned_data["accent"]}


class LimitsForm(SettingsForm):
    orders_per_hour = forms.IntegerField(
        label=_("Orders an hour from one address"),
        min_value=1,
        max_value=100_000,
        help_text=_("More from one e-mail or one connection are refused."),
    )
    trash_days = forms.IntegerField(
        label=_("Empty the trash after (days)"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Orders that never saw money are then gone for good. Empty: never by itself."),
    )
