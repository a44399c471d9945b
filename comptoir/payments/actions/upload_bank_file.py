from datetime import datetime

from comptoir.core import jobs
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.payments.bank.kinds import READ_FILE
from comptoir.payments.models import BankFile
from comptoir.shops.rights import PAY


def upload_bank_file(
    *,
    shop_id: int,
    file: str,
    file_name: str,
    account: str,
    dry_run: bool,
    language: str,
    queued: bool = True,
    actor: Actor,
    now: datetime,
) -> BankFile:
    """The worker will read that file of the store; the value says what came of it.

    `account` is for a CSV that names none; with `dry_run` nothing is kept but the
    report; `queued` is False for who reads it at once.
    """
    actor.require(PAY, shop_id)
    with write():
        found = BankFile.objects.create(
            shop_id=shop_id,
            file=file,
            file_name=file_name,
            account=account,
            dry_run=dry_run,
            account_id=actor.id,
            said_by=actor.name,
            language=language,
            created_at=now,
        )
        if queued:
            jobs.enqueue(
                shop_id=shop_id,
                kind=READ_FILE,
                key=f"{READ_FILE}:{found.id}",
                payload={"file": found.id},
                now=now,
            )
    return found
