"""What is owed is being done."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comptoir.core.models import Job, Outbox
from comptoir.operations.doctor.finding import Finding, Scope

# A worker looks several times a second; whatever is due for so long is not being looked at.
TOO_LONG = timedelta(minutes=15)


def events(scope: Scope) -> Iterator[Finding]:
    """No event waits long for what reacts to it, and none fails again and again."""
    waiting = Outbox.objects.filter(
        Q(not_before__lt=scope.now - TOO_LONG) | Q(attempts__gte=3) | Q(state="dead"),
        **_of(scope),
    )
    found = waiting.order_by("id").values_list(
        "shop_id", "event__kind", "event_id", "attempts", "last_error"
    )
    for shop, kind, event, attempts, error in found.iterator():
        what = (
            _("Tried %(attempts)s times: %(error)s") % {"attempts": attempts, "error": error}
            if attempts
            else _("It has been due for more than 15 minutes.")
        )
        yield Finding(scope.slug(shop), f"{kind} #{event}", what)


def jobs(scope: Scope) -> Iterator[Finding]:
    """No job is overdue."""
    late = scope.now - TOO_LONG
    overdue = Job.objects.filter(
        Q(state=Job.State.WAITING, run_at__lt=late)
        | Q(state=Job.State.RUNNING, lease_until__lt=late),
        **_of(scope),
    )
    groups = overdue.order_by().values_list("shop_id", "kind").annotate(Count("id"), Min("run_at"))
    for shop, kind, count, since in groups:
        what = ngettext(
            "%(count)s job has been due since %(since)s.",
            "%(count)s jobs have been due, the oldest since %(since)s.",
            count,
        )
        yield Finding(
            scope.slug(shop), kind, what % {"count": count, "since": f"{since:%Y-%m-%d %H:%M} UTC"}
        )


def dead(scope: Scope) -> Iterator[Finding]:
    """No job was given up."""
    given_up = Job.objects.filter(state=Job.State.DEAD, **_of(scope)).order_by("id")
    for shop, kind, key, error in given_up.values_list(
        "shop_id", "kind", "key", "last_error"
    ).iterator():
        yield Finding(
            scope.slug(shop), f"{kind} {key}", _("Given up: %(error)s") % {"error": error or "–"}
        )


def _of(scope: Scope) -> dict[str, int]:
    return {} if scope.shop_id is None else {"shop_id": scope.shop_id}
