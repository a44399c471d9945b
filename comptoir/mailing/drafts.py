"""Mails that are written but not yet kept."""

from dataclasses import dataclass

from comptoir.mailing.addresses import Sender
from comptoir.mailing.letter import Rendered


@dataclass(frozen=True, slots=True)
class Draft:
    """One mail to one recipient, as it will be sent."""

    kind: str
    recipient: str
    sender: Sender
    rendered: Rendered
