from datetime import datetime

from comptoir.core import jobs
from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.payments.bank.kinds import READ_FILE
from comptoir.payments.models import BankFile, CsvLayout
from comptoir.payments.statements.csv_mapping import Mapping
from comptoir.shops.rights import PAY


def explain_csv(
    *,
    shop_id: int,
    file_id: int,
    signature: str,
    mapping: Mapping,
    actor: Actor,
    now: datetime,
) -> BankFile:
    """The meaning of a CSV's columns is kept for every file with these headings, and the file is read."""
    actor.require(PAY, shop_id)
    with write():
        found = locked(BankFile.objects.filter(shop_id=shop_id, id=file_id)).first()
        if found is None:
            raise NotFound
        CsvLayout.objects.update_or_create(
            shop_id=shop_id,
            signature=signature,
            defaults={"mapping": mapping.as_json(), "changed_at": now},
        )
        if found.state == BankFile.State.UNMAPPED:
            found.state = BankFile.State.WAITING
            found.save(update_fields=["state"])
            jobs.enqueue(
                shop_id=shop_id,
                kind=READ_FILE,
                key=f"{READ_FILE}:{found.id}:{now.timestamp()}",
                payload={"file": found.id},
                now=now,
            )
    return found
