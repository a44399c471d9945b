"""What mails an event owes. Called by the relay: what is read and rendered here is written later."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from comptoir.core.events import Writing
from comptoir.core.models import Event
from comptoir.mailing.actions.forget_messages import forget_messages
from comptoir.mailing.actions.write_messages import write_messages
from comptoir.mailing.addresses import sender_of
from comptoir.mailing.again import repeated
from comptoir.mailing.drafts import Draft
from comptoir.mailing.facts import Facts, facts
from comptoir.mailing.kinds import written
from comptoir.mailing.rules import once_each
from comptoir.payments.transfer import owes


def on_placed(event: Event) -> Writing:
    """One confirmation for the customer, one notice for each notification address."""
    known = _facts(event)
    return _owed(event, [*_to_customer(known, "confirmation"), *_to_merchant(known, "notice")])


def on_dispatched(event: Event) -> Writing | None:
    """Completed, parcel added, parcel corrected: a mail if the member ticked it."""
    return _if_chosen(event, "dispatch")


def on_ready(event: Event) -> Writing | None:
    return _if_chosen(event, "ready")


def on_paid(event: Event) -> Writing | None:
    """Payment received, if the shop has switched that mail on."""
    return _if_chosen(event, "payment")


def on_reminded(event: Event) -> Writing | None:
    """Nothing to somebody whose payment came before the mail was written."""
    if not event.after.get("mail"):
        return None
    known = _facts(event)
    return _owed(event, _to_customer(known, "reminder")) if owes(known.order) else None


def on_cancelled(event: Event) -> Writing | None:
    """Cancelled, if the shop has switched that mail on or the member chose it."""
    return _if_chosen(event, "cancelled")


def on_withdrawn(event: Event) -> Writing:
    """The receipt goes to the address that the customer gave with the withdrawal."""
    known, given = _facts(event), str(event.after.get("by_email", ""))
    receipt = _to_customer(known, "withdrawal", to=given)
    return _owed(event, [*receipt, *_to_merchant(known, "withdrawal_notice")])


def on_anonymised(event: Event) -> Writing:
    return lambda: forget_messages(shop_id=event.shop_id, order_id=event.subject_id)


def on_message_sent_again(event: Event) -> Writing | None:
    return repeated(event)


def _if_chosen(event: Event, kind: str) -> Writing | None:
    if not event.after.get("mail"):
        return None
    return _owed(event, _to_customer(_facts(event), kind))


def _facts(event: Event) -> Facts:
    return facts(shop_id=event.shop_id, order_id=event.subject_id, event=event)


def _to_customer(known: Facts, kind: str, to: str = "") -> Iterator[Draft]:
    return _drafts(known, kind, [to or known.order.email])


def _to_merchant(known: Facts, kind: str) -> Iterator[Draft]:
    theirs = replace(known, language=known.shop.language)
    return _drafts(theirs, kind, once_each(known.shop.notification_emails))


def _drafts(known: Facts, kind: str, recipients: Iterable[str]) -> Iterator[Draft]:
    given = [recipient for recipient in recipients if recipient]
    if not given:
        return
    mail, sender = written(kind, known), sender_of(known.shop, known.language)
    for recipient in given:
        yield Draft(kind, recipient, sender, mail)


def _owed(event: Event, drafts: Iterable[Draft]) -> Writing:
    ready = list(drafts)

    def write_down() -> None:
        write_messages(
            shop_id=event.shop_id,
            order_id=event.subject_id,
            event=event,
            drafts=ready,
            now=event.at,
        )

    return write_down
