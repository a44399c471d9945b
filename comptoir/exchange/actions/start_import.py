from datetime import datetime

from comptoir.core import events, jobs
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.exchange.kinds import IMPORT_JOB
from comptoir.exchange.models import Import
from comptoir.shops.rights import EDIT, SETUP


def start_import(
    *,
    shop_id: int,
    file: str,
    file_name: str,
    size: int,
    mapping: str,
    language: str,
    actor: Actor,
    now: datetime,
) -> Import:
    """The worker will take the orders of that file in the store; the value says how far it is.

    `mapping` is the TOML for a CSV, already read once; "" for Comptoir's XML.
    """
    actor.require(EDIT, shop_id)
    actor.require(SETUP, shop_id)
    with write():
        found = Import.objects.create(
            shop_id=shop_id,
            account_id=actor.id,
            said_by=actor.name,
            language=language,
            file=file,
            file_name=file_name,
            mapping=mapping,
            created_at=now,
        )
        jobs.enqueue(
            shop_id=shop_id,
            kind=IMPORT_JOB,
            key=f"{IMPORT_JOB}:{found.id}",
            payload={"import": found.id},
            now=now,
        )
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.orders_imported",
            actor=actor,
            at=now,
            after={"file": file_name, "bytes": size},
        )
    return found
