"""Rows point at rows that are there, and of the same shop."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.operations.snapshot import rows

# What points at orders without a foreign key, and under which condition.
LOOSE = (("core_event", "subject_id", "subject_kind = 'order'"),)
FAULTS = """
SELECT c.{shop}, c.{key}, CASE WHEN p.{target} IS NULL THEN 1 ELSE 0 END
FROM {table} c LEFT JOIN {other} p ON p.{target} = c.{column}
WHERE c.{column} IS NOT NULL AND (p.{target} IS NULL{apart}){of_shop}
"""
Pointer = tuple[str, str, str, str, str, bool, bool]


def sound(scope: Scope) -> Iterator[Finding]:
    """No reference leads nowhere or into another shop."""
    for table, column, key, other, target, has_shop, both in pointers():
        if scope.shop_id is not None and not has_shop:
            continue
        statement = FAULTS.format(
            shop="shop_id" if has_shop else key,
            key=key,
            table=table,
            column=column,
            other=other,
            target=target,
            apart=" OR p.shop_id <> c.shop_id" if both else "",
            of_shop=f" AND {_either(scope, both=both)}" if has_shop else "",
        )
        yield from _told(scope, statement, table, column, has_shop=has_shop)
    for table, column, condition in LOOSE:
        statement = (
            f"SELECT c.shop_id, c.id, CASE WHEN p.id IS NULL THEN 1 ELSE 0 END FROM {table} c "  # noqa: S608  # names of ours
            f"LEFT JOIN orders_order p ON p.id = c.{column} "
            f"WHERE c.{condition} AND (p.id IS NULL OR p.shop_id <> c.shop_id) "
            f"AND {_either(scope, both=True)}"
        )
        yield from _told(scope, statement, table, column, has_shop=True)


def _either(scope: Scope, *, both: bool) -> str:
    """Of the shop looked at on this side, or on the other one."""
    return f"({scope.of_shop('c')} OR {scope.of_shop('p')})" if both else scope.of_shop("c")


def _told(
    scope: Scope, statement: str, table: str, column: str, *, has_shop: bool
) -> Iterator[Finding]:
    for shop, key, missing in rows(statement):
        yield Finding(
            scope.slug(shop) if has_shop else "",
            f"{table} #{key}",
            (
                _("%(column)s points at a row that is not there.")
                if missing
                else _("%(column)s points at a row of another shop.")
            )
            % {"column": column},
        )


def pointers() -> Iterator[Pointer]:
    """Every foreign key of the rooms: table, column, key, the other table and its key."""
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("comptoir."):
            continue
        has_shop = _has_shop(model)
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                other = field.related_model
                yield (
                    model._meta.db_table,
                    str(field.column),
                    str(model._meta.pk.column),
                    other._meta.db_table,
                    str(field.target_field.column),
                    has_shop,
                    has_shop and _has_shop(other),
                )


def _has_shop(model: type[models.Model]) -> bool:
    return any(field.column == "shop_id" for field in model._meta.concrete_fields)
