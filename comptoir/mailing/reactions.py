"""What mails an event owes. Called by the relay, inside its transaction."""

from collections.abc import Iterable

from comptoir.core.models import Event
from comptoir.mailing.actions.forget_messages import forget_messages
from comptoir.mailing.actions.write_message import write_message
from comptoir.mailing.addresses import sender_of
from comptoir.mailing.again import repeat
from comptoir.mailing.facts import Facts
from comptoir.mailing.kinds import rendered
from comptoir.mailing.letter import Rendered
from comptoir.mailing.rules import once_each


def on_placed(event: Event) -> None:
    """One confirmation for the customer, one notice for each notification address."""
    _to_customer(event, "confirmation")
    _to_merchant(event, "notice")


def on_dispatched(event: Event) -> None:
    """Completed, parcel added, parcel corrected: a mail if the member ticked it."""
    if event.after.get("mail"):
        _to_customer(event, "dispatch")


def on_ready(event: Event) -> None:
    if event.after.get("mail"):
        _to_customer(event, "ready")


def on_paid(event: Event) -> None:
    """Payment received, if the shop has switched that mail on."""
    if event.after.get("mail"):
        _to_customer(event, "payment")


def on_cancelled(event: Event) -> None:
    """Cancelled, if the shop has switched that mail on or the member chose it."""
    if event.after.get("mail"):
        _to_customer(event, "cancelled")


def on_withdrawn(event: Event) -> None:
    """The receipt goes to the address that the customer gave with the withdrawal."""
    _to_customer(event, "withdrawal", to=str(event.after.get("by_email", "")))
    _to_merchant(event, "withdrawal_notice")


def on_anonymised(event: Event) -> None:
    forget_messages(shop_id=event.shop_id, order_id=event.subject_id)


def on_message_sent_again(event: Event) -> None:
    repeat(event)


def _to_customer(event: Event, kind: str, to: str = "") -> None:
    known, mail = rendered(shop_id=event.shop_id, order_id=event.subject_id, kind=kind, event=event)
    _write(event, kind, known, mail, [to or known.order.email])


def _to_merchant(event: Event, kind: str) -> None:
    known, mail = rendered(shop_id=event.shop_id, order_id=event.subject_id, kind=kind, event=event)
    _write(event, kind, known, mail, once_each(known.shop.notification_emails))


def _write(
    event: Event, kind: str, known: Facts, mail: Rendered, recipients: Iterable[str]
) -> None:
    for recipient in recipients:
        if recipient:
            write_message(
                shop_id=event.shop_id,
                order_id=event.subject_id,
                event=event,
                kind=kind,
                recipient=recipient,
                sender=sender_of(known.shop, known.language),
                rendered=mail,
                now=event.at,
            )
