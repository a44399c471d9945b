"""One conversation with the mail server, for a whole batch of mails and those that follow soon."""

import smtplib
import time
from dataclasses import dataclass
from threading import local
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from comptoir.mailing.rules import is_permanent

CLOSING = 421
# An open connection spares greeting, TLS and sign-in; servers drop silent ones after minutes.
IDLE_SECONDS = 10.0
# After such a silence the server is asked whether it is still there, before it gets a mail.
SURE_SECONDS = 1.0
MAILS = 100


class Unreachable(Exception):
    """The server did not answer, or broke off: nothing is known against the mail."""


@dataclass
class Refusal(Exception):
    """The server said no to this mail; the connection is good for the next."""

    code: int
    answer: str

    @property
    def permanent(self) -> bool:
        return is_permanent(self.code)


class Line:
    """A connection that opens when it is first needed and again after it broke."""

    def __init__(self, server: dict[str, Any]) -> None:
        self.server = server
        self._backend: EmailBackend | None = None
        self._used = 0.0
        self._mails = 0

    def send(self, sender: str, recipient: str, mail: bytes, *, utf8: bool, timeout: float) -> str:
        """The server has taken the mail; its answer. Raises Refusal, Unreachable."""
        try:
            smtp = self._open(timeout)
            self._mails += 1
            answer = _converse(smtp, sender, recipient, mail, utf8=utf8)
            self._used = time.monotonic()
            return answer
        except Refusal as refusal:
            if refusal.code == CLOSING:
                self.close()
            raise
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Unreachable(f"{type(error).__name__}: {error}") from error

    def _open(self, timeout: float) -> smtplib.SMTP:
        self._drop_if_worn(timeout)
        if self._backend is None:
            backend = EmailBackend(**self.server, timeout=int(min(timeout, settings.EMAIL_TIMEOUT)))
            backend.open()
            self._backend, self._used, self._mails = backend, time.monotonic(), 0
        smtp = self._backend.connection
        if smtp is None:
            raise smtplib.SMTPServerDisconnected("no connection")
        _limit(smtp, timeout)
        return smtp

    def _drop_if_worn(self, timeout: float) -> None:
        if self._backend is None:
            return
        silent = time.monotonic() - self._used
        smtp = self._backend.connection
        if (
            self._mails >= MAILS
            or silent > IDLE_SECONDS
            or smtp is None
            or (silent > SURE_SECONDS and not _answers(smtp, timeout))
        ):
            self.close()

    def close_if_silent(self) -> None:
        if self._backend is not None and time.monotonic() - self._used > IDLE_SECONDS:
            self.close()

    def close(self) -> None:
        backend, self._backend = self._backend, None
        if backend is not None and backend.connection is not None:
            try:
                backend.connection.quit()
            except (smtplib.SMTPException, OSError):
                backend.connection.close()


_kept = local()


def kept_line(server: dict[str, Any]) -> Line:
    """This thread's line to the server, perhaps still open from the mails before."""
    line: Line | None = getattr(_kept, "line", None)
    if line is None or line.server != server:
        if line is not None:
            line.close()
        line = _kept.line = Line(server)
    return line


def hang_up() -> None:
    """This thread's line is closed if nothing was said on it for a while."""
    line: Line | None = getattr(_kept, "line", None)
    if line is not None:
        line.close_if_silent()


def _limit(smtp: smtplib.SMTP, timeout: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(min(timeout, settings.EMAIL_TIMEOUT))


def _answers(smtp: smtplib.SMTP, timeout: float) -> bool:
    try:
        _limit(smtp, timeout)
        return smtp.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _converse(smtp: smtplib.SMTP, sender: str, recipient: str, mail: bytes, *, utf8: bool) -> str:
    smtp.ehlo_or_helo_if_needed()
    options = ["SMTPUTF8", "BODY=8BITMIME"] if utf8 else []
    if utf8 and not smtp.has_extn("smtputf8"):
        raise Refusal(553, "This mail server can't take addresses with accents before the @.")
    _expect(smtp, smtp.mail(sender, options))
    _expect(smtp, smtp.rcpt(recipient))
    try:
        code, answer = smtp.data(mail)
    except smtplib.SMTPDataError as error:
        code, answer = error.smtp_code, _as_bytes(error.smtp_error)
    _expect(smtp, (code, answer))
    return _said(code, answer)


def _expect(smtp: smtplib.SMTP, reply: tuple[int, bytes]) -> None:
    """Returns for a yes; after a no the server is ready for the next mail."""
    code, answer = reply
    if 200 <= code < 300:
        return
    if code == -1:
        raise smtplib.SMTPServerDisconnected("no answer")
    if code != CLOSING:
        smtp.rset()
    raise Refusal(code, _said(code, answer))


def _said(code: int, answer: bytes) -> str:
    return f"{code} {answer.decode('utf-8', 'replace')}"[:500]


def _as_bytes(answer: bytes | str) -> bytes:
    return answer.encode() if isinstance(answer, str) else answer
