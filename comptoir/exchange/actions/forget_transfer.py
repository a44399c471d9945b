from comptoir.core.database import write
from comptoir.exchange.models import Export, Import


def forget_transfer(*, shop_id: int, transfer: Export | Import) -> None:
    """The row is gone; its files are to be removed after."""
    with write():
        type(transfer)._default_manager.filter(id=transfer.id, shop_id=shop_id).delete()
