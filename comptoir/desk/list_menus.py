"""The menus above the orders list: what each filter offers, and where it leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from babel.dates import format_skeleton
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from comptoir.desk.list_query import ListQuery
from comptoir.desk.order_words import HANDLING, PAYMENT, countries, country_named, named
from comptoir.orders.queries.choices import Choices
from comptoir.shops.models import Shop
from comptoir.shops.queries import saved_views
from comptoir.ui.frames import Link

Word = str | Promise
SORT_WORDS: dict[str, Word] = {
    "-placed_at": gettext_lazy("Newest first"),
    "placed_at": gettext_lazy("Oldest first"),
    "-changed_at": gettext_lazy("Last changed first"),
    "changed_at": gettext_lazy("Longest unchanged first"),
    "-total": gettext_lazy("Highest total first"),
    "total": gettext_lazy("Lowest total first"),
}
WAITING_WORDS: dict[str, Word] = {
    "to_be_paid": gettext_lazy("To be paid"),
    "to_dispatch": gettext_lazy("To dispatch"),
    "to_archive": gettext_lazy("To archive"),
    "paid_cancelled": gettext_lazy("Paid but cancelled"),
}
# Only there when there is something to decide.
SELDOM = frozenset({"paid_cancelled"})


@dataclass(frozen=True)
class Group:
    """Links of one filter under a heading ("" for none); the first one takes the filter off."""

    heading: str
    links: Sequence[Link]


@dataclass(frozen=True)
class Menu:
    """A filter's menu. `summary` says what it narrows to now, "" for nothing."""

    name: str
    label: str
    summary: str
    groups: Sequence[Group] = field(default_factory=tuple)

    @property
    def active(self) -> bool:
        return bool(self.summary)


def show_links(query: ListQuery) -> list[Link]:
    """Active, archived, trash; while searching also both at once."""
    places = [("", _("Active and archived"))] if query.search else []
    places += [
        ("active", pgettext("orders", "Active")),
        ("archived", pgettext("orders", "Archived")),
        ("trash", pgettext("orders", "Trash")),
    ]
    now = "" if query.get("waiting") and not query.get("place") else query.get("place")
    current = now or ("" if query.search else "active")
    return [
        Link(word, query.but(place=_shown(place, query), waiting=""), current=place == current)
        for place, word in places
    ]


def _shown(place: str, query: ListQuery) -> str:
    return "" if place == "active" and not query.search else place


def view_links(shop: Shop, query: ListQuery) -> list[Link]:
    """All orders, then the shop's saved views; the one that is shown is marked."""
    links = [Link(_("All orders"), "?", current=query.address == "?")]
    for name, saved in saved_views(shop.id):
        links.append(Link(name, saved or "?", current=query.address == saved))
    return links


def sort_links(query: ListQuery) -> list[Link]:
    """Every order the list offers."""
    return [
        Link(str(word), query.but(sort="" if sort == "-placed_at" else sort), sort == query.sort)
        for sort, word in SORT_WORDS.items()
    ]


def menus(shop: Shop, query: ListQuery, known: Choices, today: date) -> list[Menu]:
    """Payment, handling, delivery, date, tag."""
    return [
        _payment(shop, query, known),
        _handling(query),
        _delivery(shop, query, known),
        _dates(query, today),
        _tags(query, known),
    ]


def _payment(shop: Shop, query: ListQuery, known: Choices) -> Menu:
    states = [(state, str(mark.label)) for state, mark in PAYMENT.items()]
    methods = [(str(key), named(names, shop.language)) for key, names in known.payment]
    groups = [
        _group(query, "payment", "", _("Any payment"), states),
        _group(query, "method", _("Payment method"), _("Any method"), methods),
    ]
    return _menu("payment", _("Payment"), groups, query)


def _handling(query: ListQuery) -> Menu:
    states = [(state, str(mark.label)) for state, mark in HANDLING.items()]
    answers = [("no", _("Not cancelled")), ("yes", _("Cancelled"))]
    groups = [
        _group(query, "handling", "", _("Any handling"), states),
        _group(query, "cancelled", _("Cancelled"), _("Either"), answers),
    ]
    return _menu("handling", _("Handling"), groups, query)


def _delivery(shop: Shop, query: ListQuery, known: Choices) -> Menu:
    methods = [(str(key), named(names, shop.language)) for key, names in known.delivery]
    groups = [_group(query, "delivery", "", _("Any delivery"), methods)]
    menu = _menu("delivery", _("Delivery"), groups, query)
    if country := query.get("country"):
        said = [menu.summary, country_named(country)]
        return Menu(menu.name, menu.label, ", ".join(filter(None, said)), menu.groups)
    return menu


def _dates(query: ListQuery, today: date) -> Menu:
    month = today.replace(day=1)
    last_month = month - timedelta(days=1)
    spans = [
        (_("Today"), today, today),
        (_("Last 7 days"), today - timedelta(days=6), today),
        (_("This month"), month, today),
        (_("Last month"), last_month.replace(day=1), last_month),
    ]
    chosen = (query.get("from"), query.get("to"))
    links = [Link(_("Any date"), query.but(from_="", to=""), current=chosen == ("", ""))]
    summary = _span(*chosen)
    for word, first, last in spans:
        span = (first.isoformat(), last.isoformat())
        links.append(Link(word, query.but(from_=span[0], to=span[1]), current=chosen == span))
        summary = word if chosen == span else summary
    return Menu("date", _("Date"), summary, [Group("", links)])


def _span(first: str, last: str) -> str:
    """The days between which a list looks, as the reader's language writes them."""
    language = (get_language() or "en").replace("-", "_")
    days = [
        format_skeleton("yMMMd", date.fromisoformat(day), locale=language) if day else ""
        for day in (first, last)
    ]
    if not any(days) or days[0] == days[1]:
        return days[0]
    return " – ".join(day or "…" for day in days)


def _tags(query: ListQuery, known: Choices) -> Menu:
    tags = [(tag, tag) for tag in known.tags]
    if (chosen := query.get("tag")) and chosen not in known.tags:
        tags.insert(0, (chosen, chosen))
    group = _group(query, "tag", "", pgettext("orders with", "Any tag"), tags)
    return _menu("tag", _("Tag"), [group], query)


def _group(
    query: ListQuery, name: str, heading: str, anything: str, offered: Iterable[tuple[str, str]]
) -> Group:
    chosen = query.get(name)
    links = [Link(anything, query.but(**{name: ""}), current=not chosen)]
    links += [
        Link(word, query.but(**{name: value}), current=value == chosen) for value, word in offered
    ]
    return Group(heading, links)


def _menu(name: str, label: str, groups: Sequence[Group], query: ListQuery) -> Menu:
    said = [link.label for group in groups for link in group.links[1:] if link.current]
    return Menu(name, label, ", ".join(said), [g for g in groups if len(g.links) > 1])


def country_options() -> SafeString:
    """Every country as <option>s, written once per language."""
    return _country_options(get_language() or "en")


@lru_cache(maxsize=16)
def _country_options(language: str) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', countries())
