"""A notice comes in: it is checked offline, stored, and answered; the worker does the rest."""

import hashlib
from datetime import datetime

from comptoir.payments import credentials
from comptoir.payments.actions.keep_notice import keep_notice
from comptoir.payments.models import ProviderAccount
from comptoir.payments.providers.interface import (
    CertificateMissing,
    Forged,
    Headers,
    NotUnderstood,
    ProviderTrouble,
)
from comptoir.payments.queries.notices import crowded

LONGEST = 512 * 1024


def receive(account: ProviderAccount, headers: Headers, body: bytes, *, now: datetime) -> bool:
    """The notice is stored, once; False for one that is not the provider's.

    What can't be told genuine from false here and now is stored apart, under a name of ours.
    """
    provider = credentials.of(account)
    try:
        name, text = provider.event_name(body), body.decode()
        if "\0" in text or not name.isprintable():
            raise Forged
        provider.verify(credentials.opened(account), headers, body, now=now)
    except CertificateMissing:
        if crowded(account.id):
            return False
        name, proven = _unproven(provider.kept_headers(headers), body), False
    except (Forged, NotUnderstood, UnicodeDecodeError, ProviderTrouble):
        return False
    else:
        proven = True
    keep_notice(
        shop_id=account.shop_id,
        account_id=account.id,
        event_id=name,
        body=text,
        headers=provider.kept_headers(headers),
        proven=proven,
        now=now,
    )
    return True


def _unproven(headers: Headers, body: bytes) -> str:
    mark = hashlib.sha256(repr(sorted(headers.items())).encode() + body).hexdigest()
    return f"unproven:{mark}"
