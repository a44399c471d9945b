from datetime import datetime

from django.db.models import Max

from comptoir.catalog.checks import check_names, check_slug
from comptoir.catalog.models import Category
from comptoir.catalog.writing import only_once, settled_category_slug
from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.texts import Texts
from comptoir.shops.models import Shop
from comptoir.shops.rights import SETUP


def add_category(
    *, shop_id: int, names: Texts, slug: str = "", actor: Actor, now: datetime
) -> Category:
    """The shop has the category, last of all; slug "" is made from the name.

    Raises Invalid, SlugTaken.
    """
    actor.require(SETUP, shop_id)
    check_slug(slug)
    with write():
        language = Shop.objects.get(id=shop_id).language
        check_names(names, language)
        last = Category.objects.filter(shop_id=shop_id).aggregate(last=Max("position"))["last"]
        category = Category(shop_id=shop_id, names=names)
        category.position = 0 if last is None else last + 1
        category.slug = settled_category_slug(category, slug, language)
        with only_once():
            category.save()
        events.record(
            shop_id=shop_id,
            subject=("category", category.id),
            kind="category.added",
            actor=actor,
            at=now,
            after={"names": names, "slug": category.slug},
        )
        return category
