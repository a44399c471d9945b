"""The search row of each order: what it says, and the key it stands under."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from comptoir.core.database import in_write
from comptoir.core.prepared import Query, Update, filled, insert
from comptoir.core.texts import folded
from comptoir.orders.models import Order, OrderLine, OrderSearch, Parcel

# 18 bits of shop, 31 bits of seconds, 14 bits of tie: 63, the positive half of a BIGINT.
TIE_BITS, SECOND_BITS, SHOP_BITS = 14, 31, 18
SECOND = 1 << TIE_BITS
_SINCE = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())
_FIELDS = ("number", "name", "email", "phone", "company", "comment")
_BATCH = 500


def key_of(shop_id: int, placed_at: datetime, tie: int = 0) -> int:
    """The key of a shop's order placed in that second; keys of one shop grow with time.

    Shops beyond 2**18 share ranges with others: whoever reads a range asks for the shop too.
    """
    second = min(max(int(placed_at.timestamp()) - _SINCE, 0), (1 << SECOND_BITS) - 1)
    shop = shop_id & ((1 << SHOP_BITS) - 1)
    return ((shop << SECOND_BITS | second) << TIE_BITS) | (tie & (SECOND - 1))


def keys_of_shop(shop_id: int) -> tuple[int, int]:
    """The first and the last key that an order of the shop can have."""
    first = (shop_id & ((1 << SHOP_BITS) - 1)) << SECOND_BITS << TIE_BITS
    return first, first | ((1 << SECOND_BITS << TIE_BITS) - 1)


_COLUMNS = ("id", "shop_id", "placed_at", *_FIELDS, "search_row__key", "search_row__text")
_said = Query(lambda ids: Order.objects.filter(id__in=ids).values_list(*_COLUMNS), ids=[int])
_words = Query(
    lambda ids: (
        OrderLine.objects.filter(order_id__in=ids)
        .exclude(sku="")
        .order_by()
        .values_list("order_id", "sku")
        .union(
            Parcel.objects.filter(order_id__in=ids, removed_at=None)
            .exclude(tracking_number="")
            .order_by()
            .values_list("order_id", "tracking_number"),
            all=True,
        )
    ),
    ids=[int],
)
_retold = Update(
    lambda key, text: (OrderSearch.objects.filter(key=key), {"text": text}), key=int, text=str
)
_taken = Query(lambda key: OrderSearch.objects.filter(key=key).values_list("key"), key=int)


def add(order: Order, words: Iterable[str]) -> None:
    """Search finds the new order by what it says, and by these words; two statements."""
    if not in_write():
        raise RuntimeError("the search row is written in the transaction of its order")
    key = key_of(order.shop_id, order.placed_at, order.id)
    while _taken.first(key=key) is not None:
        key += SECOND
    text = _text(order.phone, (getattr(order, field) for field in _FIELDS), words)
    insert([OrderSearch(key=key, shop_id=order.shop_id, order_id=order.id, text=text)])


def refresh(order_ids: Iterable[int]) -> None:
    """Search finds these orders by what they say now; call it inside the action's `write()`.

    Three statements at most per 500 orders; new rows take one more, and another per round if
    two orders of one second want the same key, which takes 16,384 orders between them.
    """
    if not in_write():
        raise RuntimeError("the search row changes in the transaction of its order")
    ids = sorted(set(order_ids))
    for start in range(0, len(ids), _BATCH):
        _refresh(ids[start : start + _BATCH])


def _refresh(ids: list[int]) -> None:
    orders = [dict(zip(_COLUMNS, row, strict=True)) for row in _said.all(ids=filled(ids))]
    wanted = {
        order["id"]: key_of(order["shop_id"], order["placed_at"], order["id"])
        for order in orders
        if order["search_row__key"] is None
    }
    words, taken = _words_and_taken(ids, wanted.values())
    keys = _free_keys(wanted, taken)
    new, changed = [], []
    for order in orders:
        text = _text(order["phone"], (order[field] for field in _FIELDS), words[order["id"]])
        key = order["search_row__key"]
        row = OrderSearch(
            key=keys[order["id"]] if key is None else key,
            shop_id=order["shop_id"],
            order_id=order["id"],
            text=text,
        )
        if key is None:
            new.append(row)
        elif text != order["search_row__text"]:
            changed.append(row)
    if new:
        OrderSearch.objects.bulk_create(new)
    if len(changed) == 1:
        _retold(key=changed[0].key, text=changed[0].text)
    elif changed:
        OrderSearch.objects.bulk_update(changed, ["text"])


def _text(phone: str, parts: Iterable[str], words: Iterable[str]) -> str:
    """One line per part: a match never runs from one part into the next.

    What people write in groups, phones and tracking numbers, stands there in one piece too: as
    a telephone shows it, or as it is pasted.
    """
    words = list(words)
    whole = (digits_of(phone), *("".join(word.split()) for word in words))
    lines = (folded(part) for part in (*parts, *words, *whole))
    return "\n".join(dict.fromkeys(line for line in lines if line))


def digits_of(phone: str) -> str:
    return "".join(letter for letter in phone if letter in "0123456789")


def _words_and_taken(
    ids: list[int], keys: Collection[int]
) -> tuple[dict[int, list[str]], set[int]]:
    """SKUs and tracking numbers per order, and which of the wanted keys are not free."""
    words: dict[int, list[str]] = defaultdict(list)
    for order_id, word in _words.all(ids=filled(ids)):
        words[order_id].append(word)
    held = OrderSearch.objects.filter(key__in=keys).values_list("key", flat=True) if keys else ()
    return words, set(held)


def _free_keys(wanted: dict[int, int], taken: set[int]) -> dict[int, int]:
    """A key for each order that nobody else holds: the wanted one, or that of a later second."""
    keys: dict[int, int] = {}
    open_ones = dict(wanted)
    while open_ones:
        for order_id, key in list(open_ones.items()):
            if key in taken:
                open_ones[order_id] = key + SECOND
            else:
                keys[order_id] = key
                taken.add(key)
                del open_ones[order_id]
        if open_ones:
            held = OrderSearch.objects.filter(key__in=open_ones.values())
            taken.update(held.values_list("key", flat=True))
    return keys
