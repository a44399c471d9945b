from datetime import datetime

from comptoir.core.database import write
from comptoir.payments.models import ProviderNotice

AT_ONCE = 500


def forget_notices(*, before: datetime) -> int:
    """Notices that were handled before then have no body any more; how many that were."""
    old = ProviderNotice.objects.filter(
        state=ProviderNotice.State.HANDLED, handled_at__lt=before
    ).exclude(body="")
    ids = list(old.values_list("id", flat=True)[:AT_ONCE])
    if not ids:
        return 0
    with write():
        return ProviderNotice.objects.filter(id__in=ids).update(body="", headers={})
