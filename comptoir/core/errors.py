"""Refusals: what an action says instead of doing something it must not do."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Something asked for was not done, and nothing was changed.

    `code` is stable and for programs; `text` is a gettext message with named
    placeholders filled from `values`; `field` names the input it belongs to.
    """

    code = "refused"
    status = 422
    text: str | Promise = _("This can't be done.")
    field: str | None = None

    def __init__(self, *, field: str | None = None, **values: Any) -> None:
        self.values = values
        if field is not None:
            self.field = field
        super().__init__(self.code, values)

    @property
    def message(self) -> str:
        """The refusal in the language that is active now."""
        return str(self.text) % self.values

    def __str__(self) -> str:
        return self.message


class NotFound(Refused):
    code = "not_found"
    status = 404
    text = _("There is nothing here.")


class Forbidden(Refused):
    code = "forbidden"
    status = 403
    text = _("Your account has no right to do this.")


class TooOften(Refused):
    code = "too_often"
    status = 429
    text = _("This was done too often from your address. Please try again later.")


class Conflict(Refused):
    """The thing moved since the page was drawn; `events` holds what happened meanwhile."""

    code = "conflict"
    status = 409
    text = _("This was changed meanwhile. Look at it again, then decide.")


class Invalid(Refused):
    """A value of the input can't be taken; `field` says which, `text` may be given per case."""

    code = "invalid"

    def __init__(
        self,
        field: str | None = None,
        text: str | Promise | None = None,
        code: str | None = None,
        **values: Any,
    ) -> None:
        if text is not None:
            self.text = text
        if code is not None:
            self.code = code
        super().__init__(field=field, **values)
