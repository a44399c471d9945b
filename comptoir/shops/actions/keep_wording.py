from datetime import datetime
from hashlib import sha256

from comptoir.core.database import write
from comptoir.shops.models import Wording


def keep_wording(*, shop_id: int, language: str, text: str, now: datetime) -> Wording:
    """The text is kept as it is now, once however often it is accepted."""
    digest = sha256(text.encode()).hexdigest()
    found = Wording.objects.filter(shop_id=shop_id, language=language, digest=digest)
    kept = found.first()
    if kept is not None:
        return kept
    with write():
        row = Wording(shop_id=shop_id, language=language, digest=digest, text=text)
        Wording.objects.bulk_create([row], ignore_conflicts=True)
        return found.get()
