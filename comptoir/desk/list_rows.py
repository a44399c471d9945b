"""The rows of the orders list as HTML: fifty at a time, so in plain Python."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comptoir.desk.list_query import ListQuery
from comptoir.desk.order_words import (
    CANCELLED,
    HANDLING,
    PLACE,
    country_named,
    money_mark,
    named,
)
from comptoir.orders.queries.rows import Row
from comptoir.shops.models import Shop
from comptoir.ui.addresses import address
from comptoir.ui.amounts import money
from comptoir.ui.chips import chip
from comptoir.ui.moments import when


def drawn(rows: Iterable[Row], shop: Shop, query: ListQuery, *, ticks: bool) -> SafeString:
    """Every row: who, where, how, and its state chips; `ticks`: each with its box."""
    by_change = query.sort.endswith("changed_at")
    tick = escape(_("Tick order %(number)s"))
    return mark_safe(  # every value is escaped in its place
        "".join(
            f'''
    <div class="row" data-row>
      {_tick(row.number, tick) if ticks else ""}
      <a class="row-link num" href="{escape(address("desk:order", shop.slug, row.number))}">{escape(row.number)}</a>
      <span class="row-when">{when(row.changed_at if by_change else row.placed_at)}</span>
      <span class="row-main">{_who(row)}</span>
      <span class="row-tags">{_tags(row.tags)}</span>
      <span class="row-side row-items">{_items(row.items)}</span>
      <span class="row-side">{escape(named(row.delivery, shop.language))}</span>
      <span class="row-amount">{money(row.total, row.currency)}</span>
      <span class="row-states">{_states(row, query)}</span>
    </div>'''
            for row in rows
        )
    )


def _tick(number: str, label: str) -> str:
    number = escape(number)
    return (
        f'<label class="row-check"><input type="checkbox" name="order" value="{number}"'
        f' aria-label="{label % {"number": number}}"></label>'
    )


def _who(row: Row) -> str:
    both = row.company and row.name
    who = f"{row.company}, {row.name}" if both else row.company or row.name or row.email
    where = row.city or country_named(row.country)
    return escape(who) + (f'<span class="quiet"> · {escape(where)}</span>' if where else "")


def _tags(tags: Iterable[str]) -> str:
    return "".join(f'<span class="tag">{escape(tag)}</span>' for tag in tags)


def _items(number: int) -> str:
    return _items_said(number, get_language())


@lru_cache(maxsize=2048)
def _items_said(number: int, _language: str | None) -> str:
    return escape(ngettext("%(count)s item", "%(count)s items", number) % {"count": number})


def _states(row: Row, query: ListQuery) -> str:
    """What the row's chips say; that all are in one place need not be said."""
    place = "active" if query.place else row.place
    return _states_said(row.payment_state, row.handling, place, row.cancelled, get_language())


@lru_cache(maxsize=1024)
def _states_said(
    payment_state: str, handling: str, place: str, cancelled: bool, _language: str | None
) -> str:
    marks = [money_mark(payment_state, cancelled=cancelled), HANDLING[handling]]
    if cancelled:
        marks[1] = CANCELLED
    elif place != "active":
        marks[1] = PLACE[place]
    return "".join(chip(mark.label, mark.tone, mark.shape) for mark in marks)
