from datetime import datetime

from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor
from comptoir.core.errors import Invalid
from comptoir.core.models import Event
from comptoir.core.texts import has_controls
from comptoir.orders.change import changing
from comptoir.shops.rights import EDIT

LONGEST = 20_000


def set_comment(
    *,
    shop_id: int,
    order_id: int,
    text: str,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The order carries the comment as typed, with line feeds as line ends.

    Raises Invalid for control characters and more than 20,000 characters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if has_controls(text):
        raise Invalid("text", _("This text contains control characters."), "control_characters")
    if len(text) > LONGEST:
        raise Invalid("text", _("This text is too long."), "too_long")
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        if change.order.comment == text and version not in (None, change.order.version):
            return change.already("order.comment_changed")
        change.fresh()
        change.order.comment = text
        return change.record("order.comment_changed")
