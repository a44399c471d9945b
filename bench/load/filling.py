"""The load itself: shops, then their orders in the order of time, then what they add up to."""

import json
import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from bench.load import shops
from bench.load.bulk import Bulk, bulk, told, write_sums
from bench.load.marks import MARK
from bench.load.orders import Orders
from bench.load.people import people
from bench.load.shapes import Shapes, shapes
from bench.load.shops import Place
from bench.load.times import YEARS, moments
from comptoir.core.database import write
from comptoir.mailing.dictionary import keep_current
from comptoir.mailing.models import MessageBody
from comptoir.orders.models import Tag

# The first orders' mails are rendered; all others share their bodies.
FIRST = 150
BATCH = 5_000
# Small shops: their share of the orders is the same however many they are.
MANY, FEW = 200, 20
# Two pages at least: a list is compared with a list.
LEAST = 120
TAGS = ("cadeau", "pro", "café", "fragile", "réserve", "salon", "presse", "fidèle")


def load(orders: int, seed: int) -> None:
    """The shops stand with their orders, and a file in the installation's folder says so."""
    began = time.monotonic()
    rng = random.Random(seed)
    until = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    known = shapes()
    sink = bulk()
    sink.careless()
    places, wanted = _shops(orders, known, rng, until)
    customers = people(max(50, orders // 3), rng)
    told(f"{len(places)} shops, {len(customers):,} customers: {time.monotonic() - began:.0f} s")
    maker = Orders(customers, known, rng, until.timestamp(), _tags(places))
    with sink.opened():
        for number, moment in enumerate(moments(len(wanted), until, known, rng), start=1):
            maker.make(places[wanted[number - 1]], moment)
            if number == FIRST or number == len(wanted) or number % BATCH == 0:
                _flush(maker, sink)
            if number % (20 * BATCH) == 0 or number == len(wanted):
                told(f"{number:,} orders: {time.monotonic() - began:.0f} s")
        write_sums(maker.numbers, maker.figures, maker.sold)
    seconds = round(time.monotonic() - began)
    told(f"loaded in {seconds} s")
    _mark(orders, seed, known, until, places, seconds)


def _shops(
    orders: int, known: Shapes, rng: random.Random, until: datetime
) -> tuple[list[Place], list[int]]:
    """The large shop, one of a hundredth of its orders, many small ones; whose order each is."""
    founded = until - timedelta(days=365 * YEARS + 1)
    many = MANY if orders >= 100_000 else FEW
    places = [shops.large(known, rng, founded, articles=min(1000, 20 + orders // 100))]
    merchant, other = shops.merchant(), shops.other(founded)
    places.append(shops.small(merchant, "middle", known, rng, founded, articles=100))
    names = [f"small-{number}" for number in range(many)]
    places += [shops.small(other, name, known, rng, founded, articles=6) for name in names]
    wanted = [0] * orders + [1] * max(LEAST, orders // 100)
    wanted += [2 + number % many for number in range(orders // 20)]
    rng.shuffle(wanted)
    return places, wanted


def _tags(places: list[Place]) -> dict[int, list[tuple[int, str]]]:
    with write():
        keep_current()
        Tag.objects.bulk_create(
            Tag(shop_id=place.id, name=name) for place in places for name in TAGS
        )
    found: dict[int, list[tuple[int, str]]] = {place.id: [] for place in places}
    for tag in Tag.objects.order_by("id"):
        found[tag.shop_id].append((tag.id, tag.name))
    return found


def _flush(maker: Orders, sink: Bulk) -> None:
    sink.write_all(maker.take())
    if not maker.mails.bodies:
        sink.write(MessageBody, maker.mails.render())


def _mark(
    orders: int,
    seed: int,
    known: Shapes,
    until: datetime,
    places: list[Place],
    seconds: int,
) -> None:
    mark: dict[str, Any] = {
        "orders": orders,
        "seed": seed,
        "until": until.isoformat(),
        "seconds": seconds,
        "shapes": known.source,
        "large": places[0].slug,
        "middle": places[1].slug,
        "small": places[2].slug,
    }
    path = Path(settings.COMPTOIR_HOME) / MARK
    path.write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8")
