"""A real SMTP server for tests, which can be slow, refuse, or break off."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Received:
    sender: str
    recipient: str
    mail: EmailMessage

    def part(self, kind: str) -> str:
        body = self.mail.get_body((kind,))
        assert body is not None
        return str(body.get_content()).replace("\r\n", "\n")


@dataclass
class Postbox:
    """What has arrived, and how the server behaves."""

    received: list[Received] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    data_answer: str = "250 2.0.0 taken"
    seconds: float = 0.0
    break_after: int | None = None
    sessions: set[int] = field(default_factory=set)

    async def handle_RCPT(  # noqa: N802 # the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.sessions.add(id(session))
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 # the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.break_after is not None and len(self.received) >= self.break_after:
            assert server.transport is not None
            server.transport.close()
            return "421 gone"
        if self.seconds:
            time.sleep(self.seconds)  # a server that hangs, hangs whole
        if self.data_answer.startswith("2"):
            content = envelope.content or b""
            assert isinstance(content, bytes)
            mail = message_from_bytes(content, policy=policy.default)
            for recipient in envelope.rcpt_tos:
                self.received.append(Received(str(envelope.mail_from), recipient, mail))
        return self.data_answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def smtp_server(postbox: Postbox, port: int = 0) -> Iterator[int]:
    """The server listens on 127.0.0.1; the value is its port."""
    chosen = port or free_port()
    controller = Controller(
        postbox, hostname="127.0.0.1", port=chosen, enable_SMTPUTF8=True, server_hostname="test"
    )
    controller.start()
    try:
        yield chosen
    finally:
        controller.stop()


def settings_for(port: int) -> dict[str, Any]:
    return {
        "host": "127.0.0.1",
        "port": port,
        "username": "",
        "password": "",
        "use_tls": False,
        "use_ssl": False,
    }
