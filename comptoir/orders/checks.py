"""What an order's contact and addresses must be, whoever enters them."""

from collections.abc import Mapping
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Invalid
from comptoir.core.texts import has_controls
from comptoir.orders.frozen import ADDRESS_FIELDS, Address, Contact

LONGEST = 200


def check_contact(contact: Contact) -> None:
    """Returns for a contact that an order can have; raises Invalid naming the field."""
    _texts(asdict(contact))
    if not contact.name.strip():
        raise Invalid("name", _("Please enter a name."), "required")
    try:
        validate_email(contact.email)
    except ValidationError as error:
        raise Invalid("email", _("Enter a valid e-mail address."), "email") from error


def check_address(address: Address) -> None:
    """Returns for an address that goods can be sent to; raises Invalid naming the field.

    Only what holds everywhere; what a country asks for is the form's matter.
    """
    _texts({name: address.get(name, "") for name in ADDRESS_FIELDS})
    if len(address["country"]) != 2 or not address["country"].isalpha():
        raise Invalid("country", _("Choose a country."), "country")
    for name in ("name", "street", "city"):
        if not str(address.get(name, "")).strip():
            raise Invalid(name, _("This is needed."), "required")


def check_note(text: str) -> None:
    if has_controls(text):
        raise Invalid("note", _("This text contains control characters."), "control_characters")
    if len(text) > 10 * LONGEST:
        raise Invalid("note", _("This text is too long."), "too_long")


def _texts(values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if has_controls(str(value)) or "\n" in str(value) or "\r" in str(value):
            raise Invalid(name, _("This text contains control characters."), "control_characters")
        if len(str(value)) > LONGEST:
            raise Invalid(name, _("This text is too long."), "too_long")
