"""Who signs in: the way of allauth, with the account of each click found by a kept statement."""

from allauth.account.auth_backends import AuthenticationBackend

from comptoir.core.prepared import Query
from comptoir.shops.models import Account

_account = Query(lambda account_id: Account.objects.filter(id=account_id), account_id=int)


class SignIn(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Password by e-mail; an account that was closed finds its sessions closed too."""

    def get_user(self, user_id: int) -> Account | None:
        account = _account.first(account_id=int(user_id))
        return account if account is not None and account.is_active else None
