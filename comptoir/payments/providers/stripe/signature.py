"""Stripe's signature over the raw body of a notice.

After https://docs.stripe.com/webhooks/signature (header `Stripe-Signature`: t, v1; HMAC-SHA256
of `t.body`; a tolerance against replays). Checked here and not by Stripe's library, because
the moment is ours to say and a body that is not text must be refused, not fail.
"""

import hmac
from datetime import datetime
from hashlib import sha256

from comptoir.payments.providers.interface import Forged

TOLERANCE_SECONDS = 300


def verify(header: str, body: bytes, secret: str, *, now: datetime) -> None:
    """Returns for a body that was signed with the secret, lately; raises Forged otherwise."""
    moment, signatures = _parts(header)
    if not secret or not moment.isascii() or not moment.isdigit() or len(moment) > 12:
        raise Forged
    expected = hmac.new(secret.encode(), moment.encode() + b"." + body, sha256).hexdigest()
    if not any(hmac.compare_digest(expected, one) for one in signatures):
        raise Forged
    # Both ways: a clock that runs ahead would make a notice good for longer.
    if abs(now.timestamp() - int(moment)) > TOLERANCE_SECONDS:
        raise Forged


def sign(body: bytes, secret: str, *, at: datetime) -> str:
    """The header as Stripe would write it; the stand-in of the tests signs with this."""
    moment = str(int(at.timestamp()))
    mark = hmac.new(secret.encode(), moment.encode() + b"." + body, sha256).hexdigest()
    return f"t={moment},v1={mark}"


def _parts(header: str) -> tuple[str, list[str]]:
    moment, signatures = "", []
    for part in header[:2000].split(","):
        name, _, value = part.strip().partition("=")
        if name == "t":
            moment = value
        elif name == "v1" and value.isascii():
            signatures.append(value)
    return moment, signatures
