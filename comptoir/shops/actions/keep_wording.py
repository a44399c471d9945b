from datetime import datetime
from hashlib import sha256

from comptoir.core.database import write
from comptoir.core.prepared import Query
from comptoir.shops.models import Wording

_kept = Query(
    lambda shop_id, language, digest: Wording.objects.filter(
        shop_id=shop_id, language=language, digest=digest
    ),
    shop_id=int,
    language=str,
    digest=str,
)


def keep_wording(*, shop_id: int, language: str, text: str, now: datetime) -> Wording:
    """The text is kept as it is now, once however often it is accepted."""
    digest = sha256(text.encode()).hexdigest()
    kept = _kept.first(shop_id=shop_id, language=language, digest=digest)
    if kept is not None:
        return kept
    found = Wording.objects.filter(shop_id=shop_id, language=language, digest=digest)
    with write():
        row = Wording(shop_id=shop_id, language=language, digest=digest, text=text)
        Wording.objects.bulk_create([row], ignore_conflicts=True)
        return found.get()
