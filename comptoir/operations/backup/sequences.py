"""The next ids: ids of rows that are gone are not given again, as histories still name them."""

from django.db import connection

from comptoir.operations.backup.tables import Table


def last_ids(tables: list[Table]) -> dict[str, int]:
    """Table → the last id given, for those that number their rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            given = dict(cursor.fetchall())
            return {one.name: given[one.name] for one in tables if given.get(one.name)}
        found = {}
        for table in tables:
            if sequence := _sequence(table):
                cursor.execute(f"SELECT CASE WHEN is_called THEN last_value END FROM {sequence}")  # noqa: S608  # a name of the database
                last = cursor.fetchone()[0]
                if last is not None:
                    found[table.name] = last
        return found


def set_last_ids(tables: list[Table], given: dict[str, int]) -> None:
    """The next row of each table gets an id above all that were given."""
    known = {table.name: table for table in tables}
    with connection.cursor() as cursor:
        for name, last in given.items():
            if name not in known:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, last]
                )
            elif sequence := _sequence(known[name]):
                cursor.execute("SELECT setval(%s, %s)", [sequence, last])


def _sequence(table: Table) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.key])
        found: str | None = cursor.fetchone()[0]
    return found
