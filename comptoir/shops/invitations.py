"""Invitations: a secret in the mail, its hash in the database."""

from datetime import datetime, timedelta
from hashlib import sha256

from comptoir.shops.errors import InvitationGone
from comptoir.shops.models import Invitation

LASTS = timedelta(days=7)


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def open_invitation(token: str, now: datetime) -> Invitation:
    """The invitation that the secret opens. Raises InvitationGone."""
    rows = Invitation.objects.select_related("shop", "invited_by")
    found = rows.filter(token_hash=hash_of(token), accepted_at=None, expires_at__gt=now).first()
    if found is None:
        raise InvitationGone
    return found
