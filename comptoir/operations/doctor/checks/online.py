"""What providers reported is booked, their refunds come to an end, and no notice is left lying."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from comptoir.operations.doctor.checks.sums import money
from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.operations.snapshot import rows

# Attempts that are said to be paid, and the payment each of them must have left on its order.
CAPTURED = """
SELECT a.shop_id, o.number, a.money, a.amount, a.currency
FROM payments_paymentattempt a
JOIN payments_provideraccount c ON c.id = a.account_id
JOIN orders_order o ON o.id = a.order_id
LEFT JOIN orders_payment p ON p.shop_id = a.shop_id AND p.provider = c.provider
    AND p.reference = a.money AND p.order_id = a.order_id AND p.kind = 'payment'
WHERE a.state = 'paid' AND p.id IS NULL AND {of_shop}
"""
# Nobody but the provider takes back what it reported.
VOIDED = """
SELECT p.shop_id, o.number, p.reference, p.amount, o.currency
FROM orders_payment p JOIN orders_order o ON o.id = p.order_id
WHERE p.kind = 'payment' AND p.provider <> '' AND p.voided_at IS NOT NULL AND {of_shop}
"""
GIVEN_BACK = """
SELECT p.shop_id, o.number, p.amount, CAST(SUM(r.amount) AS BIGINT), o.currency
FROM orders_payment p
JOIN orders_payment r ON r.of_id = p.id AND r.voided_at IS NULL
JOIN orders_order o ON o.id = p.order_id
WHERE {of_shop}
GROUP BY p.id, o.id
HAVING SUM(r.amount) > p.amount
"""
# The key of a later question ends with how often was asked.
LEFT = """
SELECT p.shop_id, o.number, p.amount, o.currency
FROM orders_payment p JOIN orders_order o ON o.id = p.order_id
WHERE p.pending AND p.voided_at IS NULL AND {of_shop} AND NOT EXISTS (
    SELECT 1 FROM core_job j WHERE j.shop_id = p.shop_id AND j.state <> 'dead' AND (
        j.key = 'payments.refund:' || CAST(p.id AS TEXT)
        OR j.key LIKE 'payments.ask_refund:' || CAST(p.id AS TEXT) || ':%'))
"""
LYING = """
SELECT n.shop_id, n.event_id, c.provider
FROM payments_providernotice n
JOIN payments_provideraccount c ON c.id = n.account_id
LEFT JOIN core_job j ON j.state <> 'dead' AND j.key =
    CASE WHEN n.state = 'unproven' THEN 'payments.prove:' ELSE 'payments.notice:' END
    || CAST(n.id AS TEXT)
WHERE n.state IN ('unproven', 'waiting', 'early') AND j.id IS NULL AND {of_shop}
"""


def booked(scope: Scope) -> Iterator[Finding]:
    """What a customer paid through a provider is a payment of the order, and stands."""
    for shop, number, reference, amount, currency in rows(
        CAPTURED.format(of_shop=scope.of_shop("a"))
    ):
        yield Finding(
            scope.slug(shop),
            number,
            _("%(amount)s was paid as %(reference)s, and no payment of the order says so.")
            % {"amount": money(amount, currency), "reference": reference},
        )
    for shop, number, reference, amount, currency in rows(
        VOIDED.format(of_shop=scope.of_shop("p"))
    ):
        yield Finding(
            scope.slug(shop),
            number,
            _("%(amount)s that the provider reported as %(reference)s does not count any more.")
            % {"amount": money(amount, currency), "reference": reference},
        )


def refunds(scope: Scope) -> Iterator[Finding]:
    """No more is given back than came, and what is on its way is asked about."""
    for shop, number, came, went, currency in rows(GIVEN_BACK.format(of_shop=scope.of_shop("p"))):
        yield Finding(
            scope.slug(shop),
            number,
            _("Of a payment of %(came)s, %(went)s was given back.")
            % {"came": money(came, currency), "went": money(went, currency)},
        )
    for shop, number, amount, currency in rows(LEFT.format(of_shop=scope.of_shop("p"))):
        yield Finding(
            scope.slug(shop),
            number,
            _("A refund of %(amount)s is on its way, and nobody will ask how it ended.")
            % {"amount": money(amount, currency)},
        )


def notices(scope: Scope) -> Iterator[Finding]:
    """A notice that waits has a job that will handle it."""
    for shop, name, provider in rows(LYING.format(of_shop=scope.of_shop("n"))):
        yield Finding(
            scope.slug(shop),
            f"{provider} {name}",
            _("The notice waits, and no job will handle it."),
        )
