"""Taking what a file holds into a shop, batch by batch, with a word on each order."""

import csv
import gzip
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor
from comptoir.core.database import let_others_write
from comptoir.core.errors import Refused
from comptoir.exchange import orders_csv, orders_xml
from comptoir.orders.actions.import_orders import import_orders
from comptoir.orders.snapshot import OrderSnapshot

BATCH = 200
# Nobody else stands longer than that and a batch before a customer's order gets its turn.
TURN_EVERY = 0.4
# What ends the reading of a file: it is no gzip, not in its encoding, no CSV, or cut short.
UNREADABLE = (Refused, OSError, UnicodeError, EOFError, zlib.error, csv.Error)
REASONS = {
    "currency": _("the order's currency is not the shop's"),
    "number_taken": _("an order with this number is there with other content"),
    "reference_taken": _("another order has this payment reference"),
    "twice": _("the number comes twice in the file"),
}

# An order with the line where it begins, or what can't be taken.
Item = tuple[int, OrderSnapshot] | orders_csv.Refusal


@dataclass
class Report:
    """What became of a file's orders: counts by outcome, and each refusal."""

    taken: int = 0
    same: int = 0
    refused: list[orders_csv.Refusal] = field(default_factory=list)

    @property
    def reasons(self) -> Counter[str]:
        return Counter(refusal.reason for refusal in self.refused)


def take_orders(
    *,
    shop_id: int,
    items: Iterable[Item],
    actor: Actor,
    now: datetime,
    progress: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Every order of the items is in the shop, was there already, or is refused with a reason.

    Each batch is one transaction, so a file cut short leaves whole orders, and a
    second run goes on where the first stopped.
    """
    report, turn = Report(), time.monotonic()
    stream = iter(items)
    while batch := list(islice(stream, BATCH)):
        if time.monotonic() - turn > TURN_EVERY:
            let_others_write()
            turn = time.monotonic()
        report.refused += [item for item in batch if isinstance(item, orders_csv.Refusal)]
        found = [item for item in batch if not isinstance(item, orders_csv.Refusal)]
        results = import_orders(
            shop_id=shop_id, orders=[order for _line, order in found], actor=actor, now=now
        )
        for (line, order), result in zip(found, results, strict=True):
            if result.outcome == "taken":
                report.taken += 1
            elif result.outcome == "same":
                report.same += 1
            else:
                reason = str(REASONS[result.reason])
                report.refused.append(orders_csv.Refusal(line, order.number, reason))
        progress(report)
    return report


def write_refusals(stream: TextIO, refused: Iterable[orders_csv.Refusal]) -> None:
    """The stream holds a CSV of what was refused: line, number, reason."""
    writer = csv.writer(stream)
    writer.writerow(["line", "number", "reason"])
    writer.writerows((one.line, one.number, one.reason) for one in refused)


def xml_items(stream: BinaryIO) -> Iterator[Item]:
    for found in orders_xml.read_orders(stream):
        if isinstance(found, orders_xml.Found):
            yield found.line, found.order
        else:
            yield orders_csv.Refusal(found.line, found.number, found.reason)


def csv_items(
    stream: BinaryIO,
    mapping: orders_csv.Mapping,
    *,
    seen: Callable[[int], None] = lambda rows: None,
    counted: Callable[[int], None] = lambda invoices: None,
) -> Iterator[Item]:
    text = TextIOWrapper(stream, encoding=mapping.encoding, newline="")
    for found in orders_csv.read_orders(text, mapping, seen=seen, counted=counted):
        yield found if isinstance(found, orders_csv.Refusal) else (0, found)


def opened(path: Path) -> BinaryIO:
    """The file's bytes, unpacked if they are gzipped."""
    return unpacked(path.open("rb"))


def unpacked(raw: BinaryIO) -> BinaryIO:
    """The bytes as they are, or unpacked if their first two say that they are gzipped."""
    zipped = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    return cast(BinaryIO, gzip.open(raw)) if zipped else raw
