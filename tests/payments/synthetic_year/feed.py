"""The year month by month, as a merchant lives it: orders come, then the bank's file of the month."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.payments.synthetic_year import shop
from tests.payments.synthetic_year.camt import as_camt, entries
from tests.payments.synthetic_year.csv_bank import as_csv
from tests.payments.synthetic_year.model import IBAN, Part, Transfer, Year
from tests.payments.synthetic_year.mt940 import as_mt940
from tests.payments.synthetic_year.standing import Orders, Standing, standing


@dataclass(frozen=True)
class Form:
    """How the year is written, and in which order a month's file has its transfers."""

    ending: str
    write: Callable[[Year], list[bytes]]
    order: Callable[[list[Transfer]], list[Transfer]]
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What was made of a transfer.

    outcome: the row's state, such as "booked" or "near"; "same" when the transfer was taken for
    one that is there already. orders: what was booked or is suggested first.
    """

    transfer: Transfer
    outcome: str
    orders: Orders = frozenset()
    others: tuple[Orders, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def truth(self) -> Orders:
        return of_parts(self.transfer.truth)


def _as_entries(transfers: list[Transfer]) -> list[Transfer]:
    days: dict[object, list[Transfer]] = {}
    for transfer in transfers:
        days.setdefault(transfer.booked, []).append(transfer)
    return [one for day in days.values() for entry in entries(day) for one in entry]


CSV_OPTIONS = ("--guess", "--account", IBAN)
FORMS = {
    "camt": Form("xml", as_camt, _as_entries),
    "mt940": Form("sta", as_mt940, list),
    "csv": Form("csv", as_csv, lambda transfers: transfers[::-1], CSV_OPTIONS),
    "csv-french": Form("csv", lambda year: as_csv(year, "french"), list, CSV_OPTIONS),
}


def of_parts(parts: tuple[Part, ...]) -> Orders:
    return frozenset((part.number, part.amount) for part in parts)


def feed(year: Year, form: Form, home: Path) -> list[Answer]:
    """What the program made of every transfer; the shop in home has taken the whole year."""
    months: dict[int, list[Transfer]] = {}
    for transfer in year.transfers:
        months.setdefault(transfer.booked.month, []).append(transfer)
    found: list[Answer] = []
    for month, content in zip(sorted(months), form.write(year), strict=True):
        shop.take([order for order in year.orders if order.placed_at.month == month])
        file = home / f"month-{month:02}.{form.ending}"
        file.write_bytes(content)
        lines = statement(file, form.options)["lines"]
        found += _paired(form.order(months[month]), lines, standing())
    return found


def statement(file: Path, options: tuple[str, ...]) -> dict[str, Any]:
    """The command's own report on the file."""
    words = ("statement", str(file), "--shop", shop.SLUG, "--json", *options)
    report: dict[str, Any] = json.loads(shop.comptoir(*words))
    if report["faults"] or report["pending"]:
        raise SystemExit(f"{file.name}: {report['faults']}, pending {report['pending']}")
    return report


def _paired(
    transfers: list[Transfer], lines: list[dict[str, Any]], rows: list[Standing]
) -> list[Answer]:
    """All in the file's order; it is checked that they speak of the same."""
    if [(str(one.booked), one.amount) for one in transfers] != [
        (line["booked_on"], line["amount"]) for line in lines
    ]:
        raise SystemExit("the report's lines are not the file's transfers, in its order")
    left = iter(rows)
    found = []
    for transfer, line in zip(transfers, lines, strict=True):
        if line["outcome"] == "same":
            found.append(Answer(transfer, "same"))
            continue
        row = next(left)
        if (row.booked, row.amount) != (transfer.booked, transfer.amount):
            raise SystemExit("the rows are not the report's lines, in its order")
        found.append(Answer(transfer, row.state, row.orders, row.others, tuple(line["why"])))
    return found
