"""A mail server on this machine that delivers everything into one local mailbox."""

import logging
import socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from comptoir.demo.letterbox import keep


class PostOffice:
    """Takes every mail; nothing leaves the machine."""

    async def handle_DATA(  # noqa: N802 # the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        if not isinstance(content, bytes):
            return "554 no content"
        for recipient in envelope.rcpt_tos:
            keep(content, sender=str(envelope.mail_from), recipient=recipient)
        return "250 2.0.0 in the mailbox"


def open_post_office(port: int) -> Controller:
    """The server listens on 127.0.0.1 until the process ends."""
    # Its log tells every word of every conversation.
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    options: dict[str, Any] = {"enable_SMTPUTF8": True, "server_hostname": "localhost"}
    controller = Controller(PostOffice(), hostname="127.0.0.1", port=port, **options)
    controller.start()
    return controller


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
