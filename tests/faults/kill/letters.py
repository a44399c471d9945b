"""What reached the mail server, counted by Message-ID."""

import time
from collections import defaultdict
from email.parser import BytesHeaderParser
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.mailing.server import Postbox


class Letters(Postbox):
    """Keeps of each mail only whom it went to, its Message-ID, and when it was taken."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: dict[tuple[str, str], list[float]] = defaultdict(list)

    async def handle_DATA(  # noqa: N802 # the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> Any:
        content = envelope.content or b""
        assert isinstance(content, bytes)
        name = str(BytesHeaderParser().parsebytes(content)["Message-ID"])
        for recipient in envelope.rcpt_tos:
            self.taken[recipient, name].append(time.monotonic())
        return self.data_answer
