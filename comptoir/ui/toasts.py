"""The quiet line at the foot: what was done, and the way back while there is one."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

from comptoir.core.clock import utc_now

TONES = ("done", "warn", "danger")
# Django's own levels, for messages of parts that know nothing of toasts.
_BY_LEVEL = {messages.WARNING: "warn", messages.ERROR: "danger"}
_MARK = "toast:"


@dataclass(frozen=True, slots=True)
class Toast:
    text: str
    tone: str = "done"
    undo_url: str = ""
    undo_until: str = ""

    @property
    def seconds_left(self) -> int:
        """Seconds until the mail leaves; 0 when it has, or when none is owed."""
        if not self.undo_until:
            return 0
        left = (datetime.fromisoformat(self.undo_until) - utc_now()).total_seconds()
        return max(0, round(left))


def toast(
    request: HttpRequest,
    text: str | Promise,
    *,
    tone: str = "done",
    undo_url: str = "",
    undo_until: datetime | None = None,
) -> None:
    """The next page of this visitor shows the line once."""
    if tone not in TONES:
        raise ValueError(f"unknown tone: {tone}")
    until = undo_until.isoformat() if undo_until else ""
    shown = asdict(Toast(str(text), tone, undo_url, until))
    messages.info(request, shown.pop("text"), extra_tags=_MARK + json.dumps(shown))


def waiting(request: HttpRequest) -> Iterable[Toast]:
    """Every line that is due; reading takes them off."""
    for message in messages.get_messages(request):
        tags = message.extra_tags or ""
        if tags.startswith(_MARK):
            yield Toast(text=message.message, **json.loads(tags.removeprefix(_MARK)))
        else:
            yield Toast(str(message.message), _BY_LEVEL.get(message.level, "done"))
