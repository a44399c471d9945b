from comptoir.core.database import write
from comptoir.payments.models import ProviderNotice


def forget_notices_of(*, shop_id: int, order_id: int) -> int:
    """What providers told of the order's payments names nobody any more; how many notices."""
    with write():
        return ProviderNotice.objects.filter(shop_id=shop_id, order_id=order_id).update(
            body="", headers={}
        )
