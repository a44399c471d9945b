"""Search as one types: many words, few words, none, in a large shop and in a small one."""

import random
import re
import statistics

from bench.desk import SEARCH, Desk
from bench.figures import Figure
from bench.merchant import Merchant
from bench.site import Site

FREQUENT = ("example", "com", "2025-", "+33", "jjd", "marie", "martin")
NOWHERE = ("xqzwv", "zzzz", "no such thing", "martin xqzwv")
_MAIL = re.compile(r"[\w.]+@(?:example\.(?:com|org|net)|(?:mail|post)\.example)")
_SKU = re.compile(r"\b[A-Z]{3}-\d{5}\b")
_NAME = re.compile(r'<span class="row-main">([^<·]+)')


def words_of(merchant: Merchant, pages: list[str]) -> list[str]:
    """What somebody would look for: names, addresses, numbers and SKUs of orders on those pages."""
    found: list[str] = []
    for path in pages:
        answer = merchant.page(path)
        addresses = merchant.orders_on(answer)
        for name in _NAME.findall(answer.text)[:6]:
            parts = name.replace(",", " ").split()
            found += [parts[-1][:3], parts[-1], " ".join(parts)]
        for address in addresses[:4]:
            text = merchant.page(address).text
            number = address.rstrip("/").rpartition("/")[2]
            mails, skus = _MAIL.findall(text), _SKU.findall(text)
            found += [number, number[-4:], *mails[:1], *(mail[:5] for mail in mails[:1])]
            found += [*skus[:1], *(f"{mails[0][:4]} {sku}" for sku in skus[:1] if mails)]
    return [word for word in dict.fromkeys(found) if len(word) >= 3]


def search(desk: Desk, pages: list[str], rounds: int, rng: random.Random) -> list[Figure]:
    """Wall time by which 95 of 100 searches have answered, and the processor time beside it."""
    wanted = [*words_of(desk.merchant, pages), *FREQUENT, *NOWHERE]
    here = _p95(desk.site, desk.merchant, wanted, rounds, rng)
    small = [*words_of(desk.other, [desk.other.list_path]), *FREQUENT, *NOWHERE]
    there = _p95(desk.site, desk.other, small, rounds, rng)
    budget = SEARCH[desk.database]
    return [
        *_figures("search, 3 characters and more, p95", desk.database, here, budget),
        *_figures("search in the shop of a hundredth, p95", desk.database, there, budget),
    ]


Measured = list[tuple[float, float, str]]


def _p95(
    site: Site, merchant: Merchant, words: list[str], rounds: int, rng: random.Random
) -> Measured:
    found: Measured = []
    for _ in range(rounds):
        rng.shuffle(words)
        merchant.fresh_connection()
        merchant.page(merchant.list_path)
        for word in words:
            began = site.cpu_ms()
            answer = merchant.typed(word)
            found.append((answer.seconds * 1000, site.cpu_ms() - began, word))
    return found


def _figures(name: str, database: str, found: Measured, budget: float) -> list[Figure]:
    walls = sorted(found)
    costs = sorted(found, key=lambda one: one[1])
    place = int(len(found) * 0.95)
    median = statistics.median(wall for wall, _cost, _word in found)
    worst = ", ".join(dict.fromkeys(word for _wall, _cost, word in costs[: place - 1 : -1]))
    cost = Figure(
        f"… its processor time, p95; dearest: {worst}",
        database,
        costs[place][1],
        operations=len(found),
    )
    wall = Figure(
        name, database, walls[place][0], "ms wall", budget, wall_ms=median, operations=len(found)
    )
    return [wall, cost]
