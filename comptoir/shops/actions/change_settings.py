from collections.abc import Mapping
from datetime import datetime
from typing import Any

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.shops.checks import check_setting
from comptoir.shops.models import Shop
from comptoir.shops.rights import SETUP


def change_settings(
    *, shop_id: int, values: Mapping[str, Any], actor: Actor, now: datetime
) -> Shop:
    """The shop's fields named in `values` are as given; orders keep what they were placed with.

    Raises Invalid naming the field. What is the same already is no event.
    """
    actor.require(SETUP, shop_id)
    for name, value in values.items():
        check_setting(name, value)
    with write():
        shop = locked(Shop.objects.filter(id=shop_id)).first()
        if shop is None:
            raise NotFound
        before = {name: getattr(shop, name) for name in values}
        changed = [name for name in values if before[name] != values[name]]
        for name in changed:
            setattr(shop, name, values[name])
        if changed:
            shop.save(update_fields=changed)
            events.record(
                shop_id=shop_id,
                subject=("shop", shop_id),
                kind="shop.settings_changed",
                actor=actor,
                at=now,
                before={name: before[name] for name in changed},
                after={name: values[name] for name in changed},
            )
    return shop
