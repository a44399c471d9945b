"""Conditions written into the statement, where the planner must see their values."""

from typing import Any

from django.db.models import Q, Value
from django.db.models.sql.compiler import SQLCompiler


class Literal(Value):
    """A constant of our own that stands in the SQL itself, not beside it as a parameter.

    SQLite reads a partial index only if the statement repeats the index's condition, and it
    does not look into parameters for that. Never for anything that came from outside.
    """

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        text = str(self.value)
        if not text.isidentifier():
            raise ValueError(f"not a word of ours: {text!r}")
        return f"'{text}'", ()


def literal(condition: Q) -> Q:
    """The same condition with its words as literals."""
    found = condition.copy()
    found.children = [_child(child) for child in found.children]
    return found


def _child(child: Any) -> Any:
    if isinstance(child, Q):
        return literal(child)
    if not isinstance(child, tuple):
        return child  # an expression, which writes its own words
    name, value = child
    if isinstance(value, str):
        return name, Literal(value)
    if isinstance(value, tuple):
        return name, [Literal(word) for word in value]
    return child
