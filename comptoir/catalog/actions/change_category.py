from datetime import datetime

from comptoir.catalog.checks import check_names, check_slug
from comptoir.catalog.models import Category
from comptoir.catalog.writing import only_once, settled_category_slug
from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.core.texts import Texts
from comptoir.shops.models import Shop
from comptoir.shops.rights import SETUP


def change_category(
    *, shop_id: int, category_id: int, names: Texts, slug: str = "", actor: Actor, now: datetime
) -> Category:
    """The category has these names and, unless "", this address.

    Raises NotFound, Invalid, SlugTaken.
    """
    actor.require(SETUP, shop_id)
    check_slug(slug)
    with write():
        category = locked(Category.objects.filter(shop_id=shop_id, id=category_id)).first()
        if category is None:
            raise NotFound
        language = Shop.objects.get(id=shop_id).language
        check_names(names, language)
        before = {"names": category.names, "slug": category.slug}
        category.names = names
        category.slug = settled_category_slug(category, slug, language)
        with only_once():
            category.save(update_fields=["names", "slug"])
        events.record(
            shop_id=shop_id,
            subject=("category", category.id),
            kind="category.changed",
            actor=actor,
            at=now,
            before=before,
            after={"names": names, "slug": category.slug},
        )
        return category
