"""What moved between looking and ordering, told to the customer in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comptoir.core.money import format_money
from comptoir.orders.totals import Problem

# What the customer settles by pressing once; the rest wants another choice at checkout.
OF_BASKET = ("stock", "gone")
OF_CHECKOUT = ("delivery", "payment")


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence, and what it was and is where that says more."""

    text: str
    before: str = ""
    after: str = ""


def told(problem: Problem, currency: str, language: str) -> Change:
    """The problem in the active language."""
    if problem.kind in {"price", "total"}:
        return Change(
            _("The price of “%(name)s” changed.") % {"name": problem.name}
            if problem.kind == "price"
            else _("The total changed."),
            format_money(problem.before or 0, currency, language),
            format_money(problem.after or 0, currency, language),
        )
    if problem.kind == "stock":
        return _stock(problem)
    sentences = {
        "gone": _("“%(name)s” can no longer be ordered."),
        "delivery": _("“%(name)s” does not deliver this order. Choose another delivery."),
        "payment": _("“%(name)s” is no longer offered. Choose another way to pay."),
    }
    nameless = {
        "gone": _("An article can no longer be ordered."),
        "delivery": _("The delivery you chose is no longer offered. Choose another."),
        "payment": _("The way to pay you chose is no longer offered. Choose another."),
    }
    return Change((sentences if problem.name else nameless)[problem.kind] % {"name": problem.name})


def _stock(problem: Problem) -> Change:
    left = problem.after or 0
    if left == 0:
        return Change(_("“%(name)s” is sold out.") % {"name": problem.name})
    text = ngettext(
        "Only %(left)d of “%(name)s” is left.", "Only %(left)d of “%(name)s” are left.", left
    )
    return Change(text % {"left": left, "name": problem.name}, str(problem.before), str(left))
