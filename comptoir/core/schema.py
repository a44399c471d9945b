"""Whether the database is as this version needs it."""

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections
from django.db.migrations.executor import MigrationExecutor


def pending_migrations() -> list[str]:
    """Changes of the database that this version needs and that were not made yet."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def unprepared() -> bool:
    """The database answers, and wants `comptoir migrate` first."""
    try:
        return bool(pending_migrations())
    except (DatabaseError, InterfaceError):
        return False
