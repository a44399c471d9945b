"""A backup leaves no table out that isn't named here, and fills none before what it points at."""

import pytest
from django.db import connection, models

from comptoir.operations.backup.tables import carried, tables
from tests.operations_backup.contents import ASIDE, tables_of_the_database

# No models: counters of sign-in limits, Django's own list, the search's index.
NO_MODELS = {"core_cache", "django_migrations"}

pytestmark = pytest.mark.django_db


def test_every_table_is_carried_or_left_out_on_purpose() -> None:
    there = {
        name
        for name in tables_of_the_database()
        if not name.startswith(("orders_search_fts", "sqlite_"))
    }
    assert {table.name for table in tables()} == there - ASIDE - NO_MODELS


def test_every_column_of_the_database_is_carried() -> None:
    for table in tables():
        with connection.cursor() as cursor:
            found = connection.introspection.get_table_description(cursor, table.name)
        assert {column.name for column in found} == {column.name for column in table.columns}


def test_tables_come_after_those_they_point_at() -> None:
    order = {model: nth for nth, model in enumerate(carried())}
    for model, nth in order.items():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is not model:
                assert order[field.related_model] < nth
