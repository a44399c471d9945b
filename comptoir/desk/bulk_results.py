"""What became of the last bulk step, kept in the visitor's session until the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comptoir.core.errors import NotFound
from comptoir.core.ids import reference
from comptoir.desk.bulk_steps import STEPS
from comptoir.orders.bulk import BulkResult

_KEY = "bulk"


@dataclass(frozen=True)
class Line:
    """One order's result. `event` is 0 where nothing was done that could be undone."""

    number: str
    text: str
    done: bool
    event: int = 0


@dataclass(frozen=True)
class Outcome:
    """A bulk step's results, refusals first. `step` is "undo" for one that took back another."""

    token: str
    shop: int
    step: str
    lines: Sequence[Line]
    cut: bool = False
    mails_left: int = 0

    @property
    def done(self) -> int:
        return sum(line.done for line in self.lines)

    @property
    def refused(self) -> list[Line]:
        return [line for line in self.lines if not line.done]

    @property
    def events(self) -> list[int]:
        return [line.event for line in self.lines if line.event]

    @property
    def summary(self) -> str:
        if self.step == "undo":
            said = ngettext(
                "%(count)d order is as before", "%(count)d orders are as before", self.done
            )
            return said % {"count": self.done}
        return str(STEPS[self.step].done % {"count": self.done})


def outcome(
    shop_id: int,
    step: str,
    results: Sequence[BulkResult],
    numbers: Mapping[int, str],
    now: datetime,
    *,
    cut: bool = False,
    mails_left: int = 0,
) -> Outcome:
    """The results as the page tells them, one line per order."""
    lines = [_line(step, result, numbers.get(result.order_id, ""), now) for result in results]
    lines.sort(key=lambda line: line.done)
    return Outcome(reference(), shop_id, step, lines, cut, mails_left)


def _line(step: str, result: BulkResult, number: str, now: datetime) -> Line:
    if result.event is None:
        return Line(number, _refusal(step, result), done=False)
    if result.event.at != now:
        # It had been so before: nothing of it is ours to take back.
        return Line(number, _("It was so already."), done=False)
    undoable = step not in {"undo", "purge"}
    return Line(number, "", done=True, event=result.event.id if undoable else 0)


def _refusal(step: str, result: BulkResult) -> str:
    if step == "remove_tag" and isinstance(result.refusal, NotFound):
        return _("It does not carry this tag.")
    return result.refusal.message if result.refusal else ""


def keep(request: HttpRequest, found: Outcome) -> None:
    """The next page can show the outcome."""
    request.session[_KEY] = asdict(found)


def kept(request: HttpRequest, shop_id: int, token: str) -> Outcome | None:
    """The outcome of that token, if it is this visitor's last one in this shop."""
    found: dict[str, Any] | None = request.session.get(_KEY) if token else None
    if not found or found["token"] != token or found["shop"] != shop_id:
        return None
    lines = [Line(**line) for line in found["lines"]]
    return Outcome(**{**found, "lines": lines})
