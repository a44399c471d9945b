"""What the orders list shows, as values for its templates."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from comptoir.core.actor import Actor
from comptoir.core.clock import day_in, utc_now
from comptoir.core.money import format_money
from comptoir.desk.bulk_results import Line, Outcome
from comptoir.desk.bulk_steps import offered
from comptoir.desk.list_menus import (
    SELDOM,
    SORT_WORDS,
    WAITING_WORDS,
    country_options,
    menus,
    show_links,
    sort_links,
    view_links,
)
from comptoir.desk.list_query import NARROWING, ListQuery, at
from comptoir.desk.list_rows import drawn
from comptoir.desk.order_words import country_named
from comptoir.orders.queries.choices import Choices, choices
from comptoir.orders.queries.counts import LIMIT, Counters, counters
from comptoir.orders.queries.figures import Figure, month_figures
from comptoir.orders.queries.listing import Page, exists
from comptoir.shops.models import Shop
from comptoir.ui.addresses import address
from comptoir.ui.frames import Link

if TYPE_CHECKING:
    from comptoir.desk.access import DeskRequest


def page_of(request: "DeskRequest", query: ListQuery, found: Page) -> dict[str, Any]:
    """The rows, what stands around them, and the steps that can be taken with them.

    What is the same for the next visitor is drawn once: each part names what it depends on.
    """
    shop, rights = request.shop, request.actor.rights
    known = choices(shop.id)
    today = day_in(utc_now(), shop.zone)
    figures = month_figures(shop.id)
    # A search is somebody's own: its links would only push out those that come again.
    words = None if query.search else query.address
    seen = (shop.id, request.revision, words, today, rights, tuple(known.tags))
    return results(shop, query, found, request.actor, known.tags) | {
        "around": SimpleLazyObject(lambda: around(shop, query, known, today)),
        "waiting": waiting_links(counters(shop.id), query),
        "above_key": None if words is None else seen,
        "months": SimpleLazyObject(lambda: [_month(figure, shop) for figure in figures]),
        "months_key": (shop.id, request.revision, tuple(figures)),
    }


def results(
    shop: Shop, query: ListQuery, found: Page, actor: Actor, tags: list[str]
) -> dict[str, Any]:
    """The rows, the pages beside them, and the steps that can be taken with them."""
    steps = offered(query.filters().place, actor)
    newer, older = _pager_words(query.sort)
    pages = bool(found.newer or found.older or found.go_on)
    return {
        "shop": shop,
        "query": query,
        "rows": drawn(found.rows, shop, query, ticks=bool(steps)),
        "newer_url": at(query, found.newer),
        "newer_word": newer,
        "older_url": at(query, found.older),
        "older_word": older,
        "go_on_url": at(query, found.go_on),
        "note": _note(found, shop),
        "page_address": query.but(at=query.get("at")),
        "clear_url": query.without("q", *NARROWING),
        "steps": steps,
        "tags": tags,
        "tagging": any(step.needs_tag for step in steps),
        "bar_key": (tuple(step.name for step in steps), tuple(tags), pages),
        "any_order": bool(found.rows) or exists(shop.id),
        "shop_url": _address("storefront:home", shop),
    }


def around(shop: Shop, query: ListQuery, known: Choices, today: date) -> dict[str, Any]:
    """What stands above the rows: menus, views, sorts."""
    views, show = view_links(shop, query), show_links(query)
    current_view = next((link.label for link in views if link.current), "")
    return {
        "list_url": reverse("desk:orders", args=[shop.slug]),
        "menus": menus(shop, query, known, today),
        "show": show,
        "show_word": next(link.label for link in show if link.current),
        "sorts": sort_links(query),
        "sort_word": SORT_WORDS[query.sort],
        "views": views,
        "view_word": current_view,
        "can_save": not current_view,
        "country_options": country_options(),
        "country_word": country_named(query.get("country")),
        "country_kept": query.kept("country"),
        "date_kept": query.kept("from", "to"),
        "date_from": query.get("from"),
        "date_to": query.get("to"),
    }


def outcome_shown(shop: Shop, outcome: Outcome | None) -> dict[str, Any]:
    """The last bulk step's results, each order a link to its page while it is there."""
    if outcome is None:
        return {}
    gone = outcome.step == "purge"
    done = [line for line in outcome.lines if line.done]
    return {
        "outcome": outcome,
        "outcome_tone": "warn" if outcome.refused else "done",
        "outcome_refused": _lines(shop, outcome.refused, link=True),
        "outcome_done": _lines(shop, done, link=not gone),
        "undo_url": reverse("desk:orders_bulk_undo", args=[shop.slug]),
        "limit": len(outcome.lines),
    }


def waiting_links(found: Counters, query: ListQuery) -> list[Link]:
    """The counters, each leading to its view; the one that is shown leads back to all."""
    numbers = (found.to_be_paid, found.to_dispatch, found.to_archive, found.paid_cancelled)
    links = []
    for (name, word), number in zip(WAITING_WORDS.items(), numbers, strict=True):
        on = query.get("waiting") == name
        if name in SELDOM and not number and not on:
            continue
        target = "?" if on else f"?waiting={name}"
        links.append(Link(str(word), target, current=on, count=capped(number)))
    return links


def capped(number: int) -> str:
    """The number as the reader's language writes it; "1,000+" beyond what is counted."""
    return f"{_grouped(LIMIT)}+" if number > LIMIT else _grouped(number)


def _pager_words(sort: str) -> tuple[str, str]:
    """What the buttons before and after the rows are called."""
    if sort == "-placed_at":
        return pgettext("orders", "Newer"), pgettext("orders", "Older")
    if sort == "placed_at":
        return pgettext("orders", "Older"), pgettext("orders", "Newer")
    return _("Back"), _("Further")


def _note(found: Page, shop: Shop) -> str:
    """How far a list looked that did not look at everything; "" for one that did."""
    if not found.whole:
        return _("Only the newest matches are sorted here. Narrow the search to see the others.")
    back_to = found.searched_back_to
    if back_to is None:
        return ""
    if isinstance(back_to, datetime):
        day = timezone.localtime(back_to, ZoneInfo(shop.zone)).date()
        return _("Searched back to %(day)s.") % {"day": _said(day, "long")}
    amount = format_money(back_to, shop.currency, _locale())
    return _("Searched as far as %(amount)s.") % {"amount": amount}


def _month(figure: Figure, shop: Shop) -> dict[str, Any]:
    said = _said(date.fromisoformat(f"{figure.month}-01"), "LLLL yyyy")
    return {
        "month": said[:1].upper() + said[1:],
        "orders": _grouped(figure.orders),
        "total": figure.total,
        "currency": shop.currency,
    }


def _lines(shop: Shop, lines: Sequence[Line], *, link: bool) -> list[dict[str, str]]:
    return [
        {
            "number": line.number,
            "text": line.text,
            "url": address("desk:order", shop.slug, line.number) if link else "",
        }
        for line in lines
        if line.number
    ]


def _address(route: str, shop: Shop) -> str:
    try:
        return reverse(route, args=[shop.slug])
    except NoReverseMatch:
        return ""


def _said(day: date, style: str) -> str:
    return format_date(day, style, locale=_locale())


def _grouped(number: int) -> str:
    return format_decimal(number, locale=_locale())


def _locale() -> str:
    return (get_language() or "en").replace("-", "_")
