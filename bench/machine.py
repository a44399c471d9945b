"""What a figure was measured on."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path
from typing import Any

import comptoir

PARTS = ("Django", "granian", "psycopg")


def described() -> dict[str, Any]:
    """Processor, memory, versions, and how busy the machine was before it began."""
    return {
        "processor": _field(Path("/proc/cpuinfo"), "model name"),
        "processors": os.cpu_count(),
        "memory_mb": int(_field(Path("/proc/meminfo"), "MemTotal").split()[0]) // 1024,
        "kernel": platform.release(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "comptoir": comptoir.__version__,
        **{part.lower(): version(part) for part in PARTS},
        "load": list(os.getloadavg()),
    }


def in_words(machine: dict[str, Any]) -> str:
    return (
        f"{machine['processors']} × {machine['processor']}, {machine['memory_mb']} MB, "
        f"Linux {machine['kernel']}, Python {machine['python']}, Django {machine['django']}, "
        f"granian {machine['granian']}, psycopg {machine['psycopg']}, "
        f"SQLite {machine['sqlite']}; load before: {machine['load'][0]:.2f}"
    )


def _field(path: Path, name: str) -> str:
    for line in path.read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""
