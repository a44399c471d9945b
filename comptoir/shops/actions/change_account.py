from datetime import datetime

from django.utils.translation import gettext_lazy as _

from comptoir.core.database import write
from comptoir.core.errors import Invalid
from comptoir.core.texts import has_controls
from comptoir.shops.models import Account

LONGEST = 100


def change_account(*, account_id: int, name: str, language: str, now: datetime) -> Account:
    """The account has that name and its desk speaks that language. Raises Invalid."""
    if has_controls(name) or len(name) > LONGEST:
        raise Invalid("name", _("This can't be a name."), "name")
    with write():
        account = Account.objects.get(id=account_id)
        account.name, account.language = name.strip(), language
        account.save(update_fields=["name", "language"])
    return account
