"""All providers by name."""

from comptoir.payments.providers.interface import Provider
from comptoir.payments.providers.paypal.provider import PAYPAL
from comptoir.payments.providers.stripe.provider import STRIPE

PROVIDERS: dict[str, Provider] = {PAYPAL.name: PAYPAL, STRIPE.name: STRIPE}


def provider(name: str) -> Provider:
    return PROVIDERS[name]
