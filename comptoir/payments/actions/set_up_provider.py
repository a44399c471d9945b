from collections.abc import Mapping
from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.methods.actions.note_connection import note_connection
from comptoir.methods.models import PaymentMethod
from comptoir.payments.credentials import public_id, sealed
from comptoir.payments.models import ProviderAccount
from comptoir.payments.providers.table import PROVIDERS
from comptoir.shops.rights import SETUP


def set_up_provider(
    *,
    shop_id: int,
    method_id: int,
    test: bool,
    keys: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> ProviderAccount:
    """The account behind the payment method has these keys, sealed; it is not connected yet.

    The history says that keys were given, never which. Raises NotFound for a method without
    a provider behind it.
    """
    actor.require(SETUP, shop_id)
    with write():
        rows = PaymentMethod.objects.filter(shop_id=shop_id, id=method_id, deleted_at=None)
        method = locked(rows).first()
        if method is None or method.kind not in PROVIDERS:
            raise NotFound
        account, _new = ProviderAccount.objects.get_or_create(
            shop_id=shop_id,
            method=method,
            provider=method.kind,
            defaults={"public_id": public_id(method.id, method.kind), "created_at": now},
        )
        account.test = test
        account.secrets = sealed(keys)
        account.checked_at, account.fault, account.name = None, "", ""
        account.save()
        note_connection(shop_id=shop_id, method_id=method.id, connected=False, actor=actor, now=now)
        events.record(
            shop_id=shop_id,
            subject=("payment_method", method.id),
            kind="payment_method.keys_given",
            actor=actor,
            at=now,
            after={"provider": method.kind, "test": test, "keys": sorted(keys)},
        )
        return account
