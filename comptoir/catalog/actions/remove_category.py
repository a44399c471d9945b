from datetime import datetime

from comptoir.catalog.models import Category
from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.shops.rights import SETUP


def remove_category(*, shop_id: int, category_id: int, actor: Actor, now: datetime) -> None:
    """The category is gone; its products stay and stand in their other ones. Raises NotFound."""
    actor.require(SETUP, shop_id)
    with write():
        category = locked(Category.objects.filter(shop_id=shop_id, id=category_id)).first()
        if category is None:
            raise NotFound
        before = {"names": category.names, "slug": category.slug}
        category.delete()
        events.record(
            shop_id=shop_id,
            subject=("category", category_id),
            kind="category.removed",
            actor=actor,
            at=now,
            before=before,
        )
