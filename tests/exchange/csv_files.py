"""Small files of somebody's orders, with their mappings."""

import gzip
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from comptoir.exchange.orders_csv import Mapping, Refusal, read_mapping, read_orders
from comptoir.orders.snapshot import OrderSnapshot

COLUMNS = {
    "number": "No",
    "placed_at": "When",
    "sku": "Code",
    "description": "What",
    "quantity": "Qty",
    "unit_price": "Price",
    "customer": "Customer",
    "email": "Mail",
    "country": "Country",
}
HEADER = list(COLUMNS.values())


def mapping_text(**changes: Any) -> str:
    """A mapping as TOML; a value of None leaves its entry out."""
    values: dict[str, Any] = {
        "currency": "EUR",
        "zone": "Europe/Paris",
        "date_format": "%Y-%m-%d %H:%M",
        "language": "en",
        "tax_rate": 20000,
        "tax_country": "FR",
        "columns": COLUMNS,
    } | changes
    plain = [(n, v) for n, v in values.items() if v is not None and not isinstance(v, dict)]
    tables = [(n, v) for n, v in values.items() if isinstance(v, dict)]
    lines = [f"{name} = {_toml(value)}" for name, value in plain]
    for name, table in tables:
        lines += ["", f"[{name}]", *(f'"{key}" = {_toml(one)}' for key, one in table.items())]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else f"'{value}'"


def mapping(**changes: Any) -> Mapping:
    return read_mapping(mapping_text(**changes).encode())


def row(number: str = "1", **changes: str) -> list[str]:
    values = {
        "number": number,
        "placed_at": "2025-07-01 12:00",
        "sku": "CUP",
        "description": "A cup",
        "quantity": "2",
        "unit_price": "12.00",
        "customer": "C7",
        "email": "anne@example.com",
        "country": "France",
    } | changes
    return list(values.values())


def text_of(*rows: Sequence[str], delimiter: str = ",") -> str:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if set(text) & set('",;\n\r') else text

    return "\r\n".join(delimiter.join(map(cell, one)) for one in (HEADER, *rows)) + "\r\n"


def read(
    *rows: Sequence[str], by: Mapping | None = None
) -> tuple[list[OrderSnapshot], list[Refusal]]:
    """The orders of a file of these rows, and what is refused."""
    known = by or mapping()
    text = text_of(*rows, delimiter=known.delimiter)
    found = list(read_orders(io.StringIO(text, newline=""), known))
    orders = [one for one in found if isinstance(one, OrderSnapshot)]
    return orders, [one for one in found if isinstance(one, Refusal)]


def written(folder: Path, text: str, *, encoding: str = "utf-8", zipped: bool = False) -> Path:
    """The text as a file, gzipped if asked; its name says nothing about that."""
    path = folder / "orders.csv"
    content = text.encode(encoding)
    path.write_bytes(gzip.compress(content) if zipped else content)
    return path
