from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from comptoir.core.database import write
from comptoir.core.errors import Invalid
from comptoir.shops.checks import check_person
from comptoir.shops.errors import EmailTaken, WeakPassword
from comptoir.shops.models import Account


def create_account(
    *, email: str, password: str, name: str = "", language: str = "en", now: datetime
) -> Account:
    """A person can sign in with that e-mail and password; belongs to no shop yet.

    Raises EmailTaken, WeakPassword, Invalid.
    """
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid("email", _("Enter a valid e-mail address."), "email") from error
    check_person(name, language)
    account = Account(email=email.strip(), name=name.strip(), language=language, created_at=now)
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise WeakPassword(reasons=" ".join(error.messages)) from error
    account.set_password(password)
    with write():
        if Account.objects.filter(email__iexact=account.email).exists():
            raise EmailTaken
        account.save(force_insert=True)
    return account
