"""What a process remembers of a shop, for as long as the shop's set-up does not change.

Every set-up action records an event, and each such event moves the shop's revision on, in
the action's own transaction. Who asks reads the revision (one look-up) and finds what was
kept under it, or reads anew: never stale, in as many processes and machines as there are.
Stock is not set-up: it is read each time.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar, cast

from comptoir.core.counters import next_number
from comptoir.core.database import in_write
from comptoir.core.models import Counter
from comptoir.core.prepared import Query

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
SERIES = "revision"
SHOPS, VALUES = 100, 4000

_value = Query(
    lambda shop_id: Counter.objects.filter(shop_id=shop_id, series=SERIES).values_list("value")[:1],
    shop_id=int,
)
_looking: ContextVar[Mapping[int, int]] = ContextVar(
    "comptoir_revisions", default=MappingProxyType({})
)


@dataclass
class _Shelf:
    revision: int
    values: dict[Hashable, Any] = field(default_factory=dict)


_shelves: OrderedDict[int, _Shelf] = OrderedDict()
_lock = Lock()


def revision(shop_id: int) -> int:
    """How often the shop's set-up has changed; one statement."""
    found = _value.first(shop_id=shop_id)
    return int(found[0]) if found else 0


def moved_on(shop_id: int) -> None:
    """What was kept of the shop holds no longer; called in the transaction of the change."""
    next_number(shop_id, SERIES)


@contextmanager
def looking(shop_id: int, at: int) -> Iterator[None]:
    """Inside, what is kept is that of this revision of the shop, without asking again."""
    token = _looking.set({**_looking.get(), shop_id: at})
    try:
        yield
    finally:
        _looking.reset(token)


def kept(shop_id: int, key: Hashable, load: Callable[[], T]) -> T:
    """The value of that name, loaded once per revision of the shop. Nobody may change it."""
    values = _values(shop_id)
    if key in values:
        return cast(T, values[key])
    found = load()
    _put(values, {key: found})
    return found


def kept_each(
    shop_id: int, name: str, keys: Iterable[K], load: Callable[[list[K]], Mapping[K, T]]
) -> dict[K, T]:
    """As `kept`, for many at once: what is missing is loaded together. Unknown keys stay out."""
    values = _values(shop_id)
    wanted = list(dict.fromkeys(keys))
    missing = [key for key in wanted if (name, key) not in values]
    fresh = load(missing) if missing else {}
    _put(values, {(name, key): found for key, found in fresh.items()})
    return {
        key: fresh[key] if key in fresh else values[name, key]
        for key in wanted
        if key in fresh or (name, key) in values
    }


def _values(shop_id: int) -> dict[Hashable, Any]:
    at = _looking.get().get(shop_id)
    return _shelf(shop_id, revision(shop_id) if at is None else at).values


def _put(values: dict[Hashable, Any], found: Mapping[Hashable, Any]) -> None:
    # Inside a transaction the revision may be one that is never committed.
    if in_write():
        return
    if len(values) + len(found) > VALUES:
        values.clear()
    values.update(found)


def _shelf(shop_id: int, at: int) -> _Shelf:
    with _lock:
        shelf = _shelves.get(shop_id)
        if shelf is None or shelf.revision != at:
            shelf = _Shelf(at)
            # An old look that is still going on must not push out what is newer.
            if shop_id in _shelves and _shelves[shop_id].revision > at:
                return shelf
            _shelves[shop_id] = shelf
            if len(_shelves) > SHOPS:
                _shelves.popitem(last=False)
        _shelves.move_to_end(shop_id)
        return shelf


def forget() -> None:
    """Nothing is kept."""
    with _lock:
        _shelves.clear()
