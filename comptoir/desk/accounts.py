"""How the account pages behave here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comptoir.desk.language import speaks
from comptoir.shops.models import Account


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody can register by himself; who signs in reads the desk in the account's language."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail and password don’t go together."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("desk:account")

    def post_login(self, request: HttpRequest, user: Account, **options: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **options)
        return speaks(request, answer, user)
