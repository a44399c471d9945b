"""The one-time link of the first run: it works as long as there is no account."""

from django.utils.crypto import constant_time_compare, salted_hmac

from comptoir.shops.models import Account


def first_run_token() -> str:
    """The secret of the link; it follows from the installation's own secret key."""
    return salted_hmac("comptoir.first-run", "open", algorithm="sha256").hexdigest()[:32]


def is_first_run(token: str) -> bool:
    """True for the right secret while nobody has an account."""
    return constant_time_compare(token, first_run_token()) and not Account.objects.exists()
