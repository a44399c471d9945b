"""Which changes a database has seen, and bringing an empty one to where a backup's was."""

from collections.abc import Iterable

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Migration = tuple[str, str]


def applied() -> set[Migration]:
    """What was done to this database; empty for one that was never set up."""
    return set(MigrationRecorder(connection).applied_migrations())


def unknown(wanted: Iterable[Migration]) -> list[Migration]:
    """Those that this version of Comptoir doesn't have."""
    known = set(MigrationLoader(None).disk_migrations)
    return sorted(set(wanted) - known)


def set_up(wanted: set[Migration]) -> None:
    """An empty database has seen exactly what the backup's had."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    last = [
        node
        for node in wanted
        if node in graph.nodes
        and not any(
            child.key[0] == node[0] and child.key in wanted
            for child in graph.node_map[node].children
        )
    ]
    executor.migrate(sorted(last))


def bring_up_to_date() -> None:
    """The database has seen all that this version has, and its statistics are fresh."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
