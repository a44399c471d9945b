"""Which tables a backup carries, in an order in which they can be filled, and their columns."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models

from comptoir.core.models import Tally

# Signed-in people sign in again, limits begin anew; the others are made by `migrate`.
LEFT_OUT: frozenset[type[models.Model]] = frozenset(
    {Session, Tally, ContentType, Permission, Group}
)
# The first that fits wins.
KINDS: tuple[tuple[type[models.Field[object, object]], str], ...] = (
    (models.JSONField, "json"),
    (models.BooleanField, "bool"),
    (models.DateTimeField, "time"),
    (models.DateField, "date"),
    (models.BinaryField, "bytes"),
    (models.IntegerField, "int"),
    (models.AutoField, "int"),
    (models.TextField, "text"),
    (models.CharField, "text"),
    (models.FileField, "text"),
)


@dataclass(frozen=True)
class Column:
    """kind: int, text, bool, json, time (UTC), date or bytes."""

    name: str
    kind: str


@dataclass(frozen=True)
class Table:
    name: str
    key: str
    columns: tuple[Column, ...]


def tables() -> list[Table]:
    """Every table of the project, each after those that it points at."""
    return [_table(model) for model in carried()]


def carried() -> list[type[models.Model]]:
    left = [model for model in apps.get_models(include_auto_created=True) if _is_carried(model)]
    left.sort(key=lambda model: model._meta.db_table)
    ordered: list[type[models.Model]] = []
    while left:
        ready = [model for model in left if _points_at(model).isdisjoint(set(left) - {model})]
        if not ready:
            names = ", ".join(model._meta.db_table for model in left)
            raise RuntimeError(f"these tables point at each other: {names}")
        ordered += ready
        left = [model for model in left if model not in ready]
    return ordered


def _is_carried(model: type[models.Model]) -> bool:
    if model._meta.proxy or not model._meta.managed or model in LEFT_OUT:
        return False
    return _points_at(model).isdisjoint(LEFT_OUT)


def _points_at(model: type[models.Model]) -> set[type[models.Model]]:
    fields = model._meta.concrete_fields
    return {field.related_model for field in fields if isinstance(field, models.ForeignKey)}


def _table(model: type[models.Model]) -> Table:
    columns = [Column(str(field.column), _kind(field)) for field in model._meta.concrete_fields]
    return Table(model._meta.db_table, str(model._meta.pk.column), tuple(columns))


def _kind(field: models.Field[object, object]) -> str:
    aimed = getattr(field, "target_field", field)
    for known, kind in KINDS:
        if isinstance(aimed, known):
            return kind
    raise TypeError(f"{field}: backups don't know this kind of column yet")
