"""How the account pages behave here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody can register by himself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
