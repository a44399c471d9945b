"""Asks every check its question."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from comptoir.operations.doctor.finding import Check, Result, Scope
from comptoir.operations.snapshot import one_snapshot
from comptoir.shops.models import Shop

SHOWN = 20


def examine(
    checks: Sequence[Check], *, now: datetime, shop_id: int | None = None, shown: int = SHOWN
) -> Iterator[Result]:
    """A result for each check, all of one moment; `shown` findings of each are kept."""
    with one_snapshot():
        slugs = dict(Shop.objects.values_list("id", "slug"))
        scope = Scope(now, slugs, shop_id)
        for check in checks:
            yield ask(check, scope, shown)


def ask(check: Check, scope: Scope, shown: int = SHOWN) -> Result:
    result = Result(check)
    for finding in check.find(scope):
        result.count += 1
        if result.count <= shown:
            result.first.append(finding)
    return result
