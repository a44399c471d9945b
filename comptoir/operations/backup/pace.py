"""Telling how far it is, on standard error, for people who look on."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

EVERY = 0.2
STEP = 1_000
R = TypeVar("R")
# Called with what is in hand and how many more rows or files of it are done.
Progress = Callable[[str, int], None]


def silent(what: str, more: int) -> None:
    """Tells nobody."""


def counted(what: str, rows: Iterable[R], progress: Progress) -> Iterator[R]:
    """The same rows; `progress` hears of every thousand."""
    done = 0
    for done, row in enumerate(rows, start=1):
        yield row
        if done % STEP == 0:
            progress(what, STEP)
    progress(what, done % STEP)


class Pace:
    """Shows the table in hand, rows so far and rows a second; silent where nobody looks on."""

    def __init__(self) -> None:
        self._began = self._shown = time.monotonic()
        self._done = 0
        self._on = sys.stderr.isatty()

    def __call__(self, what: str, more: int) -> None:
        self._done += more
        now = time.monotonic()
        if self._on and now - self._shown > EVERY:
            self._shown = now
            speed = self._done / (now - self._began)
            click.echo(f"\r\x1b[K{self._done:>12} rows, {speed:.0f}/s  {what}", nl=False, err=True)

    def end(self) -> None:
        if self._on:
            click.echo("\r\x1b[K", nl=False, err=True)
