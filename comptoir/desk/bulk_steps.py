"""The steps that can be taken with many orders at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.desk.steps.step import LEAVE
from comptoir.orders.actions.add_tag import add_tag
from comptoir.orders.actions.archive import archive
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.delete import delete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.mark_ready import mark_ready
from comptoir.orders.actions.purge import purge
from comptoir.orders.actions.reinstate import reinstate
from comptoir.orders.actions.remove_tag import remove_tag
from comptoir.orders.actions.reopen import reopen
from comptoir.orders.actions.restore import restore
from comptoir.orders.actions.unarchive import unarchive
from comptoir.shops.rights import EDIT, PAY

Said = str | Promise
# One order's step, from (shop, order, what was answered, actor, now).
Act = Callable[[int, int, Mapping[str, str], Actor, datetime], Event]
ACTIVE, ARCHIVED, TRASH = "active", "archived", "trash"


@dataclass(frozen=True)
class BulkStep:
    """A step, where it is offered, and what is asked before it.

    `done` is said with %(count)d; `asks` names fields of the question page: none, no question.
    """

    name: str
    label: Said
    icon: str
    act: Act
    done: Said
    places: tuple[str, ...]
    first: bool = False
    asks: tuple[str, ...] = ()
    question: Said = ""
    note: Said = ""
    # The way out; "Cancel" would name the step itself in one of them.
    leave: Said = LEAVE
    tone: str = ""
    right: str = EDIT
    needs_tag: bool = False


def _mark_paid(
    shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime
) -> Event:
    return mark_paid(shop_id=shop, order_id=order, actor=actor, now=now)


def _complete(shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime) -> Event:
    mail = bool(said.get("send_mail"))
    return complete(shop_id=shop, order_id=order, send_mail=mail, actor=actor, now=now)


def _mark_ready(
    shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime
) -> Event:
    mail = bool(said.get("send_mail"))
    return mark_ready(shop_id=shop, order_id=order, send_mail=mail, actor=actor, now=now)


def _archive(shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime) -> Event:
    return archive(shop_id=shop, order_id=order, actor=actor, now=now)


def _unarchive(
    shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime
) -> Event:
    return unarchive(shop_id=shop, order_id=order, actor=actor, now=now)


def _reopen(shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime) -> Event:
    return reopen(shop_id=shop, order_id=order, actor=actor, now=now)


def _cancel(shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime) -> Event:
    return cancel(
        shop_id=shop,
        order_id=order,
        put_back=bool(said.get("put_back")),
        reason=said.get("reason", ""),
        actor=actor,
        now=now,
    )


def _reinstate(
    shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime
) -> Event:
    return reinstate(shop_id=shop, order_id=order, actor=actor, now=now)


def _delete(shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime) -> Event:
    back = bool(said.get("put_back"))
    return delete(shop_id=shop, order_id=order, put_back=back, actor=actor, now=now)


def _restore(shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime) -> Event:
    return restore(shop_id=shop, order_id=order, actor=actor, now=now)


def _purge(shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime) -> Event:
    reason = said.get("reason", "")
    return purge(shop_id=shop, order_id=order, reason=reason, actor=actor, now=now)


def _add_tag(shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime) -> Event:
    return add_tag(shop_id=shop, order_id=order, name=said.get("tag", ""), actor=actor, now=now)


def _remove_tag(
    shop: int, order: int, said: Mapping[str, str], actor: Actor, now: datetime
) -> Event:
    return remove_tag(shop_id=shop, order_id=order, name=said.get("tag", ""), actor=actor, now=now)


_STEPS = (
    BulkStep(
        "mark_paid",
        _("Mark as paid"),
        "banknote",
        _mark_paid,
        ngettext_lazy("%(count)d order marked as paid", "%(count)d orders marked as paid", "count"),
        (ACTIVE, ARCHIVED),
        first=True,
        right=PAY,
    ),
    BulkStep(
        "complete",
        _("Mark as completed"),
        "circle-check",
        _complete,
        ngettext_lazy("%(count)d order completed", "%(count)d orders completed", "count"),
        (ACTIVE,),
        first=True,
        asks=("send_mail",),
        question=_("Complete these orders?"),
        note=_("Tracking numbers are entered on each order’s own page."),
    ),
    BulkStep(
        "archive",
        _("Archive"),
        "archive",
        _archive,
        ngettext_lazy("%(count)d order archived", "%(count)d orders archived", "count"),
        (ACTIVE,),
        first=True,
    ),
    BulkStep(
        "unarchive",
        _("Take back from the archive"),
        "archive-restore",
        _unarchive,
        ngettext_lazy("%(count)d order taken back", "%(count)d orders taken back", "count"),
        (ARCHIVED,),
        first=True,
    ),
    BulkStep(
        "restore",
        _("Restore"),
        "undo-2",
        _restore,
        ngettext_lazy("%(count)d order restored", "%(count)d orders restored", "count"),
        (TRASH,),
        first=True,
    ),
    BulkStep(
        "add_tag",
        _("Add tag"),
        "tag",
        _add_tag,
        ngettext_lazy("%(count)d order tagged", "%(count)d orders tagged", "count"),
        (ACTIVE, ARCHIVED),
        needs_tag=True,
    ),
    BulkStep(
        "remove_tag",
        _("Remove tag"),
        "x",
        _remove_tag,
        ngettext_lazy(
            "Tag removed from %(count)d order", "Tag removed from %(count)d orders", "count"
        ),
        (ACTIVE, ARCHIVED),
        needs_tag=True,
    ),
    BulkStep(
        "mark_ready",
        _("Ready to collect"),
        "store",
        _mark_ready,
        ngettext_lazy("%(count)d order ready", "%(count)d orders ready", "count"),
        (ACTIVE,),
        asks=("send_mail",),
        question=_("Mark these orders as ready to collect?"),
    ),
    BulkStep(
        "reopen",
        _("Reopen"),
        "rotate-ccw",
        _reopen,
        ngettext_lazy("%(count)d order reopened", "%(count)d orders reopened", "count"),
        (ACTIVE,),
    ),
    BulkStep(
        "cancel",
        _("Cancel the orders"),
        "ban",
        _cancel,
        ngettext_lazy("%(count)d order cancelled", "%(count)d orders cancelled", "count"),
        (ACTIVE,),
        asks=("put_back", "reason"),
        question=_("Cancel these orders?"),
        tone="danger",
        leave=_("Keep the orders"),
        note=_("Money that was received stays booked; refund it on each order’s own page."),
    ),
    BulkStep(
        "reinstate",
        _("Take back the cancellation"),
        "undo-2",
        _reinstate,
        ngettext_lazy("%(count)d order taken back", "%(count)d orders taken back", "count"),
        (ACTIVE, ARCHIVED),
    ),
    BulkStep(
        "delete",
        _("Delete"),
        "trash-2",
        _delete,
        ngettext_lazy(
            "%(count)d order moved to the trash", "%(count)d orders moved to the trash", "count"
        ),
        (ACTIVE, ARCHIVED),
        asks=("put_back",),
        question=_("Delete these orders?"),
        note=_("They move to the trash, where they can be restored."),
        tone="danger",
    ),
    BulkStep(
        "purge",
        _("Delete for good"),
        "trash-2",
        _purge,
        ngettext_lazy("%(count)d order purged", "%(count)d orders purged", "count"),
        (TRASH,),
        asks=("reason",),
        question=_("Delete these orders for good?"),
        note=_(
            "This can’t be undone. Orders that saw money stay in the trash; "
            "number, date and total of the others are kept."
        ),
        tone="danger",
    ),
)
STEPS = {step.name: step for step in _STEPS}


def offered(place: str, actor: Actor) -> list[BulkStep]:
    """The steps for orders of that place ("" for active and archived) that the actor may take."""
    places = {place} if place else {ACTIVE, ARCHIVED}
    return [s for s in _STEPS if places & set(s.places) and actor.may(s.right)]
