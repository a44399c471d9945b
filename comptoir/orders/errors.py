"""Refusals of orders: one class each, with a stable code."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Conflict, Refused
from comptoir.core.models import Event

if TYPE_CHECKING:
    from comptoir.orders.totals import Problem


class OrderMoved(Conflict):
    """The order moved since the page was drawn; `events` are what happened, oldest first."""

    code = "order_moved"
    text = _("This order was changed meanwhile. Look at what changed, then decide.")

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = list(events)
        super().__init__()


class BasketChanged(Refused):
    """Nothing was ordered: what the customer saw no longer holds; `problems` say what."""

    code = "basket_changed"
    status = 409
    text = _("Something changed while you were ordering. Please look again.")

    def __init__(self, problems: "Sequence[Problem]" = ()) -> None:
        self.problems = list(problems)
        super().__init__()


class BasketEmpty(Refused):
    code = "basket_empty"
    text = _("Your basket is empty.")


class ShopClosed(Refused):
    code = "shop_closed"
    text = _("This shop takes no orders at the moment.")


class TooManyOrders(Refused):
    code = "too_many_orders"
    status = 429
    text = _("Too many orders came from this address. Please try again later or write to the shop.")


class TermsNotAccepted(Refused):
    code = "terms"
    field = "terms"
    text = _("Please accept the terms to order.")


class NothingToPay(Refused):
    code = "nothing_to_pay"
    text = _("Nothing is left to be paid on this order.")


class NotPositive(Refused):
    code = "amount"
    field = "amount"
    text = _("The amount must be more than zero.")


class AboveReceived(Refused):
    code = "above_received"
    field = "amount"
    text = _("A refund can't be more than what was received.")


class ProviderPayment(Refused):
    code = "provider_payment"
    text = _("This payment was reported by a provider and can't be voided by hand.")


class RefundedMeanwhile(Refused):
    code = "refund_stands"
    text = _("Money of this payment was refunded. Void the refund first.")


class WrongState(Refused):
    """The order is in a state in which this can't be done; the text says which."""

    code = "wrong_state"


class NotArchivable(WrongState):
    code = "not_archivable"
    text = _("Archiving is for completed or cancelled orders. Complete or cancel this one first.")


class IsCancelled(WrongState):
    code = "is_cancelled"
    text = _("This order is cancelled. Take it back first.")


class InTrash(WrongState):
    code = "in_trash"
    text = _("This order is in the trash. Restore it first.")


class NotInTrash(WrongState):
    code = "not_in_trash"
    text = _("Only an order in the trash can be purged.")


class SawMoney(WrongState):
    code = "saw_money"
    text = _("Money was booked on this order, so it can't be purged. It can be anonymised.")


class NotForgettable(WrongState):
    code = "not_forgettable"
    text = _("Only an order in the trash or in the archive can be anonymised.")


class NotPickup(WrongState):
    code = "not_pickup"
    text = _("Only an order for pick-up can be ready to collect.")


class NothingToSend(WrongState):
    code = "nothing_to_send"
    text = _("Every piece of this order is already in a parcel.")


class AlreadyCompleted(WrongState):
    code = "already_completed"
    text = _("This order is completed. Reopen it first.")


class WrongQuantity(Refused):
    code = "quantity"
    field = "quantities"
    text = _("A parcel can't hold more than what is still to be sent.")


class NotOffered(Refused):
    code = "not_offered"
    field = "method"
    text = _("This way to pay is not open to this order.")


class OtherTotal(Refused):
    code = "other_total"
    status = 409
    text = _("The total is another than the one you saw. Please look again.")


class NotUndoable(Refused):
    code = "not_undoable"
    text = _("This can't be undone.")


class AlreadyUndone(NotUndoable):
    code = "already_undone"
    text = _("This was already undone.")


class ChangedSince(NotUndoable):
    """A later event changed the same thing; `event` is that one."""

    code = "changed_since"
    text = _("This can't be undone: a later step changed the same thing.")

    def __init__(self, event: Event) -> None:
        self.event = event
        super().__init__()


class CurrencyFixed(Refused):
    code = "currency_fixed"
    field = "currency"
    text = _("The currency is fixed since the shop's first order.")
