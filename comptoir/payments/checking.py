"""Whether a provider knows a shop's keys: asked outside any transaction, then noted."""

from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.payments import credentials
from comptoir.payments.actions.note_check import note_check
from comptoir.payments.models import ProviderAccount
from comptoir.payments.providers.interface import Checked, ProviderTrouble


def check(account: ProviderAccount, *, actor: Actor, now: datetime) -> ProviderAccount:
    """What the provider says of the keys now stands with the account, and with its method."""
    fault, found = "", Checked()
    try:
        given = credentials.opened(account)
        found = credentials.of(account).check(given, test=account.test)
    except ProviderTrouble as trouble:
        fault = trouble.fault.value
    return note_check(
        shop_id=account.shop_id,
        account_id=account.id,
        secrets=account.secrets,
        fault=fault,
        name=found.name,
        actor=actor,
        now=now,
    )
