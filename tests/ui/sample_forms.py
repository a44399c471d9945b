"""The forms that the samples show."""

from datetime import date

from django import forms

from comptoir.ui.forms import MoneyField, QuickSelect, TextsField


class SampleForm(forms.Form):
    secret = forms.CharField(widget=forms.HiddenInput, initial="kept")
    names = TextsField(languages=["fr", "en"], label="Name", help_text="As customers see it.")
    price = MoneyField(currency="EUR", label="Price")
    email = forms.EmailField(label="E-mail", help_text="For the confirmation.")
    received_on = forms.DateField(
        label="Received on", widget=forms.DateInput({"type": "date"}), initial=date(2026, 11, 23)
    )
    country = forms.ChoiceField(
        label="Country", choices=[("FR", "France"), ("BE", "Belgique")], widget=QuickSelect
    )
    kind = forms.ChoiceField(
        label="Price of delivery",
        choices=[("flat", "The same for all"), ("weight", "By weight")],
        widget=forms.RadioSelect,
        initial="flat",
    )
    description = forms.CharField(label="Description", widget=forms.Textarea, required=False)
    picture = forms.FileField(label="Picture", required=False)
    active = forms.BooleanField(label="Customers can choose it", required=False, initial=True)


class ParcelForm(forms.Form):
    tracking = forms.CharField(label="Tracking number", required=False, max_length=20)
    carrier = forms.ChoiceField(label="Carrier", choices=[("dhl", "DHL"), ("dpd", "DPD")])
    send_mail = forms.BooleanField(
        label="Send the dispatch mail to anne@example.org", required=False, initial=True
    )
