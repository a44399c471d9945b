"""What a check is, and what it finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True)
class Scope:
    """What is looked at: one shop or (None) all of them, at a moment."""

    now: datetime
    slugs: dict[int, str]
    """Every shop's part of its address, by id."""
    shop_id: int | None = None

    def of_shop(self, table: str) -> str:
        """The condition of SQL that keeps a table's rows to the shop looked at."""
        return "1 = 1" if self.shop_id is None else f"{table}.shop_id = {int(self.shop_id)}"

    def slug(self, shop_id: int | None) -> str:
        return self.slugs.get(shop_id or 0, "")


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be: in which shop, at which order or thing, and what."""

    shop: str
    where: str
    what: str


@dataclass(frozen=True)
class Check:
    """One question. `asks` is what is true when nothing is found, `todo` what helps otherwise."""

    name: str
    asks: str | Promise
    todo: str | Promise
    find: Callable[[Scope], Iterable[Finding]]


@dataclass
class Result:
    """What one check found: how many in all, and the first of them."""

    check: Check
    count: int = 0
    first: list[Finding] = field(default_factory=list)
