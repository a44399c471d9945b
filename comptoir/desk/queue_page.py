"""What the worker still owes a shop, in the words of people."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comptoir.core import jobs, queue
from comptoir.core.queue import AGAIN, Entry
from comptoir.core.trying import State
from comptoir.desk.timeline import TOLD
from comptoir.mailing.queries import MessageRow, messages_by_id
from comptoir.mailing.queue import JOB as MAIL
from comptoir.orders.queries.ids import numbers_of_ids
from comptoir.shops.models import Shop

# Message id → the mail, and the order that it belongs to.
Mails = dict[int, tuple[MessageRow, int | None]]
STATES: dict[str, tuple[str | Promise, str, str]] = {
    State.WAITING: (gettext_lazy("Waiting"), "wait", "half"),
    AGAIN: (gettext_lazy("Will be tried again"), "wait", "half"),
    State.RUNNING: (gettext_lazy("Running now"), "moving", "arrow"),
    State.DEAD: (gettext_lazy("Given up"), "alert", "cross"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry; `number` and `url` of its order are empty if it has none."""

    id: str
    what: str
    about: str
    number: str
    url: str
    retry_url: str
    state: tuple[str | Promise, str, str]
    since: datetime
    next_try: datetime | None
    tries: int
    why: str
    answer: str
    can_hurry: bool


def rows(shop: Shop, *, failed: bool) -> list[Row]:
    """The oldest of them first. Four statements at most."""
    found = queue.entries(shop_id=shop.id, failed=failed)
    mails = messages_by_id(shop.id, [int(e.payload["message"]) for e in found if e.kind == MAIL])
    orders = {entry.id: _order_of(entry, mails) for entry in found}
    numbers = numbers_of_ids(shop.id, [order for order in orders.values() if order])
    return [_row(shop, entry, mails, numbers.get(orders[entry.id] or 0, "")) for entry in found]


def _order_of(entry: Entry, mails: Mails) -> int | None:
    if entry.subject is not None:
        kind, subject_id = entry.subject
        return subject_id if kind == "order" else None
    mail = _mail(entry, mails)
    return mail[1] if mail else None


def _mail(entry: Entry, mails: Mails) -> tuple[MessageRow, int | None] | None:
    return mails.get(int(entry.payload["message"])) if entry.kind == MAIL else None


def _row(shop: Shop, entry: Entry, mails: Mails, number: str) -> Row:
    mail = _mail(entry, mails)
    message = mail[0] if mail else None
    return Row(
        id=entry.id,
        what=message.label if message else _what(entry),
        about=message.recipient if message else "",
        number=number,
        url=reverse("desk:order", args=[shop.slug, number]) if number else "",
        retry_url=reverse("desk:queue_retry", args=[shop.slug, entry.id]),
        state=STATES[entry.state],
        since=entry.since,
        next_try=entry.next_try,
        tries=entry.tries,
        why=message.reason if message and message.reason else _why(entry),
        answer=message.answer if message and message.reason else entry.reason,
        can_hurry=entry.state in {AGAIN, State.DEAD},
    )


def _what(entry: Entry) -> str:
    told, kind = TOLD.get(entry.kind), jobs.kinds().get(entry.kind)
    if told is not None:
        # Translators: an event whose mails are still to be written, such as "Order placed".
        return _("Mails for: %(event)s") % {"event": told.sentence}
    return str(kind.label) if kind else entry.kind


def _why(entry: Entry) -> str:
    if entry.reason == jobs.KILLED:
        return _("The worker ended while it did this.")
    if entry.tries:
        return _("An error that nobody foresaw. Show it to whoever runs this installation.")
    return ""
