"""What the worker does for mails now and then."""

from datetime import datetime, timedelta

from comptoir.mailing.models import Message
from comptoir.shops.logos import old_logos, remove_logos, shops_with_logos

HOURLY = 3600
# A mail may be being written with a logo that was replaced a moment ago.
KEPT = timedelta(hours=1)


def forget_logos(now: datetime) -> None:
    """Files of logos that no shop shows and no waiting mail carries are gone."""
    for shop_id in shops_with_logos():
        if old := old_logos(shop_id, now - KEPT):
            waiting = Message.objects.filter(shop_id=shop_id).exclude(state=Message.State.SENT)
            carried = set(waiting.filter(logo__in=old).values_list("logo", flat=True))
            remove_logos(shop_id, [name for name in old if name not in carried])
