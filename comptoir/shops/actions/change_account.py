from datetime import datetime

from comptoir.core.database import write
from comptoir.shops.checks import check_person
from comptoir.shops.models import Account


def change_account(*, account_id: int, name: str, language: str, now: datetime) -> Account:
    """The account has that name and its desk speaks that language. Raises Invalid."""
    check_person(name, language)
    with write():
        account = Account.objects.get(id=account_id)
        account.name, account.language = name.strip(), language
        account.save(update_fields=["name", "language"])
    return account
