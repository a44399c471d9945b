"""Refusals of baskets."""

from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Conflict, NotFound, Refused


class NotOffered(Refused):
    """The article is switched off, gone, or none is left."""

    code = "not_offered"
    text = _("This article can't be ordered at the moment.")


class BasketFull(Refused):
    code = "basket_full"
    text = _("The basket is full: no more than %(most)s different articles.")


class NoBasket(NotFound):
    code = "no_basket"
    text = _("This basket is no longer there.")


class AlreadyOrdered(Conflict):
    """The basket has become an order; nothing in it changes any more."""

    code = "already_ordered"
    text = _("This basket has already been ordered.")
