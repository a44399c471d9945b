"""What a withdrawal from a contract must say, and no more."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comptoir.storefront.forms import fields


class WithdrawalForm(forms.Form):
    """Name, order number, e-mail for the receipt; a statement if the customer wishes."""

    use_required_attribute = False

    name = fields.line(
        _("Name"),
        100,
        autocomplete="name",
        required=True,
        validators=[fields.some_letter],
        error_messages={"required": _("Enter your name.")},
    )
    number = fields.line(
        _("Order number"),
        60,
        required=True,
        error_messages={"required": _("Enter the order number; it stands in the confirmation.")},
    )
    email = fields.email(_("E-mail"), _("Enter your e-mail address: the receipt goes there."))
    statement = fields.paragraph(_("Which articles, or anything else you want to say"), 2000)

    def no_such_order(self) -> None:
        self.add_error("number", _("We found no order with this number and e-mail address."))

    def withdrawn_already(self) -> None:
        self.add_error(
            "number",
            _(
                "A withdrawal from this order has already reached us; its receipt went out by e-mail."
            ),
        )
