"""Sessions in the database, looked up at every click by a statement composed once."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session

from comptoir.core.clock import utc_now
from comptoir.core.prepared import Query

_living = Query(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    key=str,
    now=datetime,
)


class SessionStore(DatabaseSessions):
    """Django's own sessions; only the look-up is ours."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = _living.first(key=key, now=utc_now()) if key else None
        if found is None:
            self._session_key = None
        return found
