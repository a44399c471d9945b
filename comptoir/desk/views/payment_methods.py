"""What the pages of payment methods are made of."""

from django.utils.translation import gettext_lazy as _

from comptoir.desk.forms.methods import PaymentForm
from comptoir.desk.method_words import payment_row
from comptoir.desk.views.methods import Kind
from comptoir.methods.actions.add_payment_method import add_payment_method
from comptoir.methods.actions.change_payment_method import change_payment_method
from comptoir.methods.actions.delete_payment_method import delete_payment_method
from comptoir.methods.actions.reorder_payment_methods import reorder_payment_methods
from comptoir.methods.actions.switch_payment_method import switch_payment_method
from comptoir.methods.queries import payment_method, payment_methods

PAYMENT = Kind(
    name="payment_method",
    names="payment_methods",
    row=payment_row,
    form=PaymentForm,
    one=payment_method,
    all=payment_methods,
    add=add_payment_method,
    change=change_payment_method,
    switch=switch_payment_method,
    reorder=reorder_payment_methods,
    deletion=delete_payment_method,
    added=_("Payment method added."),
    saved=_("Payment method saved."),
    deleted=_("Payment method deleted."),
    ask=_("Delete payment method"),
)
