"""Colours read well: AA for words, 3 : 1 for the lines of controls, in light and dark."""

import re

import pytest

from comptoir.ui.accent import Colour, accent_css, contrast
from tests.architecture.trees import PACKAGE

pytestmark = pytest.mark.once

TOKENS = (PACKAGE / "ui/static/ui/tokens.css").read_text(encoding="utf-8")
GROUNDS = ("ground", "surface", "sunken", "hover")
WORDS = ("ink", "ink-soft", "accent", "done", "wait", "moving", "alert", "rest")
PAIRS = [
    *((word, ground) for word in WORDS for ground in GROUNDS),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("accent-strong", "accent-soft"),
    ("ink", "accent-soft"),
    ("ink-soft", "accent-soft"),
    ("on-alert", "alert"),
    ("on-alert", "alert-strong"),
    ("ink-soft", "rest-soft"),
    *(("ink", f"{tone}-soft") for tone in ("done", "wait", "moving", "alert", "rest")),
    ("toast-ink", "toast"),
    ("toast-accent", "toast"),
]


def colours(block: str) -> dict[str, Colour]:
    return {
        name: colour(value) for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)
    }


def colour(value: str) -> Colour:
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


BLOCKS = re.findall(r":root[^{,]*\{([^}]*--ground[^}]*)\}", TOKENS)
LIGHT, DARK_BY_SYSTEM, DARK_BY_CHOICE = (colours(block) for block in BLOCKS)
THEMES = {"light": LIGHT, "dark": DARK_BY_CHOICE}


def test_dark_is_the_same_by_wish_and_by_choice() -> None:
    assert DARK_BY_SYSTEM == DARK_BY_CHOICE
    assert LIGHT.keys() == DARK_BY_CHOICE.keys()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("word", "ground"), PAIRS)
def test_words_read_well(theme: str, word: str, ground: str) -> None:
    assert contrast(THEMES[theme][word], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_controls_have_edges(theme: str, ground: str) -> None:
    assert contrast(THEMES[theme]["line-control"], THEMES[theme][ground]) >= 3


@pytest.mark.parametrize(
    "accent", ["#ffff00", "#ffffff", "#000000", "#7a7a7a", "#1f5c4d", "#ff5577"]
)
def test_any_accent_of_a_shop_reads_well(accent: str) -> None:
    light, *dark = (colours(block) for block in re.findall(r"\{([^{}]*)\}", accent_css(accent)))
    for made, theme in ((light, LIGHT), *((one, DARK_BY_CHOICE) for one in dark)):
        for ground in ("ground", "surface"):
            assert contrast(made["accent"], theme[ground]) >= 4.5
        assert contrast(made["on-accent"], made["accent"]) >= 4.5
        assert contrast(theme["ink"], made["accent-soft"]) >= 4.5


@pytest.mark.parametrize("accent", ["red", "#12", "#12345g", "#123456;}", ""])
def test_nothing_but_a_colour_gets_into_the_stylesheet(accent: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        accent_css(accent)
