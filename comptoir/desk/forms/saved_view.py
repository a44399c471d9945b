"""Naming a view."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ViewNameForm(forms.Form):
    """A name for the filters that are on; they come along unseen."""

    name = forms.CharField(label=_("Name"), max_length=60)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1500)
