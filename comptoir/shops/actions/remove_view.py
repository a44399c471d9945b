from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import NotFound
from comptoir.shops.models import SavedView
from comptoir.shops.rights import SEE


def remove_view(*, shop_id: int, name: str, actor: Actor, now: datetime) -> None:
    """No view of that name is offered any more; the orders are not touched. Raises NotFound."""
    actor.require(SEE, shop_id)
    with write():
        view = SavedView.objects.filter(shop_id=shop_id, name=name).first()
        if view is None:
            raise NotFound
        view.delete()
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.view_removed",
            actor=actor,
            at=now,
            before={"name": name, "query": view.query},
        )
