"""Which picture shows what: one function for each of the demo shop's goods."""

import io
from collections.abc import Callable
from dataclasses import replace

from PIL import Image

from comptoir.demo.drawing.flat import draw_hanging, draw_plate, draw_stack
from comptoir.demo.drawing.living import draw_branch, draw_flame
from comptoir.demo.drawing.scene import (
    SIZE,
    Colour,
    Room,
    background,
    finished,
    scaled,
    shadow,
)
from comptoir.demo.drawing.turned import TILT, Vessel, draw_tube, draw_vessel, radius_at

NIGHT: Colour = (62, 82, 112)
SAND: Colour = (222, 204, 176)
CELADON: Colour = (158, 184, 164)
CREAM: Colour = (236, 228, 212)
ROSE: Colour = (214, 168, 150)
OCHRE: Colour = (204, 158, 92)
SLATE: Colour = (112, 120, 122)
MOSS: Colour = (124, 134, 98)
BRICK: Colour = (178, 104, 80)

WARM = Room((228, 216, 200), (196, 172, 146))
COOL = Room((206, 212, 210), (178, 174, 166))
BLUSH = Room((232, 212, 202), (204, 176, 158))
SAGE = Room((204, 210, 194), (182, 170, 148))


def _standing(room: Room, vessel: Vessel) -> Image.Image:
    picture = background(room)
    wide = radius_at(vessel, 0)
    x, y = vessel.centre[0] * SIZE, vessel.centre[1] * SIZE
    shadow(picture, (x - wide, y - wide * TILT, x + wide, y + wide * TILT * 1.2), 0.62)
    return picture


def cup(glaze: Colour, room: Room) -> Image.Image:
    vessel = Vessel(
        profile=((0, 0.135), (0.06, 0.165), (0.4, 0.198), (1, 0.205)),
        height=0.37,
        glaze=glaze,
        inside=CREAM,
        speckles=260,
        centre=(0.46, 0.80),
    )
    picture = _standing(room, vessel)
    path = [(0.645, 0.50), (0.80, 0.46), (0.80, 0.74), (0.635, 0.70)]
    draw_tube(picture, path, lambda t: 0.021, glaze)
    draw_vessel(picture, vessel)
    return picture


def espresso(room: Room) -> Image.Image:
    vessel = Vessel(
        profile=((0, 0.10), (0.1, 0.125), (0.6, 0.15), (1, 0.158)),
        height=0.24,
        glaze=ROSE,
        inside=CREAM,
        dip=0.3,
        speckles=180,
        centre=(0.40, 0.80),
    )
    picture = _standing(room, vessel)
    behind = replace(vessel, centre=(0.66, 0.735), glaze=CREAM)
    x, y, wide = 0.66 * SIZE, 0.735 * SIZE, radius_at(behind, 0)
    shadow(picture, (x - wide, y - wide * TILT, x + wide, y + wide * TILT), 0.5)
    draw_vessel(picture, behind)
    draw_vessel(picture, vessel)
    return picture


def bowl(glaze: Colour, room: Room) -> Image.Image:
    vessel = Vessel(
        profile=((0, 0.12), (0.08, 0.135), (0.3, 0.23), (0.7, 0.305), (1, 0.33)),
        height=0.27,
        glaze=glaze,
        inside=scaled(glaze, 1.15),
        dip=0.16,
        speckles=300,
        centre=(0.5, 0.80),
    )
    picture = _standing(room, vessel)
    draw_vessel(picture, vessel)
    return picture


def plate(room: Room) -> Image.Image:
    picture = background(replace(room, horizon=-0.1))
    draw_plate(picture, CELADON, (206, 186, 158), 0.285, (0.555, 0.5))
    draw_plate(picture, CREAM, (206, 186, 158), 0.2, (0.4, 0.575))
    return picture


def vase(glaze: Colour, room: Room) -> Image.Image:
    vessel = Vessel(
        profile=(
            (0, 0.13),
            (0.08, 0.175),
            (0.2, 0.222),
            (0.34, 0.245),
            (0.48, 0.236),
            (0.6, 0.2),
            (0.72, 0.14),
            (0.82, 0.094),
            (0.9, 0.086),
            (1, 0.108),
        ),
        height=0.56,
        glaze=glaze,
        dip=0.1,
        speckles=320,
        gloss=0.2,
        centre=(0.5, 0.85),
    )
    picture = _standing(room, vessel)
    draw_branch(picture, (0.5, 0.31), [(0.47, 0.16), (0.60, 0.12), (0.66, 0.05)])
    draw_branch(picture, (0.5, 0.31), [(0.5, 0.2), (0.36, 0.17), (0.31, 0.08)])
    draw_vessel(picture, vessel)
    draw_branch(picture, (0.505, 0.30), [(0.5, 0.27), (0.52, 0.25), (0.53, 0.2)])
    return picture


def stem_vase(room: Room) -> Image.Image:
    vessel = Vessel(
        profile=(
            (0, 0.11),
            (0.07, 0.14),
            (0.16, 0.156),
            (0.26, 0.148),
            (0.36, 0.112),
            (0.46, 0.066),
            (0.56, 0.043),
            (0.75, 0.035),
            (0.92, 0.036),
            (1, 0.05),
        ),
        height=0.46,
        glaze=OCHRE,
        dip=0.12,
        speckles=200,
        centre=(0.5, 0.85),
    )
    picture = _standing(room, vessel)
    draw_vessel(picture, vessel)
    draw_branch(picture, (0.5, 0.395), [(0.5, 0.3), (0.55, 0.2), (0.53, 0.09)])
    return picture


LID = Vessel(
    profile=(
        (0, 0.108),
        (0.15, 0.1),
        (0.35, 0.078),
        (0.52, 0.046),
        (0.62, 0.022),
        (0.7, 0.02),
        (0.82, 0.031),
        (0.92, 0.024),
        (1, 0.008),
    ),
    height=0.105,
    glaze=SLATE,
    dip=0,
    open=False,
    centre=(0.5, 0.475),
)


def teapot(room: Room) -> Image.Image:
    vessel = Vessel(
        profile=(
            (0, 0.14),
            (0.08, 0.18),
            (0.22, 0.222),
            (0.4, 0.24),
            (0.58, 0.228),
            (0.74, 0.192),
            (0.88, 0.145),
            (1, 0.106),
        ),
        height=0.34,
        glaze=SLATE,
        dip=0.1,
        speckles=260,
        open=False,
        centre=(0.5, 0.81),
    )
    picture = _standing(room, vessel)
    draw_tube(
        picture,
        [(0.30, 0.68), (0.20, 0.64), (0.22, 0.52), (0.145, 0.475)],
        lambda t: 0.045 - 0.026 * t,
        SLATE,
    )
    draw_tube(
        picture,
        [(0.35, 0.52), (0.36, 0.20), (0.66, 0.20), (0.65, 0.52)],
        lambda t: 0.016,
        (150, 112, 74),
    )
    draw_vessel(picture, vessel)
    draw_vessel(picture, LID)
    return picture


def pitcher(room: Room) -> Image.Image:
    vessel = Vessel(
        profile=(
            (0, 0.13),
            (0.08, 0.16),
            (0.2, 0.182),
            (0.36, 0.19),
            (0.52, 0.174),
            (0.66, 0.14),
            (0.78, 0.118),
            (0.9, 0.122),
            (1, 0.14),
        ),
        height=0.52,
        glaze=CREAM,
        inside=NIGHT,
        dip=0.34,
        clay=(150, 116, 92),
        speckles=420,
        centre=(0.47, 0.84),
    )
    picture = _standing(room, vessel)
    path = [(0.585, 0.385), (0.80, 0.33), (0.79, 0.62), (0.64, 0.63)]
    draw_tube(picture, path, lambda t: 0.02, CREAM)
    draw_vessel(picture, vessel)
    return picture


def napkins(colours: list[Colour], room: Room) -> Image.Image:
    picture = background(room)
    shadow(picture, (0.2 * SIZE, 0.77 * SIZE, 0.78 * SIZE, 0.825 * SIZE), 0.6)
    draw_stack(picture, colours, 0.80)
    return picture


def tablecloth(room: Room) -> Image.Image:
    picture = background(replace(room, horizon=0.36))
    shadow(picture, (0.2 * SIZE, 0.84 * SIZE, 0.8 * SIZE, 0.9 * SIZE), 0.35)
    draw_hanging(picture, (214, 206, 188), 0.36, 0.89)
    vessel = Vessel(
        profile=((0, 0.07), (0.2, 0.11), (0.6, 0.12), (1, 0.09)),
        height=0.15,
        glaze=NIGHT,
        inside=NIGHT,
        speckles=90,
        centre=(0.62, 0.37),
    )
    draw_vessel(picture, vessel)
    return picture


def candlestick(room: Room) -> Image.Image:
    vessel = Vessel(
        profile=((0, 0.19), (0.08, 0.195), (0.2, 0.08), (0.5, 0.045), (0.8, 0.06), (1, 0.075)),
        height=0.26,
        glaze=MOSS,
        dip=0.1,
        speckles=160,
        centre=(0.5, 0.83),
    )
    picture = _standing(room, vessel)
    draw_vessel(picture, vessel)
    candle = Vessel(
        profile=((0, 0.036), (1, 0.036)),
        height=0.31,
        glaze=(244, 234, 214),
        dip=0,
        gloss=0.1,
        inside=(255, 240, 210),
        centre=(0.5, 0.575),
    )
    draw_vessel(picture, candle)
    draw_flame(picture, (0.5, 0.222))
    return picture


def soap_dish(room: Room) -> Image.Image:
    vessel = Vessel(
        profile=((0, 0.2), (0.3, 0.245), (1, 0.285)),
        height=0.075,
        glaze=CELADON,
        dip=0.2,
        inside=CELADON,
        speckles=200,
        centre=(0.5, 0.78),
    )
    soap = Vessel(
        profile=((0, 0.155), (0.12, 0.166), (0.5, 0.168), (0.85, 0.164), (1, 0.152)),
        height=0.085,
        glaze=(240, 228, 206),
        dip=0,
        gloss=0.12,
        inside=(255, 248, 232),
        open=False,
        centre=(0.5, 0.722),
    )
    picture = _standing(room, vessel)
    draw_vessel(picture, vessel)
    draw_vessel(picture, soap)
    cap = Vessel(
        profile=((0, 0.153), (1, 0.153)),
        height=0.002,
        glaze=(252, 244, 228),
        dip=0,
        gloss=0.0,
        open=False,
        centre=(0.5, 0.6385),
    )
    draw_vessel(picture, cap)
    return picture


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "cup-night": lambda: cup(NIGHT, WARM),
    "cup-sand": lambda: cup(SAND, COOL),
    "cup-celadon": lambda: cup(CELADON, BLUSH),
    "espresso": lambda: espresso(COOL),
    "bowl": lambda: bowl(CELADON, WARM),
    "plate": lambda: plate(BLUSH),
    "vase": lambda: vase(CREAM, SAGE),
    "stem-vase": lambda: stem_vase(COOL),
    "teapot": lambda: teapot(WARM),
    "pitcher": lambda: pitcher(SAGE),
    "napkins": lambda: napkins([BRICK, CREAM, MOSS, (226, 214, 190)], COOL),
    "tablecloth": lambda: tablecloth(WARM),
    "candlestick": lambda: candlestick(BLUSH),
    "soap-dish": lambda: soap_dish(SAGE),
}


def jpeg(name: str) -> bytes:
    """The picture of that name, the same at every call."""
    out = io.BytesIO()
    finished(PICTURES[name]()).save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()
