"""Search over orders: the same answers on both databases, newest first, in bounded work."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from comptoir.core.texts import folded
from comptoir.orders.models import Order, OrderSearch
from comptoir.orders.search_index import keys_of_shop

# Matches read at once; a page that needs more says how far back it looked.
LIMIT = 1_000
# Shorter words have no trigram.
_SHORTEST = 3

_SQLITE = """
    SELECT s.order_id
    FROM orders_search_fts f CROSS JOIN orders_ordersearch s ON s.key = f.rowid
    WHERE f.orders_search_fts MATCH %s AND f.rowid BETWEEN %s AND %s AND s.shop_id = %s {more}
    ORDER BY f.rowid {way} LIMIT %s
"""
# MATERIALIZED keeps the planner from walking the keys instead of the trigrams.
_POSTGRESQL = """
    WITH hits AS MATERIALIZED (
        SELECT s.key, s.order_id FROM orders_ordersearch s
        WHERE {match} AND s.shop_id = %s {more}
    )
    SELECT order_id FROM hits WHERE key BETWEEN %s AND %s ORDER BY key {way} LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Matching orders, newest or oldest first; `complete` is False if the limit was reached."""

    order_ids: list[int]
    complete: bool


def search(
    shop_id: int,
    text: str,
    *,
    beyond: int | None = None,
    newest_first: bool = True,
    limit: int = LIMIT,
) -> Found:
    """Orders of the shop in which every word of the text occurs, in whatever place they are.

    Words compare without accents and case, anywhere in number, name, e-mail, phone, company,
    SKUs, tracking numbers, comment; the order is that of the time placed. A text of less than
    three letters is the beginning of a number, and the order is that of numbers. `beyond` is
    the order to go on after. One statement, two with `beyond`.
    """
    words = folded(text).split()
    long_words = [word for word in words if len(word) >= _SHORTEST]
    if not words:
        return Found([], True)
    if not long_words:
        ids = _by_number(shop_id, "".join(text.split()), beyond, newest_first, limit)
    else:
        short = [word for word in words if len(word) < _SHORTEST]
        keys = _keys_beyond(shop_id, beyond, newest_first)
        ids = _by_text(shop_id, long_words, short, keys, newest_first, limit)
    return Found(ids[:limit], len(ids) <= limit)


def _by_number(
    shop_id: int, prefix: str, beyond: int | None, newest_first: bool, limit: int
) -> list[int]:
    """Orders whose number begins so: as typed, in capitals or small."""
    begins = Q()
    for text in {prefix, prefix.upper(), prefix.lower()}:
        if connection.vendor == "postgresql":
            begins |= Q(number__startswith=text)
        else:
            # LIKE reads no index on SQLite; a range does.
            begins |= Q(number__gte=text, number__lt=text + "\U0010ffff")
    orders = Order.objects.filter(begins, shop_id=shop_id)
    if beyond is not None:
        edge = Order.objects.filter(shop_id=shop_id, id=beyond).values_list("number", flat=True)
        last = edge.first() or ""
        orders = orders.filter(**{"number__lt" if newest_first else "number__gt": last})
    ordered = orders.order_by("-number" if newest_first else "number")
    return list(ordered.values_list("id", flat=True)[: limit + 1])


def _keys_beyond(shop_id: int, beyond: int | None, newest_first: bool) -> tuple[int, int]:
    """The range of keys to read: the whole shop, or what lies behind that order."""
    low, high = keys_of_shop(shop_id)
    if beyond is None:
        return low, high
    rows = OrderSearch.objects.filter(shop_id=shop_id, order_id=beyond)
    key = rows.values_list("key", flat=True).first()
    if key is None:
        return high, low
    return (low, key - 1) if newest_first else (key + 1, high)


def _by_text(
    shop_id: int,
    long_words: Sequence[str],
    short_words: Sequence[str],
    keys: tuple[int, int],
    newest_first: bool,
    limit: int,
) -> list[int]:
    way = "DESC" if newest_first else "ASC"
    values: list[int | str]
    if connection.vendor == "postgresql":
        like = " AND ".join(["s.text LIKE %s"] * len(long_words))
        more = "AND s.text LIKE %s " * len(short_words)
        statement = _POSTGRESQL.format(match=like, more=more, way=way)
        contained = [[f"%{_escaped(word)}%" for word in part] for part in (long_words, short_words)]
        values = [*contained[0], shop_id, *contained[1], *keys, limit + 1]
    else:
        more = "AND instr(s.text, %s) > 0 " * len(short_words)
        statement = _SQLITE.format(more=more, way=way)
        phrases = " AND ".join('"' + word.replace('"', '""') + '"' for word in long_words)
        values = [phrases, *keys, shop_id, *short_words, limit + 1]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [order_id for (order_id,) in cursor.fetchall()]


def _escaped(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)
