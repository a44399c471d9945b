"""A real SMTP server that counts what arrives."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Postbox:
    """How many mails each address got."""

    mails: dict[str, int] = field(default_factory=dict)
    total: int = 0
    _came: threading.Condition = field(default_factory=threading.Condition)

    async def handle_DATA(  # noqa: N802 # the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        with self._came:
            for recipient in envelope.rcpt_tos:
                self.mails[recipient] = self.mails.get(recipient, 0) + 1
                self.total += 1
            self._came.notify_all()
        return "250 2.0.0 taken"

    def wait(self, total: int, seconds: float = 60) -> None:
        """Returns once that many mails have come in all; stops the bench if they don't."""
        end = time.monotonic() + seconds
        with self._came:
            while self.total < total:
                if not self._came.wait(max(0.0, end - time.monotonic())):
                    raise SystemExit(f"{self.total} mails came instead of {total}")


@contextmanager
def smtp_server(port: int) -> Iterator[Postbox]:
    postbox = Postbox()
    handler: Any = postbox
    controller = Controller(
        handler, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True, server_hostname="bench"
    )
    controller.start()
    try:
        yield postbox
    finally:
        controller.stop()
