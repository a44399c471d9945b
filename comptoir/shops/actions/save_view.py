from datetime import datetime

from django.utils.translation import gettext_lazy as _

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import Invalid
from comptoir.core.texts import has_controls
from comptoir.shops.models import SavedView
from comptoir.shops.rights import SEE

LONGEST = 60


def save_view(
    *, shop_id: int, name: str, query: str, renamed: str = "", actor: Actor, now: datetime
) -> SavedView:
    """The shop's members find those filters under that name; a view of the name is replaced.

    `renamed` is the name it had until now, if it only changes its name. Raises Invalid.
    """
    actor.require(SEE, shop_id)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST or has_controls(name):
        raise Invalid("name", _("A view has a name of 1 to 60 characters."), "name")
    with write():
        views = SavedView.objects.filter(shop_id=shop_id)
        if renamed and renamed != name:
            if views.filter(name=name).exists():
                raise Invalid("name", _("There is a view of this name already."), "name")
            views.filter(name=renamed).update(name=name)
        view, new = views.get_or_create(
            name=name, defaults={"shop_id": shop_id, "position": views.count(), "query": query}
        )
        before = {} if new else {"name": renamed or name, "query": view.query}
        view.query = query
        view.save(update_fields=["query"])
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.view_saved",
            actor=actor,
            at=now,
            before=before,
            after={"name": name, "query": query},
        )
    return view
