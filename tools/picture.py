"""A picture of the demo, as a value, and the way to a page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHOP = "atelier-lune"


@dataclass(frozen=True)
class Picture:
    """One page: where it is, how to get it into view, and for whom. tall: all of its length."""

    name: str
    address: str
    prepare: Callable[["Page"], object] = lambda page: None
    language: str = "en"
    width: int = 1280
    dark: bool = False
    signed_in: bool = False
    tall: bool = False


def go(page: "Page", address: str) -> None:
    """The page at that address is there, and quiet."""
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise SystemExit(f"{address} answers {answer.status if answer else 'nothing'}")
    page.wait_for_load_state("networkidle")
