"""Numbers run without gaps: each is an order or its tombstone."""

import re
from collections.abc import Iterator
from re import Pattern

from django.utils.translation import gettext as _

from comptoir.core.models import Counter, Event
from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.operations.snapshot import rows
from comptoir.shops.models import Shop

NUMBERS = """
SELECT o.number, CASE WHEN o.basket_id IS NULL THEN 0 ELSE 1 END
FROM orders_order o WHERE o.shop_id = {shop}
UNION ALL
SELECT t.number, 0 FROM orders_tombstone t WHERE t.shop_id = {shop}
"""
NUMBER = re.compile(r"\{number(?::(\d+))?\}")


def gaps(scope: Scope) -> Iterator[Finding]:
    """Up to the last one given, no number of a series is missing, and none is beyond it."""
    shops = Shop.objects.values_list("id", "slug", "number_format").order_by("id")
    if scope.shop_id is not None:
        shops = shops.filter(id=scope.shop_id)
    for shop_id, slug, number_format in shops.iterator():
        given = dict(
            Counter.objects.filter(shop_id=shop_id, series__startswith="order").values_list(
                "series", "value"
            )
        )
        if given:
            formats = {number_format, *_earlier_formats(shop_id)}
            yield from _of_shop(shop_id, slug, given, formats)


def pattern(number_format: str) -> Pattern[str]:
    """Matches exactly the numbers that the format writes; groups `year`, if any, and `n`."""
    found = NUMBER.search(number_format)
    width = int(found[1] or 0) if found else 0
    digits = rf"(?P<n>\d{{{width}}}|[1-9]\d{{{width},}})" if width else r"(?P<n>[1-9]\d*)"
    text = re.escape(NUMBER.sub("\x00", number_format).replace("{year}", "\x01"))
    text = text.replace("\x00", digits).replace("\x01", r"(?P<year>\d{4})")
    return re.compile(text)


def _earlier_formats(shop_id: int) -> set[str]:
    events = Event.objects.filter(
        shop_id=shop_id, subject_kind="shop", subject_id=shop_id, kind="shop.settings_changed"
    )
    said = (one for both in events.values_list("before", "after").iterator() for one in both)
    return {one["number_format"] for one in said if one.get("number_format")}


def _of_shop(
    shop_id: int, slug: str, given: dict[str, int], formats: set[str]
) -> Iterator[Finding]:
    patterns = [pattern(one) for one in sorted(formats)]
    # One byte a number: a million orders are a megabyte.
    seen = {series: bytearray(last + 1) for series, last in given.items()}
    for number, placed_here in rows(NUMBERS.format(shop=int(shop_id))):
        for series, n in _places(number, patterns):
            marks = seen.get(series)
            if marks is not None and n < len(marks):
                marks[n] = 1
            elif placed_here and len(patterns) == 1:
                yield Finding(
                    slug,
                    number,
                    _("It is beyond the last number given, %(last)s.")
                    % {"last": given.get(series, 0)},
                )
    for series, marks in seen.items():
        yield from _missing(slug, series, marks)


def _places(number: str, patterns: list[Pattern[str]]) -> Iterator[tuple[str, int]]:
    for one in patterns:
        found = one.fullmatch(number)
        if found:
            year = found.groupdict().get("year")
            yield (f"order:{year}" if year else "order"), int(found["n"])


def _missing(slug: str, series: str, marks: bytearray) -> Iterator[Finding]:
    first = marks.find(0, 1)
    while first != -1:
        after = marks.find(1, first)
        last = (after if after != -1 else len(marks)) - 1
        where = series.partition(":")[2]
        span = str(first) if first == last else f"{first}–{last}"
        yield Finding(
            slug,
            f"{where} {span}".strip(),
            _("No order has this number, and nothing says that one was deleted."),
        )
        first = marks.find(0, last + 1)
