"""One measured operation, its budget, and how both are shown."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import machine


@dataclass(frozen=True)
class Figure:
    """`value` against `budget`, both in `unit`; `low` and `high`: the middle half of the blocks.

    `most`: the budget is the most that is allowed; otherwise the least. None: only told.
    """

    operation: str
    database: str
    value: float
    unit: str = "ms CPU"
    budget: float | None = None
    most: bool = True
    low: float | None = None
    high: float | None = None
    wall_ms: float | None = None
    operations: int = 0
    note: str = ""

    @property
    def met(self) -> bool | None:
        if self.budget is None:
            return None
        return self.value <= self.budget if self.most else self.value >= self.budget


@dataclass
class Report:
    """What one run measured on one database, of which size."""

    database: str
    orders: int
    figures: list[Figure] = field(default_factory=list)
    machine: dict[str, Any] = field(default_factory=machine.described)
    began: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def add(self, figure: Figure) -> None:
        self.figures.append(figure)
        print(row(figure), flush=True)

    def save(self, folder: Path, name: str) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}-{self.database}-{self.orders}.json"
        path.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", "utf-8")
        return path


def of_blocks(
    operation: str,
    database: str,
    blocks: Sequence[float],
    walls: Sequence[float],
    *,
    budget: float | None = None,
    per_block: int,
    note: str = "",
) -> Figure:
    """The median of the blocks' milliseconds per operation."""
    ordered = sorted(blocks)
    return Figure(
        operation,
        database,
        statistics.median(ordered),
        budget=budget,
        low=ordered[len(ordered) // 4],
        high=ordered[(3 * len(ordered)) // 4 if len(ordered) > 1 else 0],
        wall_ms=statistics.median(walls) * 1000 if walls else None,
        operations=len(blocks) * per_block,
        note=note,
    )


HEAD = (
    "| operation | database | measured | middle half | budget | | wall, median | times |\n"
    "|---|---|---|---|---|---|---|---|"
)


def row(figure: Figure) -> str:
    spread = "" if figure.low is None else f"{_shown(figure.low)}–{_shown(figure.high or 0)}"
    budget = "" if figure.budget is None else f"{'≤' if figure.most else '≥'} {figure.budget:g}"
    met = {None: "", True: "met", False: "**missed**"}[figure.met]
    wall = "" if figure.wall_ms is None else f"{_shown(figure.wall_ms)} ms"
    note = f" ({figure.note})" if figure.note else ""
    return (
        f"| {figure.operation}{note} | {figure.database} | {_shown(figure.value)} {figure.unit} "
        f"| {spread} | {budget} | {met} | {wall} | {figure.operations or ''} |"
    )


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}".rstrip("0").rstrip(".")


def table(figures: Sequence[Figure]) -> str:
    return "\n".join([HEAD, *(row(figure) for figure in figures)])
