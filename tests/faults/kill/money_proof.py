"""What must be true of money afterwards: what the providers moved is booked, each once."""

from collections import Counter
from collections.abc import Mapping

from tests.faults.kill.tills import Moved, Tills


def money_faults(tills: Tills, paid: Mapping[str, str]) -> list[str]:
    """What is wrong with payments, refunds, states and notices; nothing, one hopes."""
    taken, back = tills.taken(), tills.given_back()
    return [
        *_each_once("payment", taken),
        *_each_once("refund", back),
        *_each_pays_once(taken, paid),
        *_states(taken, back),
        *_notices(tills),
    ]


def _each_once(kind: str, moved: list[Moved]) -> list[str]:
    from comptoir.orders.models import Payment

    rows = Payment.objects.filter(kind=kind).values_list("reference", "order__token", "amount")
    booked = Counter(Moved(*row) for row in rows)
    there = Counter(moved)
    found = [f"{kind} lost: {one}" for one in (there - booked).elements()]
    found += [f"{kind} of nobody, or twice: {one}" for one in (booked - there).elements()]
    odd = Payment.objects.exclude(voided_at=None) | Payment.objects.filter(pending=True)
    return found + [f"voided or pending: {one.reference}" for one in odd]


def _each_pays_once(taken: list[Moved], paid: Mapping[str, str]) -> list[str]:
    """Nobody's money is asked for twice, and nobody's approval comes to nothing."""
    times = Counter(one.token for one in taken)
    found = [f"taken {times[token]} times: {token}" for token in paid.values() if times[token] != 1]
    return found + [f"taken from nobody: {one}" for one in times.keys() - set(paid.values())]


def _states(taken: list[Moved], back: list[Moved]) -> list[str]:
    from comptoir.core.models import Event
    from comptoir.orders.models import Order

    some = {one.token for one in back}
    wanted = {one.token: "partly_refunded" if one.token in some else "paid" for one in taken}
    found = [
        f"{number} is {state}"
        for number, token, state in Order.objects.values_list("number", "token", "payment_state")
        if state != wanted.get(token, "unpaid")
    ]
    told = Event.objects.filter(kind="order.paid").count()
    if told != len(taken):
        found.append(f"{told} events for {len(taken)} payments")
    return found


def _notices(tills: Tills) -> list[str]:
    """What was answered with yes is there, once, and came to its end."""
    from comptoir.payments.models import ProviderNotice

    there = Counter(ProviderNotice.objects.values_list("event_id", flat=True))
    found = [f"notice taken and lost: {name}" for name in tills.carriers.taken.keys() - set(there)]
    found += [f"notice kept {times} times: {name}" for name, times in there.items() if times > 1]
    rows = ProviderNotice.objects.exclude(state="handled").values_list("event_id", "state")
    return found + [f"notice {name} is {state}" for name, state in rows]
