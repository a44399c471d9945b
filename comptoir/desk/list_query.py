"""The address of an orders list: what it asks for, and the addresses beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from comptoir.orders.queries.cursors import DEFAULT_SORT, SORTS
from comptoir.orders.queries.filters import WAITING, Filters
from comptoir.orders.states import Handling, PaymentState, Place

# Every word an address of the list may carry, in the order it is written.
NAMES = (
    "place",
    "waiting",
    "q",
    "payment",
    "handling",
    "cancelled",
    "delivery",
    "method",
    "country",
    "from",
    "to",
    "tag",
    "sort",
    "at",
)
# What narrows the list, apart from where it looks and how it is sorted.
NARROWING = (
    "waiting",
    "payment",
    "handling",
    "cancelled",
    "delivery",
    "method",
    "country",
    "from",
    "to",
    "tag",
)
_LONGEST = 200


@dataclass(frozen=True)
class ListQuery:
    """The words of an address that were understood; whatever else it said is left out."""

    words: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.words.get(name, "")

    @property
    def sort(self) -> str:
        return self.get("sort") or DEFAULT_SORT

    @property
    def narrowed(self) -> bool:
        return any(self.get(name) for name in NARROWING)

    @property
    def search(self) -> str:
        return self.get("q")

    @property
    def place(self) -> str:
        """Where the list looks: a search looks at active and archived orders alike, ""."""
        return self.get("place") or ("" if self.search else Place.ACTIVE.value)

    def filters(self) -> Filters:
        delivery, method, cancelled = (self.get(n) for n in ("delivery", "method", "cancelled"))
        return Filters(
            place=Place.ACTIVE.value if self.get("waiting") else self.place,
            waiting=self.get("waiting"),
            payment=self.get("payment"),
            handling=self.get("handling"),
            cancelled={"yes": True, "no": False}.get(cancelled),
            delivery_method_id=int(delivery) if delivery else None,
            payment_method_id=int(method) if method else None,
            date_from=_day(self.get("from")),
            date_to=_day(self.get("to")),
            country=self.get("country"),
            tag=self.get("tag"),
            search=self.search,
        )

    def but(self, **words: str) -> str:
        """The address of the same list with other words; its first page, unless `at` is given.

        Names that are reserved in Python are written with a line at the end: `from_`.
        """
        changed = {name.rstrip("_"): value for name, value in words.items()}
        return address({**self.words, "at": "", **changed})

    @property
    def address(self) -> str:
        """This list's first page, as a saved view keeps it."""
        return self.but()

    def without(self, *names: str) -> str:
        return address({**self.words, "at": "", **dict.fromkeys(names, "")})

    def kept(self, *left_out: str) -> list[tuple[str, str]]:
        """Names and values for a GET form's hidden fields, but those it asks itself."""
        return [
            (name, value)
            for name, value in self.words.items()
            if value and name != "at" and name not in left_out
        ]


def parse(given: Mapping[str, str]) -> ListQuery:
    """The query of an address; words that nobody wrote there are left out, not refused."""
    found = {name: given.get(name, "").strip()[:_LONGEST] for name in NAMES}
    allowed = {
        "place": Place.values,
        "waiting": tuple(WAITING),
        "payment": PaymentState.values,
        "handling": Handling.values,
        "cancelled": ("yes", "no"),
        "sort": [sort for sort in SORTS if sort != DEFAULT_SORT],
    }
    for name, values in allowed.items():
        if found[name] not in values:
            found[name] = ""
    for name in ("delivery", "method"):
        if not (found[name].isascii() and found[name].isdigit() and len(found[name]) < 19):
            found[name] = ""
    for name in ("from", "to"):
        if _day(found[name]) is None:
            found[name] = ""
    if not (len(found["country"]) == 2 and found["country"].isascii()):
        found["country"] = ""
    if found["place"] == Place.ACTIVE.value and not found["q"]:
        found["place"] = ""
    return ListQuery({name: value for name, value in found.items() if value})


def query_of(text: str) -> ListQuery:
    """The list that a query string asks for, at whatever page."""
    return parse(QueryDict(text.removeprefix("?")).dict())


def address(words: Mapping[str, str]) -> str:
    """The words as a query string in their order, with its question mark; "?" for none."""
    return "?" + urlencode([(name, words[name]) for name in NAMES if words.get(name)])


def at(query: ListQuery, cursor: str | None) -> str:
    """The address of the page at that cursor; "" for none."""
    return query.but(at=cursor) if cursor else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
