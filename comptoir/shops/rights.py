"""What a member may do in a shop. Stored with the membership, asked for by actions."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor

SEE = "orders.see"
EDIT = "orders.edit"
PAY = "orders.pay"
REFUND = "orders.refund"
EXPORT = "orders.export"
SETUP = "shop.setup"
MEMBERS = "shop.members"

LABELS = {
    SEE: _("See orders"),
    EDIT: _("Edit orders"),
    PAY: _("Mark orders as paid"),
    REFUND: _("Refund"),
    EXPORT: _("Export"),
    SETUP: _("Set up the shop and its products"),
    MEMBERS: _("Invite and remove members"),
}
ALL = frozenset(LABELS)


def out_of_reach(actor: Actor, *, was: Iterable[str], will_be: Iterable[str]) -> frozenset[str]:
    """Those rights that the change gives or takes although the actor doesn't hold them."""
    changed = frozenset(was) ^ frozenset(will_be)
    return frozenset(right for right in changed if not actor.may(right))
