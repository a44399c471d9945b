import re
from datetime import date, datetime

from babel.core import get_global
from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import Invalid
from comptoir.core.events import record
from comptoir.core.texts import Texts
from comptoir.shops.checks import check_setting
from comptoir.shops.errors import SlugReserved, SlugTaken
from comptoir.shops.models import Account, Membership, Shop, TaxRate
from comptoir.shops.rates import rates_of
from comptoir.shops.rights import ALL
from comptoir.shops.rules import RESERVED

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
# Rates hold for orders of the past too, until the merchant says otherwise.
SINCE = date(2000, 1, 1)


def create_shop(
    *,
    owner: Account,
    slug: str,
    names: Texts,
    currency: str,
    country: str,
    zone: str,
    languages: list[str],
    now: datetime,
) -> Shop:
    """The shop stands with the owner as member of every right, and its country's VAT rates.

    Raises SlugTaken, SlugReserved, Invalid.
    """
    _check(slug, currency)
    given = {"names": names, "country": country.upper(), "zone": zone, "languages": languages}
    for name, value in given.items():
        check_setting(name, value)
    with write():
        if Shop.objects.filter(slug=slug).exists():
            raise SlugTaken
        shop = Shop.objects.create(
            slug=slug,
            names=names,
            currency=currency,
            country=country.upper(),
            zone=zone,
            languages=languages,
            notification_emails=[owner.email],
            reply_email=owner.email,
            created_at=now,
        )
        Membership.objects.create(shop=shop, account=owner, rights=sorted(ALL), created_at=now)
        TaxRate.objects.bulk_create(
            TaxRate(shop=shop, tax_class=name, country=shop.country, valid_from=SINCE, rate=rate)
            for name, rate in rates_of(shop.country).items()
        )
        actor = Actor(kind="member", shop_id=shop.id, id=owner.id, name=str(owner), rights=ALL)
        record(shop_id=shop.id, subject=("shop", shop.id), kind="shop.created", actor=actor, at=now)
    return shop


def _check(slug: str, currency: str) -> None:
    if not SLUG.fullmatch(slug):
        raise Invalid("slug", _("Use small letters, digits and hyphens, 40 at most."), "slug")
    if slug in RESERVED:
        raise SlugReserved
    if currency not in get_global("all_currencies"):
        raise Invalid("currency", _("Choose a currency."), "currency")
