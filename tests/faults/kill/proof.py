"""What must be true afterwards, read from the database and from what customers and server saw.

Django must be set up before this is called.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from tests.faults.kill.furnish import BOWLS, CUPS, OWNER
from tests.faults.kill.site import Kill

# A second mail is excused by a kill so soon after the server took the first (seconds).
EXCUSED = 3.0
# A server that dies takes what it ran with it, up to half a second later.
BEFORE = 0.6


def faults(told: Mapping[str, str]) -> list[str]:
    """What is wrong with orders, numbers and stock; nothing, one hopes."""
    return [*_orders(told), *_numbers(), *_stock()]


def _orders(told: Mapping[str, str]) -> list[str]:
    from comptoir.core.models import Event
    from comptoir.orders.models import Order

    there = list(Order.objects.values_list("email", "token"))
    doubled = [email for email, count in Counter(email for email, _ in there).items() if count > 1]
    found = [f"two orders: {email}" for email in doubled]
    found += [f"lost: {email}" for email in told.items() - set(there)]
    found += [f"nobody was told of: {email}" for email in set(there) - told.items()]
    placed = Event.objects.filter(kind="order.placed").count()
    if placed != len(there):
        found.append(f"{placed} events for {len(there)} orders")
    return found


def _numbers() -> list[str]:
    from comptoir.orders.models import Order

    numbers = sorted(int(number.split("-")[1]) for number in _column(Order, "number"))
    if numbers != list(range(1, len(numbers) + 1)):
        return [f"numbers have gaps or doubles: {numbers[:3]} … {numbers[-3:]}"]
    return []


def _column(model: type, name: str) -> list[str]:
    return list(model.objects.values_list(name, flat=True))  # type: ignore[attr-defined] # any model


def _stock() -> list[str]:
    from django.db.models import Sum

    from comptoir.catalog.models import StockChange, Variant
    from comptoir.orders.models import OrderLine

    found = []
    for variant in Variant.objects.all():
        sold = OrderLine.objects.filter(variant=variant).aggregate(n=Sum("quantity"))["n"] or 0
        ledger = StockChange.objects.filter(variant=variant).aggregate(n=Sum("delta"))["n"]
        first = {"cup": CUPS, "bowl": BOWLS}[variant.sku]
        if not (variant.stock == first - sold == ledger and variant.stock >= 0):
            found.append(f"{variant.sku}: {first} - {sold} sold, {variant.stock}, ledger {ledger}")
    return found


def mail_faults(
    told: Mapping[str, str],
    taken: Mapping[tuple[str, str], Sequence[float]],
    kills: Sequence[Kill],
    paid: Mapping[str, str] | None = None,
) -> list[str]:
    """What is wrong with the mails: one for each customer, one notice for each order.

    Those in `paid` got a second one, which says that their money came.
    """
    owed = Counter(list(told) + list(paid or {}))
    per_customer = Counter(to for to, _name in taken if to != OWNER)
    notices = sum(to == OWNER for to, _name in taken)
    found = [f"{per_customer[to]} mails for {to}" for to in told if per_customer[to] != owed[to]]
    found += [f"a mail for nobody: {to}" for to in per_customer.keys() - told.keys()]
    if notices != len(told):
        found.append(f"{notices} notices for {len(told)} orders")
    for (to, _name), times in taken.items():
        if len(times) > 1 and not excused(times, kills):
            found.append(f"{to} got {len(times)} without a kill in between")
    return found


def excused(times: Sequence[float], kills: Sequence[Kill]) -> bool:
    """True if after each time but the last something was killed at once."""
    return all(
        any(-BEFORE <= kill.at - taken <= EXCUSED and kill.at <= again for kill in kills)
        for taken, again in pairwise(times)
    )
