"""A shop's keys at a provider, and who is asked with them."""

import json

from django.utils.crypto import salted_hmac

from comptoir.core.sealed import CantUnseal, seal, unseal
from comptoir.payments.models import ProviderAccount
from comptoir.payments.providers.interface import Credentials, Fault, Provider, ProviderTrouble
from comptoir.payments.providers.table import provider


def public_id(method_id: int, provider_name: str) -> str:
    """What stands in the address for notices; known before the account is, and guessed by nobody."""
    return salted_hmac("payments.account", f"{method_id}:{provider_name}").hexdigest()[:32]


def sealed(given: Credentials) -> str:
    """The keys as a row keeps them."""
    return seal(json.dumps(dict(given)))


def opened(account: ProviderAccount) -> dict[str, str]:
    """The keys as they were typed; {} before there are any.

    Raises ProviderTrouble when they were sealed with a key that this installation has not.
    """
    if not account.secrets:
        return {}
    try:
        found: dict[str, str] = json.loads(unseal(account.secrets))
    except CantUnseal as error:
        raise ProviderTrouble(Fault.SEALED, lasting=True) from error
    return found


def of(account: ProviderAccount) -> Provider:
    """The provider that the account is at."""
    return provider(account.provider)
