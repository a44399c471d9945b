"""The language of the desk: the account's, kept where Django's own switch keeps it."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from comptoir.shops.models import Account

R = TypeVar("R", bound=HttpResponseBase)
LASTS = 365 * 24 * 3600


def speaks(request: HttpRequest, response: R, account: Account) -> R:
    """From here on this browser reads the account's language, before sign-in too."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        account.language,
        max_age=LASTS,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response
