"""What the pages of delivery methods are made of."""

from django.utils.translation import gettext_lazy as _

from comptoir.desk.forms.methods import DeliveryForms
from comptoir.desk.method_words import delivery_row
from comptoir.desk.views.methods import Kind
from comptoir.methods.actions.add_delivery_method import add_delivery_method
from comptoir.methods.actions.change_delivery_method import change_delivery_method
from comptoir.methods.actions.delete_delivery_method import delete_delivery_method
from comptoir.methods.actions.reorder_delivery_methods import reorder_delivery_methods
from comptoir.methods.actions.switch_delivery_method import switch_delivery_method
from comptoir.methods.queries import delivery_method, delivery_methods

DELIVERY = Kind(
    name="delivery_method",
    names="delivery_methods",
    row=delivery_row,
    form=DeliveryForms,
    one=delivery_method,
    all=delivery_methods,
    add=add_delivery_method,
    change=change_delivery_method,
    switch=switch_delivery_method,
    reorder=reorder_delivery_methods,
    deletion=delete_delivery_method,
    added=_("Delivery method added."),
    saved=_("Delivery method saved."),
    deleted=_("Delivery method deleted."),
    ask=_("Delete delivery method"),
)
