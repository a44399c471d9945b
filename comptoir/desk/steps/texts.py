"""Corrections of contact and addresses, the comment, tags."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comptoir.core.models import Event
from comptoir.desk.forms.order import AddressForm, BillingForm, CommentForm, ContactForm, TagForm
from comptoir.desk.order_words import countries
from comptoir.desk.steps.step import Asked, Facts, Step
from comptoir.orders.actions.add_tag import add_tag
from comptoir.orders.actions.correct_address import correct_address
from comptoir.orders.actions.correct_contact import correct_contact
from comptoir.orders.actions.remove_tag import remove_tag
from comptoir.orders.actions.set_comment import set_comment
from comptoir.orders.frozen import Address, Contact
from comptoir.shops.rights import EDIT

_CONTACT = ("email", "name", "phone", "company", "vat_number")


def _countries(facts: Facts) -> dict[str, Any]:
    return {"countries": countries()}


def _contact(facts: Facts) -> dict[str, Any]:
    return {name: getattr(facts.order, name) for name in _CONTACT}


def _delivery(facts: Facts) -> dict[str, Any]:
    return dict(facts.order.delivery)


def _billing(facts: Facts) -> dict[str, Any]:
    order = facts.order
    return {**(order.billing or order.delivery), "same": not order.billing}


def _comment(facts: Facts) -> dict[str, Any]:
    return {"text": facts.order.comment}


def _correct_contact(asked: Asked) -> Event:
    contact = Contact(**{name: asked.cleaned[name] for name in _CONTACT})
    return correct_contact(**asked.whence, contact=contact)


def _address(given: dict[str, Any]) -> Address:
    return {
        "name": given["name"],
        "company": given["company"],
        "street": given["street"],
        "street2": given["street2"],
        "postal_code": given["postal_code"],
        "city": given["city"],
        "region": given["region"],
        "country": given["country"],
    }


def _correct_delivery(asked: Asked) -> Event:
    return correct_address(**asked.whence, which="delivery", address=_address(asked.cleaned))


def _correct_billing(asked: Asked) -> Event:
    same = asked.cleaned["same"]
    address = None if same else _address(asked.cleaned)
    return correct_address(**asked.whence, which="billing", address=address)


def _set_comment(asked: Asked) -> Event:
    return set_comment(**asked.whence, text=asked.cleaned["text"])


def _add_tag(asked: Asked) -> Event:
    return add_tag(**asked.where, name=asked.cleaned["name"])


def _remove_tag(asked: Asked) -> Event:
    return remove_tag(**asked.where, name=asked.cleaned["name"])


TEXTS = {
    "contact": Step(
        right=EDIT,
        title=_("Correct the contact of order %(number)s"),
        label=_("Save"),
        done=_("Contact corrected."),
        act=_correct_contact,
        form=ContactForm,
        initial=_contact,
        text=_("Mails can be sent again to the new address afterwards; the history keeps the old."),
    ),
    "delivery_address": Step(
        right=EDIT,
        title=_("Correct the delivery address of order %(number)s"),
        label=_("Save"),
        done=_("Delivery address corrected."),
        act=_correct_delivery,
        form=AddressForm,
        options=_countries,
        initial=_delivery,
    ),
    "billing_address": Step(
        right=EDIT,
        title=_("Correct the billing address of order %(number)s"),
        label=_("Save"),
        done=_("Billing address corrected."),
        act=_correct_billing,
        form=BillingForm,
        options=_countries,
        initial=_billing,
    ),
    "comment": Step(
        right=EDIT,
        title=_("Comment on order %(number)s"),
        label=_("Save"),
        done=_("Comment saved."),
        act=_set_comment,
        form=CommentForm,
        initial=_comment,
        text=_("Only your shop sees it; customers never do."),
        template="desk/order/comment.html",
    ),
    "tag": Step(
        right=EDIT,
        title=_("Add a tag to order %(number)s"),
        label=_("Add"),
        done=_("Tag added."),
        act=_add_tag,
        form=TagForm,
    ),
    "untag": Step(
        right=EDIT,
        title=_("Remove a tag from order %(number)s"),
        label=_("Remove"),
        done=_("Tag removed."),
        act=_remove_tag,
        form=TagForm,
    ),
}
