from datetime import datetime

from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor
from comptoir.core.errors import Invalid
from comptoir.core.models import Event
from comptoir.core.texts import has_controls
from comptoir.orders.change import changing

LONGEST = 5000


def withdraw(
    *,
    shop_id: int,
    order_id: int,
    name: str,
    email: str,
    statement: str = "",
    actor: Actor,
    now: datetime,
) -> Event:
    """The customer's withdrawal from the contract stands in the history with its time.

    Whoever holds the order's secret link may declare it; a second declaration is the
    first. Directive (EU) 2023/2673, Article 11a of 2011/83/EU.
    """
    if has_controls(name + email + statement):
        raise Invalid(
            "statement", _("This text contains control characters."), "control_characters"
        )
    if not name.strip():
        raise Invalid("name", _("Please enter your name."), "required")
    if "@" not in email:
        raise Invalid("email", _("Enter a valid e-mail address."), "email")
    if len(statement) > LONGEST:
        raise Invalid("statement", _("This text is too long."), "too_long")
    with changing(shop_id=shop_id, order_id=order_id, right=None, actor=actor, now=now) as change:
        if change.order.withdrawn_at is not None:
            return change.already("order.withdrawn")
        change.order.withdrawn_at = now
        declared = {"by_name": name.strip(), "by_email": email.strip(), "statement": statement}
        return change.record("order.withdrawn", after=declared)
