from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.countries import known_countries
from comptoir.core.database import write
from comptoir.core.errors import Invalid
from comptoir.core.tax import WHOLE
from comptoir.shops.models import TaxRate
from comptoir.shops.rights import SETUP

CLASSES = ("standard", "reduced", "second_reduced", "super_reduced")


def set_tax_rate(
    *,
    shop_id: int,
    tax_class: str,
    country: str,
    valid_from: date,
    rate: int,
    actor: Actor,
    now: datetime,
) -> TaxRate:
    """From that day on the class is taxed at that rate in that country. rate: thousandths of a percent."""
    actor.require(SETUP, shop_id)
    if tax_class not in CLASSES:
        raise Invalid("tax_class", _("Choose a tax class."), "tax_class")
    if country not in known_countries():
        raise Invalid("country", _("Choose a country."), "country")
    if not 0 <= rate <= WHOLE:
        raise Invalid("rate", _("A rate is from 0 to 100 percent."), "rate")
    with write():
        row, _new = TaxRate.objects.update_or_create(
            shop_id=shop_id,
            tax_class=tax_class,
            country=country,
            valid_from=valid_from,
            defaults={"rate": rate},
        )
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.tax_rate_set",
            actor=actor,
            at=now,
            after={
                "tax_class": tax_class,
                "country": country,
                "valid_from": valid_from.isoformat(),
                "rate": rate,
            },
        )
    return row
