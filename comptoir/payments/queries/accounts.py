"""Accounts at providers, read by what names them."""

from comptoir.core.errors import NotFound
from comptoir.payments.models import PaymentAttempt, ProviderAccount


def account_of_method(shop_id: int, method_id: int, provider: str) -> ProviderAccount | None:
    """The account behind the payment method, if it was set up."""
    rows = ProviderAccount.objects.filter(shop_id=shop_id, method_id=method_id, provider=provider)
    return rows.select_related("method").first()


def account_by_public_id(provider: str, public_id: str) -> ProviderAccount:
    """The account that a notice's address names. Raises NotFound."""
    rows = ProviderAccount.objects.filter(provider=provider, public_id=public_id)
    found = rows.select_related("shop").first()
    if found is None:
        raise NotFound
    return found


def account_of_money(shop_id: int, provider: str, reference: str) -> ProviderAccount | None:
    """The account that the provider's payment came in through."""
    attempt = (
        PaymentAttempt.objects.filter(shop_id=shop_id, account__provider=provider, money=reference)
        .select_related("account")
        .first()
    )
    return attempt.account if attempt else None
