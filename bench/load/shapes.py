"""How a real shop's orders are spread over the year, the week and the day, and what is in them.

Measured on a file of real orders when there is one; otherwise the table kept here, which was
measured on such a file (a gift shop's year, 19,960 orders).
"""

import csv
import gzip
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

VALUES = 40


@dataclass(frozen=True)
class Shapes:
    """Weights. `prices`: cents, at equal steps of the sorted prices; `popularity`: by rank."""

    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    hours: tuple[int, ...]
    quantities: tuple[tuple[int, int], ...]
    prices: tuple[int, ...]
    popularity: tuple[int, ...]
    two_lines: int
    three_lines: int
    source: str = "kept table"


KEPT = Shapes(
    months=(1086, 1100, 1454, 1246, 1681, 1533, 1475, 1361, 1837, 2040, 2769, 1559),
    weekdays=(3126, 3554, 3690, 4246, 3140, 0, 2204),
    hours=(
        *(0, 0, 0, 0, 0, 0, 1, 29, 566, 1484, 2361, 2396),
        *(3219, 2753, 2457, 2336, 1335, 667, 192, 146, 18, 0, 0, 0),
    ),
    quantities=(
        *((1, 147823), (2, 81699), (12, 61044), (6, 40839), (4, 38442), (3, 37037)),
        *((24, 24005), (10, 22266), (8, 13108), (5, 11717), (48, 6059), (25, 5119)),
    ),
    prices=(
        *(42, 65, 83, 85, 125, 125, 163, 165, 195, 208),
        *(246, 255, 295, 375, 413, 495, 579, 795, 995, 1495),
    ),
    popularity=(2265, 1326, 916, 696, 487, 293, 166, 63),
    two_lines=835,
    three_lines=693,
)


def shapes() -> Shapes:
    """Those of the real file if COMPTOIR_TEST_DATA leads to it, else the kept ones."""
    folder = os.environ.get("COMPTOIR_TEST_DATA")
    file = Path(folder) / "orders" / "online-retail.csv.gz" if folder else None
    return measured(file) if file is not None and file.is_file() else KEPT


def measured(file: Path) -> Shapes:
    """The shapes of that file's invoices; those that take goods back are left out."""
    invoices: dict[str, list[str]] = {}
    quantities: Counter[int] = Counter()
    goods: Counter[str] = Counter()
    prices = []
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        for line in csv.DictReader(text):
            quantity, price = int(line["Quantity"]), round(float(line["UnitPrice"]) * 100)
            if line["InvoiceNo"].startswith("C") or quantity <= 0 or price <= 0:
                continue
            invoices.setdefault(line["InvoiceNo"], []).append(line["InvoiceDate"])
            quantities[quantity] += 1
            goods[line["StockCode"]] += 1
            prices.append(price)
    prices.sort()
    ranks = [count for _code, count in goods.most_common()]
    moments = [datetime.fromisoformat(lines[0]) for lines in invoices.values()]
    return Shapes(
        months=_weights((moment.month - 1 for moment in moments), 12),
        weekdays=_weights((moment.weekday() for moment in moments), 7),
        hours=_weights((moment.hour for moment in moments), 24),
        quantities=tuple(quantities.most_common(VALUES)),
        prices=tuple(prices[len(prices) * step // VALUES] for step in range(1, VALUES)),
        popularity=tuple(ranks[:: max(1, len(ranks) // VALUES)]),
        two_lines=sum(len(lines) == 2 for lines in invoices.values()),
        three_lines=sum(len(lines) == 3 for lines in invoices.values()),
        source=file.name,
    )


def _weights(values: Iterable[int], size: int) -> tuple[int, ...]:
    counted = Counter(values)
    return tuple(counted[value] for value in range(size))
