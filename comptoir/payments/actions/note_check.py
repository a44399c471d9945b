from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.methods.actions.note_connection import note_connection
from comptoir.payments.models import ProviderAccount
from comptoir.shops.rights import SETUP


def note_check(
    *,
    shop_id: int,
    account_id: int,
    secrets: str,
    fault: str,
    name: str = "",
    actor: Actor,
    now: datetime,
) -> ProviderAccount:
    """What the provider said of the account's keys stands, and its method is connected or not.

    secrets: the keys (sealed) that were asked about; others given meanwhile are not judged by it.
    Raises NotFound.
    """
    actor.require(SETUP, shop_id)
    with write():
        rows = ProviderAccount.objects.filter(shop_id=shop_id, id=account_id)
        account = locked(rows.select_related("method")).first()
        if account is None:
            raise NotFound
        if account.secrets != secrets:
            return account
        account.checked_at, account.fault = now, fault
        account.name = name or account.name
        account.save(update_fields=["checked_at", "fault", "name"])
        if account.method.kind == account.provider and account.method.deleted_at is None:
            note_connection(
                shop_id=shop_id,
                method_id=account.method_id,
                connected=not fault,
                actor=actor,
                now=now,
            )
        return account
