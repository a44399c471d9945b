"""Search over orders: the same answers on both databases, newest first, in bounded work."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from comptoir.core.texts import folded
from comptoir.orders.models import Order, OrderSearch
from comptoir.orders.search_index import digits_of, keys_of_shop

# Matches read at once; a page that needs more says how far back it looked.
LIMIT = 1_000
# Shorter words have no trigram.
_SHORTEST = 3

# A phone as it is written anywhere, and so many of its last digits as it has in every spelling,
# with the country's number or without.
_PHONE = re.compile(r"(?:\+|\(?0)[0-9 ()./-]{8,}")
_OWN_DIGITS = 9

# Of a long word so many letters are looked up, and the word then compared with the row: each
# trigram more is a list to read, and those of domains and prefixes stand in every row. Where a
# word ends in a number, fewer tell enough; ends of names and streets are less well spread.
# Of several words fewer letters of each do: what one leaves over, the others take out.
_ALONE, _AMONG_OTHERS = (10, 5), (5, 4)
# PostgreSQL reads so many of the newest rows first, 0.25 µs each: a frequent word is found
# there, and the trigrams are asked only for words that few rows have.
_NEAR = 20_000

_SQLITE = """
    SELECT s.order_id
    FROM orders_search_fts f CROSS JOIN orders_ordersearch s ON s.key = f.rowid
    WHERE f.orders_search_fts MATCH %s AND f.rowid BETWEEN %s AND %s AND s.shop_id = %s {more}
    ORDER BY f.rowid {way} LIMIT %s
"""
# Whether there are rows beyond is asked where these did not suffice; its index answers.
_NEAREST = """
    WITH found AS MATERIALIZED (
        SELECT ARRAY(
            SELECT s.order_id FROM (
                SELECT key, order_id, text FROM orders_ordersearch
                WHERE key BETWEEN %s AND %s AND shop_id = %s ORDER BY key {way} LIMIT %s
            ) s WHERE {match} ORDER BY s.key {way} LIMIT %s
        ) AS ids
    )
    SELECT ids, CASE WHEN cardinality(ids) < %s THEN (
        SELECT count(*) FROM (
            SELECT FROM orders_ordersearch WHERE key BETWEEN %s AND %s LIMIT %s
        ) keys
    ) END FROM found
"""
# MATERIALIZED keeps the planner from walking the keys, in their order, instead of the trigrams.
_POSTGRESQL = """
    WITH hits AS MATERIALIZED (
        SELECT s.key, s.order_id FROM orders_ordersearch s
        WHERE {match} AND s.key BETWEEN %s AND %s AND s.shop_id = %s {more}
    )
    SELECT order_id FROM hits ORDER BY key {way} LIMIT %s
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
    SKUs, tracking numbers, comment; the order is that of the time placed. A phone is found in
    whatever groups it is written. A text of less than
    three letters is the beginning of a number, and the order is that of numbers. `beyond` is
    the order to go on after. One statement, on PostgreSQL two for rare words;
    one more with `beyond`.
    """
    words = _words(text)
    if not words:
        return Found([], True)
    if all(len(word) < _SHORTEST for word in words):
        ids = _by_number(shop_id, "".join(text.split()), beyond, newest_first, limit)
    else:
        keys = _keys_beyond(shop_id, beyond, newest_first)
        ids = _by_text(shop_id, words, keys, newest_first, limit)
    return Found(ids[:limit], len(ids) <= limit)


def _words(text: str) -> list[str]:
    """What must occur: a phone is looked for by its own digits, whatever stands between them."""
    plain = folded(text)
    digits = digits_of(plain) if _PHONE.fullmatch(plain) else ""
    return [digits[-_OWN_DIGITS:]] if len(digits) >= _OWN_DIGITS else plain.split()


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
    words: Sequence[str],
    keys: tuple[int, int],
    newest_first: bool,
    limit: int,
) -> list[int]:
    way = "DESC" if newest_first else "ASC"
    if connection.vendor == "postgresql":
        near, beyond = _nearest(shop_id, words, keys, way, limit)
        if not beyond:
            return near
        return _by_trigrams(shop_id, words, keys, way, limit)
    phrases = " AND ".join('"' + core.replace('"', '""') + '"' for core in _cores(words))
    compared = _compared(words)
    statement = _SQLITE.format(more="AND instr(s.text, %s) > 0 " * len(compared), way=way)
    return _ids(statement, [phrases, *keys, shop_id, *compared, limit + 1])


def _nearest(
    shop_id: int, words: Sequence[str], keys: tuple[int, int], way: str, limit: int
) -> tuple[list[int], bool]:
    """What the nearest rows hold, and whether others must be asked too."""
    match = " AND ".join(["position(%s in s.text) > 0"] * len(words))
    ends = [limit + 1, limit + 1, *keys, _NEAR]
    with connection.cursor() as cursor:
        cursor.execute(
            _NEAREST.format(match=match, way=way), [*keys, shop_id, _NEAR, *words, *ends]
        )
        found, rows = cursor.fetchone()
    return list(found), rows is not None and rows >= _NEAR


def _by_trigrams(
    shop_id: int, words: Sequence[str], keys: tuple[int, int], way: str, limit: int
) -> list[int]:
    cores, compared = _cores(words), _compared(words)
    statement = _POSTGRESQL.format(
        match=" AND ".join(["s.text LIKE %s"] * len(cores)),
        # LIKE would ask the index for all of the word's trigrams.
        more="AND position(%s in s.text) > 0 " * len(compared),
        way=way,
    )
    contained = [f"%{_escaped(core)}%" for core in cores]
    return _ids(statement, [*contained, *keys, shop_id, *compared, limit + 1])


def _ids(statement: str, values: Sequence[int | str]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [order_id for (order_id,) in cursor.fetchall()]


def _cores(words: Sequence[str]) -> list[str]:
    """What the index is asked for: of each long word the end, of an address that before the @."""
    long = [word for word in words if len(word) >= _SHORTEST]
    return [_core(word, alone=len(long) == 1) for word in long]


def _core(word: str, *, alone: bool) -> str:
    letters, of_numbers = _ALONE if alone else _AMONG_OTHERS
    at = word.find("@") + 1
    part = word[:at] if at >= _SHORTEST else word
    end = part[-of_numbers:]
    return end if sum(map(str.isdigit, end)) >= _SHORTEST else part[-letters:]


def _compared(words: Sequence[str]) -> list[str]:
    """What is compared with the rows that the index gave: all but words that were looked up whole."""
    whole = set(_cores(words))
    return [word for word in words if word not in whole]


def _escaped(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)
