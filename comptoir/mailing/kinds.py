"""The kinds of mail about orders: what each is called, for whom it is, who writes it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comptoir.core.models import Event
from comptoir.mailing.facts import Facts, facts
from comptoir.mailing.letter import Letter, Rendered
from comptoir.mailing.letters import money, placed, sent, withdrawn
from comptoir.mailing.rendering import render


@dataclass(frozen=True)
class Kind:
    label: str | Promise
    letter: Callable[[Facts], Letter]
    for_merchant: bool = False


ACCOUNT = "account"
KINDS: dict[str, Kind] = {
    "confirmation": Kind(_("Confirmation"), placed.confirmation),
    "notice": Kind(_("Notice of a new order"), placed.notice, for_merchant=True),
    "dispatch": Kind(_("Dispatch"), sent.dispatch),
    "ready": Kind(_("Ready to collect"), sent.ready),
    "payment": Kind(_("Payment received"), money.payment),
    "reminder": Kind(_("Payment reminder"), money.reminder),
    "cancelled": Kind(_("Cancellation"), money.cancelled),
    "withdrawal": Kind(_("Receipt of withdrawal"), withdrawn.receipt),
    "withdrawal_notice": Kind(_("Notice of withdrawal"), withdrawn.notice, for_merchant=True),
}


def written(kind: str, known: Facts) -> Rendered:
    """The mail of that kind, in the language of the facts."""
    with translation.override(known.language):
        return render(KINDS[kind].letter(known))


def rendered(
    *, shop_id: int, order_id: int, kind: str, event: Event | None
) -> tuple[Facts, Rendered]:
    """The facts and the mail about an order, as it stands now."""
    known = facts(
        shop_id=shop_id, order_id=order_id, for_merchant=KINDS[kind].for_merchant, event=event
    )
    return known, written(kind, known)
