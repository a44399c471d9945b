"""Cancel, archive, trash and their ways back; what can't be taken back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comptoir.core.models import Event
from comptoir.desk.forms.order import CancelForm, DeleteForm, ReasonForm, TakeBackForm
from comptoir.desk.steps.step import Asked, Facts, Step
from comptoir.orders.actions.anonymise import anonymise
from comptoir.orders.actions.archive import archive
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.delete import delete
from comptoir.orders.actions.purge import purge
from comptoir.orders.actions.reinstate import reinstate
from comptoir.orders.actions.restore import restore
from comptoir.orders.actions.unarchive import unarchive
from comptoir.shops.rights import EDIT


def _put_back(facts: Facts) -> dict[str, Any]:
    return {"put_back": True}


def _cancelling(facts: Facts) -> dict[str, Any]:
    return {"put_back": True, "send_mail": facts.shop.mail_cancelled and bool(facts.order.email)}


def _cancel(asked: Asked) -> Event:
    given = asked.cleaned
    return cancel(
        **asked.whence,
        put_back=given["put_back"],
        reason=given["reason"],
        send_mail=given["send_mail"],
    )


def _reinstate(asked: Asked) -> Event:
    return reinstate(**asked.whence, without_stock=asked.cleaned["without_stock"])


def _archive(asked: Asked) -> Event:
    return archive(**asked.whence)


def _unarchive(asked: Asked) -> Event:
    return unarchive(**asked.whence)


def _delete(asked: Asked) -> Event:
    return delete(**asked.whence, put_back=asked.cleaned["put_back"])


def _restore(asked: Asked) -> Event:
    return restore(**asked.whence, without_stock=asked.cleaned["without_stock"])


def _purge(asked: Asked) -> Event:
    return purge(**asked.where, reason=asked.cleaned["reason"])


def _anonymise(asked: Asked) -> Event:
    return anonymise(**asked.where)


PLACES = {
    "cancel": Step(
        right=EDIT,
        title=_("Cancel order %(number)s"),
        label=_("Cancel the order"),
        leave=_("Keep the order"),
        done=_("Order cancelled."),
        act=_cancel,
        form=CancelForm,
        initial=_cancelling,
        text=_("A cancelled order keeps its record, and cancelling can be taken back."),
        tone="danger",
    ),
    "reinstate": Step(
        right=EDIT,
        title=_("Take back the cancellation of order %(number)s"),
        label=_("Take back"),
        done=_("Cancellation taken back."),
        act=_reinstate,
        form=TakeBackForm,
        text=_("The order is as before, and takes its pieces from stock again."),
    ),
    "archive": Step(
        right=EDIT,
        title=_("Archive order %(number)s"),
        label=_("Archive"),
        done=_("Archived."),
        act=_archive,
        text=_(
            "Archiving is for completed or cancelled orders: it takes them out of the active "
            "list. They stand unchanged under “Archived” and can be taken back."
        ),
        help="archiving-deleting",
    ),
    "unarchive": Step(
        right=EDIT,
        title=_("Take order %(number)s back from the archive"),
        label=_("Take back from the archive"),
        done=_("Taken back from the archive."),
        act=_unarchive,
        text=_("The order is listed among the active ones again."),
        help="archiving-deleting",
    ),
    "delete": Step(
        right=EDIT,
        title=_("Delete order %(number)s?"),
        label=_("Move to the trash"),
        done=_("Moved to the trash."),
        act=_delete,
        form=DeleteForm,
        initial=_put_back,
        text=_("The order moves to the trash and can be restored from there."),
        tone="danger",
        help="archiving-deleting",
    ),
    "restore": Step(
        right=EDIT,
        title=_("Restore order %(number)s"),
        label=_("Restore"),
        done=_("Restored."),
        act=_restore,
        form=TakeBackForm,
        text=_("The order goes back where it was, and takes its pieces from stock again."),
        help="archiving-deleting",
    ),
    "purge": Step(
        right=EDIT,
        title=_("Delete order %(number)s for good?"),
        label=_("Delete for good"),
        done=_("Deleted for good."),
        act=_purge,
        form=ReasonForm,
        text=_(
            "This can't be taken back. Only number, date, total, your name and the reason "
            "are kept. Orders that saw money can't be deleted for good; they can be anonymised."
        ),
        tone="danger",
        help="archiving-deleting",
    ),
    "anonymise": Step(
        right=EDIT,
        title=_("Anonymise order %(number)s?"),
        label=_("Anonymise"),
        done=_("Anonymised."),
        act=_anonymise,
        text=_(
            "This can't be taken back. Name, addresses, e-mail, phone, note, comment, tags, numbers "
            "of parcels, references of payments and the mails' contents are overwritten; lines and "
            "amounts stay."
        ),
        tone="danger",
        help="archiving-deleting",
    ),
}
