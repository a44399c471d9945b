"""What a database and its storage hold, read without any code of backups."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

# Made anew by `migrate`, or not carried on purpose.
ASIDE = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "core_tally",
    "django_content_type",
    "django_session",
    "shops_account_groups",
    "shops_account_user_permissions",
}


def contents() -> dict[str, dict[Any, Any]]:
    """Table → key → the row's values, as Python has them on both databases."""
    found: dict[str, dict[Any, Any]] = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in ASIDE:
            names = [field.attname for field in model._meta.concrete_fields]
            found[table] = {
                row[0]: dict(zip(names, map(_plain, row[1:]), strict=True))
                for row in model._default_manager.order_by("pk").values_list("pk", *names)
            }
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, memoryview | bytes):
        return hashlib.sha256(bytes(value)).hexdigest()
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True)
    return value


def stored() -> dict[str, str]:
    """Name → digest of every file in the storage."""
    root = Path(settings.MEDIA_ROOT)
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def tables_of_the_database() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))
