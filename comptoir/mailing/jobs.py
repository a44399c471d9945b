"""The job that sends mails."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext_lazy as _

from comptoir.core.jobs import LEASE, ending, give_back
from comptoir.core.models import Job
from comptoir.core.prepared import Query
from comptoir.mailing.actions.drop_job import drop_job
from comptoir.mailing.actions.note_failure import note_failure
from comptoir.mailing.actions.note_sent import note_sent
from comptoir.mailing.mime import ascii_domain, needs_utf8, on_the_wire
from comptoir.mailing.models import Message
from comptoir.mailing.rules import TRIES_WHEN_REFUSED
from comptoir.mailing.smtp import Line, Refusal, Unreachable, kept_line

log = structlog.get_logger()
# Without a server mails wait; looked after again when somebody may have set one.
WAIT_FOR_SERVER = timedelta(seconds=60)
LAST_START = LEASE.total_seconds() / 4
LONGEST = LEASE.total_seconds() / 2
AGAIN_SECONDS = 0.5
# Said once a minute; tried for ten seconds more by a process that was told to end.
SAID_EVERY, LAST_TRIES = 120, 20
LABEL = _("Send a mail")
NO_SERVER = "EMAIL_URL is not set."

_messages = Query(lambda ids: Message.objects.select_related("body").filter(id__in=ids), ids=[int])


def send(jobs: Sequence[Job], now: datetime) -> None:
    """Each mail of the batch was sent over one connection, or waits for its next try.

    Mails that the lease leaves no time for are given back untried. The connection stays
    open for a while: the next order's mails need no new one.
    """
    server = settings.COMPTOIR_MAIL_SERVER
    if server is None:
        give_back(jobs, run_at=now + WAIT_FOR_SERVER, reason=NO_SERVER)
        return
    rows = {row.id: row for row in _messages.all(ids=[job.payload["message"] for job in jobs])}
    line, clock, faults = kept_line(server), _Clock(now), _Faults()
    for place, job in enumerate(jobs):
        if clock.elapsed > LAST_START and not faults.server_is_away:
            give_back(jobs[place:], run_at=clock.now)
            return
        _send_one(line, job, rows.get(job.payload["message"]), clock, faults)


class _Faults:
    """Faults of the server in a row. After two, the rest of the batch does not ask it again."""

    def __init__(self) -> None:
        self.in_a_row = 0
        self.last = ""

    @property
    def server_is_away(self) -> bool:
        return self.in_a_row >= 2


class _Clock:
    """The time of the batch: where it began, and how far it has come."""

    def __init__(self, start: datetime) -> None:
        self._start, self._began = start, time.monotonic()

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self._began

    @property
    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.elapsed)


def _send_one(
    line: Line, job: Job, message: Message | None, clock: _Clock, faults: _Faults
) -> None:
    due = {Message.State.WAITING, Message.State.FAILED}
    if message is None or message.state not in due or not hasattr(message, "body"):
        drop_job(job)
        return
    try:
        if faults.server_is_away:
            raise Unreachable(faults.last)
        answer = _say(line, message, max(1.0, LONGEST - clock.elapsed))
    except Refusal as refusal:
        faults.in_a_row = 0
        last = refusal.permanent and job.attempts + 1 >= TRIES_WHEN_REFUSED
        reason = "refused" if refusal.permanent else "delayed"
        note_failure(job, message, reason, refusal.answer, clock.now, give_up=last)
    except Unreachable as fault:
        faults.in_a_row, faults.last = faults.in_a_row + 1, str(fault)
        note_failure(job, message, "server", str(fault), clock.now)
    except ValueError as error:  # an address or header that no server would take
        note_failure(job, message, "not_an_address", str(error), clock.now, give_up=True)
    else:
        faults.in_a_row = 0
        _note_sent(job, message, answer, clock)


def _note_sent(job: Job, message: Message, answer: str, clock: _Clock) -> None:
    """The mail has left: a database that is away just now is waited for, for as long as it takes.

    Otherwise the mail would be sent a second time. So it is if another worker finds the lease
    over before this one finds the database back, or if this one must end.
    """
    tries, last = count(), LAST_TRIES
    while True:
        try:
            note_sent(job, message, answer, clock.now)
            return
        except (OperationalError, InterfaceError) as error:
            last -= ending.is_set()
            if last < 0:
                raise
            if next(tries) % SAID_EVERY == 0:
                log.warning("database away; a mail that left waits for it", error=str(error))
            connection.close()
            time.sleep(AGAIN_SECONDS)


def _say(line: Line, message: Message, timeout: float) -> str:
    return line.send(
        ascii_domain(message.sender),
        ascii_domain(message.recipient),
        on_the_wire(message),
        utf8=needs_utf8([message.sender, message.recipient, message.reply_to]),
        timeout=timeout,
    )
