from datetime import datetime

from comptoir.core.counters import next_number
from comptoir.core.database import write
from comptoir.core.texts import Texts
from comptoir.shops.actions.create_account import create_account
from comptoir.shops.actions.create_shop import create_shop
from comptoir.shops.errors import FirstRunOver
from comptoir.shops.models import Account, Shop


def first_run(
    *,
    email: str,
    password: str,
    name: str,
    slug: str,
    names: Texts,
    currency: str,
    country: str,
    zone: str,
    languages: list[str],
    now: datetime,
) -> Shop:
    """The first account and its shop stand. Raises FirstRunOver once there is an account."""
    with write():
        # The counter's row makes two at once stand in line; a refusal gives the number back.
        if next_number(0, "first-run") != 1 or Account.objects.exists():
            raise FirstRunOver
        owner = create_account(
            email=email, password=password, name=name, language=languages[0], now=now
        )
        return create_shop(
            owner=owner,
            slug=slug,
            names=names,
            currency=currency,
            country=country,
            zone=zone,
            languages=languages,
            now=now,
        )
