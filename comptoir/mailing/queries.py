"""What others may know of mails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import NotFound
from comptoir.core.prepared import Query
from comptoir.mailing import bodies
from comptoir.mailing.kinds import KINDS
from comptoir.mailing.logo import data_address, png_address
from comptoir.mailing.models import Message
from comptoir.payments.codes.picture import png

STATES: dict[str, str | Promise] = {
    Message.State.WAITING: _("Waiting"),
    Message.State.SENT: _("Sent"),
    Message.State.FAILED: _("Will be tried again"),
    Message.State.DEAD: _("Not sent"),
}
REASONS: dict[str, str | Promise] = {
    "refused": _("The mail server refused this message."),
    "delayed": _("The mail server asked to try again later."),
    "server": _("The mail server could not be reached."),
    "not_an_address": _("This is not an e-mail address."),
    "replaced": _("Sent to another address instead."),
    "anonymised": _("The order was anonymised."),
}


# The order alone: asked for shop and order, SQLite reads all mails of the shop.
_of_order = Query(
    lambda order_id: Message.objects.filter(order_id=order_id).order_by("-id"), order_id=int
)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A mail as lists show it; state is "waiting", "sent", "failed" or "dead"."""

    id: int
    kind: str
    label: str
    recipient: str
    subject: str
    state: str
    state_label: str
    reason: str
    answer: str
    attempts: int
    next_try: datetime | None
    created_at: datetime
    sent_at: datetime | None
    for_merchant: bool


@dataclass(frozen=True, slots=True)
class MessageView:
    """A mail with what it says. `html` is a whole page for a sandboxed frame."""

    row: MessageRow
    order_id: int | None
    sender: str
    reply_to: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """How many of a shop's mails have not left, and whether there is a server to take them."""

    waiting: int
    failed: int
    dead: int
    has_server: bool


def messages_of_order(shop_id: int, order_id: int) -> list[MessageRow]:
    """The order's mails, newest first. One statement."""
    found = _of_order.all(order_id=order_id)
    return [_row(message) for message in found if message.shop_id == shop_id]


def message(shop_id: int, message_id: int) -> MessageView:
    """One mail as it was written. Raises NotFound for one of no or another shop."""
    rows = Message.objects.select_related("body").filter(shop_id=shop_id)
    found = rows.filter(id=message_id).first()
    if found is None:
        raise NotFound
    body = found.body if hasattr(found, "body") else None
    return MessageView(
        row=_row(found),
        order_id=found.order_id,
        sender=f"{found.sender_name} <{found.sender}>" if found.sender_name else found.sender,
        reply_to=found.reply_to,
        html=for_page(bodies.html(body), found.logo, found.code) if body else "",
        text=bodies.text(body) if body else "",
    )


def messages_by_id(
    shop_id: int, message_ids: Sequence[int]
) -> dict[int, tuple[MessageRow, int | None]]:
    """Those of the shop's mails, each with the id of its order. One statement."""
    rows = Message.objects.filter(shop_id=shop_id, id__in=message_ids)
    return {found.id: (_row(found), found.order_id) for found in rows}


def for_page(html: str, logo: str, code: str = "") -> str:
    """The mail's HTML as a page of its own: the pictures it carries along stand in it."""
    if code:
        html = html.replace("cid:code", png_address(png(code)))
    return html.replace("cid:logo", data_address(logo)) if logo else html


def unsent(shop_id: int) -> Unsent:
    rows = Message.objects.filter(shop_id=shop_id).exclude(state=Message.State.SENT)
    counts = dict(rows.order_by().values_list("state").annotate(Count("id")))
    return Unsent(
        waiting=counts.get(Message.State.WAITING, 0),
        failed=counts.get(Message.State.FAILED, 0),
        dead=counts.get(Message.State.DEAD, 0),
        has_server=has_server(),
    )


def has_server() -> bool:
    """False while EMAIL_URL is not set: mails wait then."""
    return settings.COMPTOIR_MAIL_SERVER is not None


def _row(found: Message) -> MessageRow:
    kind = KINDS.get(found.kind)
    return MessageRow(
        id=found.id,
        kind=found.kind,
        label=str(kind.label) if kind else found.subject,
        recipient="" if found.recipient.startswith("#") else found.recipient,
        subject=found.subject,
        state=found.state,
        state_label=str(STATES[found.state]),
        reason=str(REASONS.get(found.reason, found.reason)),
        answer=found.answer,
        attempts=found.attempts,
        next_try=found.next_try,
        created_at=found.created_at,
        sent_at=found.sent_at,
        for_merchant=bool(kind and kind.for_merchant),
    )
