"""Every order has its mails, or somebody still owes them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from comptoir.core.models import Event
from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.operations.snapshot import rows
from comptoir.shops.models import Shop

# Orders placed here have their basket for good; those from files never had one.
OWED = """
SELECT o.shop_id, o.number, e.at, CASE WHEN o.email = '' THEN 1 ELSE 0 END,
       COUNT(CASE WHEN m.kind = 'confirmation' THEN 1 END),
       COUNT(CASE WHEN m.kind = 'notice' THEN 1 END)
FROM orders_order o
JOIN core_event e ON e.shop_id = o.shop_id AND e.subject_kind = 'order' AND e.subject_id = o.id
    AND e.kind = 'order.placed'
LEFT JOIN core_outbox x ON x.event_id = e.id
LEFT JOIN mailing_message m ON m.event_id = e.id
WHERE o.basket_id IS NOT NULL AND x.id IS NULL AND {of_shop}
GROUP BY o.id, e.id
HAVING COUNT(CASE WHEN m.kind = 'confirmation' THEN 1 END) = 0
    OR COUNT(CASE WHEN m.kind = 'notice' THEN 1 END) = 0
"""
LOST = """
SELECT m.shop_id, o.number, m.id, m.state
FROM mailing_message m
LEFT JOIN core_job j ON j.key = 'mail:' || CAST(m.id AS TEXT) AND j.state <> 'dead'
LEFT JOIN orders_order o ON o.id = m.order_id
WHERE m.state IN ('waiting', 'failed') AND j.id IS NULL AND {of_shop}
"""


def written(scope: Scope) -> Iterator[Finding]:
    """An order placed here has a mail to the customer and one to the merchant, or owes them."""
    since: dict[int, datetime | None] = {}
    for shop, number, at, nobody, to_customer, to_merchant in rows(
        OWED.format(of_shop=scope.of_shop("o"))
    ):
        if not to_customer and not nobody:
            yield Finding(scope.slug(shop), number, _("No mail to the customer was written."))
        if not to_merchant:
            if shop not in since:
                since[shop] = _notices_since(shop)
            begun = since[shop]
            if begun is not None and _moment(at) >= begun:
                yield Finding(scope.slug(shop), number, _("No mail to the shop was written."))


def queued(scope: Scope) -> Iterator[Finding]:
    """A mail that waits has a job that will send it."""
    for shop, number, message, _state in rows(LOST.format(of_shop=scope.of_shop("m"))):
        yield Finding(
            scope.slug(shop),
            number or "–",
            _("Mail %(message)s waits, and no job will send it.") % {"message": message},
        )


def _notices_since(shop_id: int) -> datetime | None:
    """Since when the shop has the notification addresses of now; None if it has none."""
    shop = Shop.objects.get(id=shop_id)
    if not any(shop.notification_emails):
        return None
    changes = Event.objects.filter(
        shop_id=shop_id, subject_kind="shop", subject_id=shop_id, kind="shop.settings_changed"
    )
    begun = shop.created_at
    for at, after in changes.order_by("id").values_list("at", "after").iterator():
        if "notification_emails" in after:
            begun = at
    return begun


def _moment(value: datetime) -> datetime:
    """SQLite gives times without their zone, which is UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)
