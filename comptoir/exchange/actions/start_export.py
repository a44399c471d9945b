from datetime import datetime

from comptoir.core import events, jobs
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.exchange.kinds import EXPORT_JOB
from comptoir.exchange.models import Export
from comptoir.exchange.selection import as_json
from comptoir.orders.queries.filters import Filters
from comptoir.shops.rights import EXPORT


def start_export(
    *,
    shop_id: int,
    query: str,
    filters: Filters | None,
    language: str,
    actor: Actor,
    now: datetime,
) -> Export:
    """The worker will write those orders (None: all) to a file; the value says how far it is."""
    actor.require(EXPORT, shop_id)
    with write():
        export = Export.objects.create(
            shop_id=shop_id,
            account_id=actor.id,
            said_by=actor.name,
            language=language,
            query=query,
            filters=as_json(filters),
            created_at=now,
        )
        jobs.enqueue(
            shop_id=shop_id,
            kind=EXPORT_JOB,
            key=f"{EXPORT_JOB}:{export.id}",
            payload={"export": export.id},
            now=now,
        )
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.orders_exported",
            actor=actor,
            at=now,
            after={"view": query if filters is not None else "all"},
        )
    return export
