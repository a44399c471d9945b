"""What a backup or a restore says instead of doing something it must not do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Refused


class NotABackup(Refused):
    code = "not_a_backup"
    text: str | Promise = _("This file is no backup of Comptoir.")


class CutShort(Refused):
    code = "cut_short"
    text = _("This backup is cut short: its end is missing. Use another one.")


class Damaged(Refused):
    code = "damaged"
    text = _("This backup was changed or is damaged (%(what)s). Use another one.")


class TooNew(Refused):
    code = "too_new"
    text = _(
        "This backup was made by a newer version of Comptoir (%(version)s). Update Comptoir first."
    )


class SetUpOtherwise(Refused):
    code = "set_up_otherwise"
    text = _(
        "The database was set up by another version than the backup's (%(version)s). "
        "Give an empty one, without `comptoir migrate`: restoring sets it up and updates it."
    )


class NotEmpty(Refused):
    code = "not_empty"
    text = _("There is something already: %(what)s. A backup is restored into an empty place only.")


class NotUpToDate(Refused):
    code = "not_up_to_date"
    text = _("The database is not up to date: run `comptoir migrate`.")


class Exists(Refused):
    code = "exists"
    text = _("%(file)s exists already and is not overwritten.")
