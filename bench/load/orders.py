"""One order after the other, with all that came of it until now."""

import random
from collections import Counter, defaultdict
from datetime import datetime
from itertools import count

from django.db.models import Max, Model

from bench.load.life import Life, plan
from bench.load.mails import Mails
from bench.load.people import Person
from bench.load.shapes import Shapes
from bench.load.shops import Article, Place
from bench.load.tables import COLUMNS, Row
from bench.load.times import ZONE, stamp
from comptoir.catalog.models import StockChange
from comptoir.core.ids import ALPHABET
from comptoir.core.tax import split_gross
from comptoir.orders.models import Order, OrderLine, OrderSearch
from comptoir.orders.search_index import key_of

RATE = 20_000
PAIRS = [one + other for one in ALPHABET for other in ALPHABET]
Rows = dict[type[Model], list[Row]]
NOTES = (
    "Merci de livrer chez la gardienne.",
    "C’est un cadeau, sans facture dans le colis s’il vous plaît.",
    "Please ring twice.",
)


class Ids:
    """The next id of each table."""

    def __init__(self) -> None:
        self._next = {
            model: count(_last(model) + 1) for model in COLUMNS if model is not OrderSearch
        }

    def of(self, model: type[Model]) -> int:
        return next(self._next[model])


def _last(model: type[Model]) -> int:
    return int(model._default_manager.aggregate(last=Max("pk"))["last"] or 0)


class Orders:
    """Makes the rows of orders; keeps what has to add up in the end: numbers, figures, stock."""

    def __init__(
        self,
        customers: list[Person],
        shapes: Shapes,
        rng: random.Random,
        until: float,
        tags: dict[int, list[tuple[int, str]]],
    ) -> None:
        self.rows: Rows = defaultdict(list)
        self.ids = Ids()
        self.numbers: Counter[tuple[int, str]] = Counter()
        self.figures: defaultdict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
        self.sold: Counter[int] = Counter()
        self.mails = Mails()
        self.tags = tags
        self.rng, self.until = rng, until
        self._customers, self._shapes = customers, shapes
        pieces = shapes.quantities
        self._quantities = [number for number, _ in pieces]
        self._quantity_weights = [weight for _, weight in pieces]
        self._three = shapes.three_lines / (shapes.two_lines + shapes.three_lines)

    def take(self) -> Rows:
        """The rows made since the last time."""
        made, self.rows = self.rows, defaultdict(list)
        return made

    def make(self, place: Place, placed: float) -> None:
        """An order of that shop at that moment, its lines, its history and its mails."""
        rng = self.rng
        local = datetime.fromtimestamp(placed, ZONE)
        # Some customers come again and again.
        person = self._customers[int(len(self._customers) * rng.random() ** 2)]
        delivery, pay = rng.choices(place.ways, place.way_weights)[0]
        life = Life(
            id=self.ids.of(Order),
            place=place,
            person=person,
            delivery=delivery,
            pay=pay,
            number=self._number(place, local.year),
            placed=stamp(placed),
            token=self._token(),
            reference=self._reference(),
            note=rng.choice(NOTES) if rng.random() < 0.08 else "",
        )
        self._lines(life)
        steps = plan(rng, placed, self.until, delivery, pay)
        life.live(steps, self)
        self.rows[Order].append(life.row())
        key = key_of(place.id, local, life.id)
        self.rows[OrderSearch].append((key, place.id, life.id, life.found_by()))
        if life.counts:
            figure = self.figures[place.id, f"{local.year}-{local.month:02}"]
            figure[0] += 1
            figure[1] += life.total

    def _number(self, place: Place, year: int) -> str:
        self.numbers[place.id, f"order:{year}"] += 1
        return f"{year}-{self.numbers[place.id, f'order:{year}']:05}"

    def _token(self) -> str:
        return self.mails.token(self.rng)

    def _reference(self) -> str:
        bits = self.rng.getrandbits(50)
        return "".join(PAIRS[bits >> shift & 1023] for shift in (40, 30, 20, 10, 0))

    def _lines(self, life: Life) -> None:
        rng, place = self.rng, life.place
        wanted = 3 if rng.random() < self._three else 2
        chosen: dict[int, Article] = {}
        while len(chosen) < min(wanted, len(place.articles)):
            for article in rng.choices(place.articles, cum_weights=place.weights, k=wanted):
                if len(chosen) < wanted:
                    chosen.setdefault(article.id, article)
        quantities = rng.choices(self._quantities, self._quantity_weights, k=len(chosen))
        for article, quantity in zip(chosen.values(), quantities, strict=True):
            self._goods(life, article, quantity)
        self._extra(life, "delivery", life.delivery.names[life.language], life.delivery.price)
        if life.pay.fee:
            self._extra(life, "fee", life.pay.names[life.language], life.pay.fee)

    def _goods(self, life: Life, article: Article, quantity: int) -> None:
        line_id = self.ids.of(OrderLine)
        held = quantity if article.tracked else 0
        life.goods.append([line_id, article.id, quantity, held])
        life.skus.append(article)
        life.items += quantity
        self._line(
            life,
            line_id,
            ("goods", article.id, article.names[life.language], article.sku),
            (quantity, article.price),
        )
        if held:
            self.stock(life, article.id, -held, "order", life.person.name, life.placed)

    def stock(self, life: Life, variant: int, delta: int, reason: str, actor: str, at: str) -> None:
        """The ledger has the change, and the variant's sum will follow."""
        self.sold[variant] -= delta
        self.rows[StockChange].append(
            (self.ids.of(StockChange), life.place.id, variant, delta, reason, life.id, actor, at)
        )

    def _extra(self, life: Life, kind: str, names: str, price: int) -> None:
        self._line(life, self.ids.of(OrderLine), (kind, None, names, ""), (1, price))

    def _line(
        self,
        life: Life,
        line_id: int,
        what: tuple[str, int | None, str, str],
        amount: tuple[int, int],
    ) -> None:
        kind, variant, names, sku = what
        quantity, price = amount
        net, tax, gross = split_gross(price * quantity, RATE)
        life.net += net
        life.tax += tax
        # The last value is the stock held, which the order's life may still change.
        life.lines.append(
            [
                *(line_id, life.place.id, life.id, len(life.lines) + 1, kind, variant, names, sku),
                *(quantity, price, net, tax, gross, RATE, "standard", "S", "FR"),
                quantity if kind == "goods" and life.goods[-1][3] else 0,
            ]
        )
