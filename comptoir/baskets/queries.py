"""What lies in a basket, with what the catalogue says about it now."""

from collections.abc import Sequence
from dataclasses import dataclass

from comptoir.baskets.models import Basket, BasketLine
from comptoir.catalog.queries import Offer, offers
from comptoir.core.prepared import Query

_by_token = Query(
    lambda shop_id, token: Basket.objects.filter(shop_id=shop_id, token=token),
    shop_id=int,
    token=str,
)
_open_by_token = Query(
    lambda shop_id, token: Basket.objects.filter(shop_id=shop_id, token=token, order__isnull=True),
    shop_id=int,
    token=str,
)
_lines = Query(
    lambda shop_id, basket_id: (
        BasketLine.objects.filter(shop_id=shop_id, basket_id=basket_id)
        .order_by("id")
        .values_list("variant_id", "quantity", "unit_price")
    ),
    shop_id=int,
    basket_id=int,
)
_quantities = Query(
    lambda shop_id, token: BasketLine.objects.filter(
        shop_id=shop_id, basket__token=token, basket__order__isnull=True
    ).values_list("quantity"),
    shop_id=int,
    token=str,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it stands: `seen_price` was shown when it was put in, `offer` is what holds now."""

    variant_id: int
    quantity: int
    seen_price: int
    offer: Offer | None

    @property
    def available(self) -> bool:
        return self.offer is not None and self.offer.active

    @property
    def price(self) -> int:
        return self.offer.price if self.offer is not None else self.seen_price

    @property
    def total(self) -> int:
        return self.price * self.quantity

    @property
    def stock(self) -> int | None:
        return self.offer.stock if self.offer is not None else 0

    @property
    def enough(self) -> bool:
        return self.available and (self.stock is None or self.stock >= self.quantity)

    @property
    def price_changed(self) -> bool:
        return self.available and self.price != self.seen_price


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything in a basket, in the order it was put in."""

    rows: Sequence[Row]

    @property
    def count(self) -> int:
        return sum(row.quantity for row in self.rows)

    @property
    def value(self) -> int:
        """Gross worth of the goods that can be had, at today's prices."""
        return sum(row.total for row in self.rows if row.available)

    @property
    def weight(self) -> int:
        return sum(row.offer.weight * row.quantity for row in self.rows if row.offer is not None)

    @property
    def orderable(self) -> bool:
        return bool(self.rows) and all(row.enough for row in self.rows)


def basket_by_token(shop_id: int, token: str) -> Basket | None:
    """The basket of that secret, ordered or not; one statement."""
    if not token:
        return None
    return _by_token.first(shop_id=shop_id, token=token)


def open_basket(shop_id: int, token: str) -> Basket | None:
    """The basket of that secret that has not become an order; one statement."""
    if not token:
        return None
    return _open_by_token.first(shop_id=shop_id, token=token)


def contents(shop_id: int, basket_id: int) -> Contents:
    """The lines with their offers; a fixed number of statements, however many lines."""
    kept = lines_of(shop_id, basket_id)
    found = offers(shop_id, [variant_id for variant_id, _, _ in kept])
    return Contents(
        [
            Row(variant_id, quantity, seen, found.get(variant_id))
            for variant_id, quantity, seen in kept
        ]
    )


def pieces(shop_id: int, token: str) -> int:
    """How many pieces lie in the open basket of that secret; one statement, none without secret."""
    if not token:
        return 0
    return sum(quantity for (quantity,) in _quantities.all(shop_id=shop_id, token=token))


def lines_of(shop_id: int, basket_id: int) -> list[tuple[int, int, int]]:
    """Variant, quantity and the price that was shown, in the order it was put in."""
    return _lines.all(shop_id=shop_id, basket_id=basket_id)
