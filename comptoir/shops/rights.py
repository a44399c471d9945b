"""What a member may do in a shop. Stored with the membership, asked for by actions."""

from django.utils.translation import gettext_lazy as _

SEE = "orders.see"
EDIT = "orders.edit"
PAY = "orders.pay"
REFUND = "orders.refund"
EXPORT = "orders.export"
SETUP = "shop.setup"
MEMBERS = "shop.members"

LABELS = {
    SEE: _("see orders"),
    EDIT: _("edit orders"),
    PAY: _("mark as paid"),
    REFUND: _("refund"),
    EXPORT: _("export"),
    SETUP: _("set up the shop and its products"),
    MEMBERS: _("invite and remove members"),
}
ALL = frozenset(LABELS)
