from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import NotFound
from comptoir.shops.models import TaxRate
from comptoir.shops.rights import SETUP


def remove_tax_rate(*, shop_id: int, rate_id: int, actor: Actor, now: datetime) -> None:
    """The dated rate is gone; orders keep the rate they were placed with. Raises NotFound."""
    actor.require(SETUP, shop_id)
    with write():
        row = TaxRate.objects.filter(shop_id=shop_id, id=rate_id).first()
        if row is None:
            raise NotFound
        was = {
            "tax_class": row.tax_class,
            "country": row.country,
            "valid_from": row.valid_from.isoformat(),
            "rate": row.rate,
        }
        row.delete()
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.tax_rate_removed",
            actor=actor,
            at=now,
            before=was,
        )
