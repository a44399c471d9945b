"""How the account pages behave here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from comptoir.desk.language import speaks
from comptoir.shops.models import Account


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody can register by himself; who signs in reads the desk in the account's language."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Account, **options: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **options)
        return speaks(request, answer, user)
