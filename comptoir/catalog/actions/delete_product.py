from datetime import datetime

from comptoir.catalog.writing import as_json, locked_product
from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.shops.rights import SETUP


def delete_product(*, shop_id: int, product_id: int, actor: Actor, now: datetime) -> None:
    """The product is gone from shop and desk; its address and SKUs are free again.

    Its rows stay: orders and the ledger of stock point at them. Raises NotFound.
    """
    actor.require(SETUP, shop_id)
    with write():
        product = locked_product(shop_id, product_id)
        before = as_json(product)
        product.variants.filter(deleted_at__isnull=True).update(active=False, deleted_at=now)
        product.active = False
        product.deleted_at = product.changed_at = now
        product.save(update_fields=["active", "deleted_at", "changed_at"])
        events.record(
            shop_id=shop_id,
            subject=("product", product.id),
            kind="product.deleted",
            actor=actor,
            at=now,
            before=before,
        )
