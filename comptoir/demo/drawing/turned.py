"""Vessels turned on the wheel: a profile, a glaze, a rim; handles and spouts as tubes."""

import itertools
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from comptoir.demo.drawing.scene import SIZE, Colour, Point, blurred, mix, scaled

# How round a circle looks from where we stand.
TILT = 0.17
STRIP = 256


@dataclass(frozen=True)
class Vessel:
    """`profile`: (height from 0 foot to 1 rim, radius) with lengths in parts of the picture."""

    profile: tuple[Point, ...]
    height: float
    glaze: Colour
    clay: Colour = (196, 168, 140)
    # Height where the glaze ends; below it is bare clay. 0: glazed all over.
    dip: float = 0.14
    inside: Colour | None = None
    gloss: float = 0.30
    speckles: int = 0
    open: bool = True
    centre: Point = (0.5, 0.8)


def draw_vessel(picture: Image.Image, vessel: Vessel) -> None:
    """The vessel stands in the picture, foot at its centre."""
    foot = vessel.centre[1] * SIZE
    top = foot - vessel.height * SIZE
    glazed, mask = _turned(vessel, vessel.glaze, vessel.gloss, top, foot)
    if vessel.dip:
        bare, _ = _turned(vessel, vessel.clay, 0.05, top, foot)
        glazed = Image.composite(glazed, bare, _dipped(vessel, foot))
    if vessel.speckles:
        _speckle(glazed, mask, vessel.speckles)
    picture.paste(glazed, (0, 0), mask)
    if vessel.open:
        _mouth(picture, vessel, top)


def radius_at(vessel: Vessel, height: float) -> float:
    """Radius in pixels at that height, along a smooth line through the profile's points."""
    points = vessel.profile
    for index, ((h0, r0), (h1, r1)) in enumerate(itertools.pairwise(points)):
        if height <= h1 or index == len(points) - 2:
            before = points[index - 1] if index else (h0 - (h1 - h0), r0)
            after = points[index + 2] if index + 2 < len(points) else (h1 + (h1 - h0), r1)
            t = (height - h0) / (h1 - h0)
            return SIZE * _through(before, (h0, r0), (h1, r1), after, t)
    raise ValueError("a profile has two points at least")


def _through(before: Point, one: Point, two: Point, after: Point, t: float) -> float:
    """Cubic Hermite through the two points, flat where the line turns back."""
    span = two[0] - one[0]
    slope = (two[1] - one[1]) / span
    left = (one[1] - before[1]) / max(1e-6, one[0] - before[0])
    right = (after[1] - two[1]) / max(1e-6, after[0] - two[0])
    start = 0.0 if left * slope <= 0 else 2 * left * slope / (left + slope)
    end = 0.0 if right * slope <= 0 else 2 * right * slope / (right + slope)
    a, b = 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t
    return a * one[1] + b * span * start + (1 - a) * two[1] + (t**3 - t**2) * span * end


def _turned(
    vessel: Vessel, colour: Colour, gloss: float, top: float, foot: float
) -> tuple[Image.Image, Image.Image]:
    body = Image.new("RGB", (SIZE, SIZE), colour)
    mask = Image.new("L", (SIZE, SIZE), 0)
    draw = ImageDraw.Draw(mask)
    middle = vessel.centre[0] * SIZE
    radius = radius_at(vessel, 0)
    _stamp(body, colour, gloss, (middle, foot), radius, -0.3)
    draw.ellipse(_ring(middle, foot, radius), fill=255)
    for y in range(int(top), int(foot) + 1):
        height = (foot - y) / (foot - top)
        radius = radius_at(vessel, height)
        lean = (radius_at(vessel, min(1, height + 0.02)) - radius) / (0.02 * (foot - top))
        strip = _strip(colour, gloss, round(max(-1.2, min(1.2, lean)) * 8))
        width = max(2, round(radius * 2))
        left = round(middle - radius)
        body.paste(strip.resize((width, 1), Image.Resampling.BILINEAR), (left, y))
        draw.line((left, y, left + width - 1, y), fill=255)
    return body, blurred(mask, 1.2)


def _stamp(
    body: Image.Image, colour: Colour, gloss: float, at: Point, radius: float, lean: float
) -> None:
    box = _ring(at[0], at[1], radius)
    size = (max(2, round(box[2] - box[0])), max(2, round(box[3] - box[1])))
    body.paste(_strip(colour, gloss, round(lean * 8)).resize(size), (round(box[0]), round(box[1])))


def _ring(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return (x - radius, y - radius * TILT, x + radius, y + radius * TILT)


@lru_cache(maxsize=256)
def _strip(colour: Colour, gloss: float, lean: int) -> Image.Image:
    """One row across a round body, lit from the left; `lean` in eighths: widening upwards is darker."""
    strip = Image.new("RGB", (STRIP, 1))
    for i in range(STRIP):
        across = (i + 0.5) / STRIP * 2 - 1
        deep = math.sqrt(1 - across * across)
        light = max(0.0, -0.62 * across + 0.70 * deep - 0.24 * lean / 8)
        bounce = 0.10 * max(0.0, across - 0.55) / 0.45
        shine = gloss * max(0.0, 1 - abs(across + 0.46) / 0.16) ** 2
        broad = 0.10 * gloss * max(0.0, 1 - abs(across + 0.42) / 0.5)
        shade = 0.46 + 0.62 * light + bounce
        strip.putpixel((i, 0), scaled(colour, shade, 190 * shine + 120 * broad))
    return strip


def _dipped(vessel: Vessel, foot: float) -> Image.Image:
    """Where the glaze is: above a line that hangs a little, as glaze does."""
    y = foot - vessel.dip * vessel.height * SIZE
    radius = radius_at(vessel, vessel.dip) + 4
    middle = vessel.centre[0] * SIZE
    mask = Image.new("L", (SIZE, SIZE), 0)
    draw = ImageDraw.Draw(mask)
    draw.rectangle((0, 0, SIZE, y), fill=255)
    draw.ellipse(_ring(middle, y, radius), fill=255)
    chance = random.Random(vessel.speckles + round(vessel.height * 1000))
    for _ in range(9):
        across = chance.uniform(-0.9, 0.9)
        x = middle + across * radius
        hang = y + math.sqrt(1 - across**2) * radius * TILT
        wide = chance.uniform(18, 46)
        draw.ellipse((x - wide, hang - 14, x + wide, hang + chance.uniform(2, 9)), fill=255)
    return blurred(mask, 2.2)


def _speckle(body: Image.Image, mask: Image.Image, count: int) -> None:
    chance = random.Random(count)
    layer = Image.new("L", body.size, 0)
    draw = ImageDraw.Draw(layer)
    left, top, right, bottom = mask.getbbox() or (0, 0, 1, 1)
    for _ in range(count):
        x, y = chance.uniform(left, right), chance.uniform(top, bottom)
        r = abs(chance.gauss(0, 1.5)) + 0.6
        draw.ellipse((x - r, y - r, x + r, y + r), fill=chance.randrange(50, 150))
    body.paste(Image.new("RGB", body.size, (84, 62, 46)), (0, 0), ImageChops.multiply(layer, mask))


def _mouth(picture: Image.Image, vessel: Vessel, top: float) -> None:
    """The rim, and the inside as far as it can be seen: the light falls on its right wall."""
    middle, radius = vessel.centre[0] * SIZE, radius_at(vessel, 1)
    rim = mix(vessel.glaze, (255, 248, 236), 0.42)
    draw = ImageDraw.Draw(picture)
    draw.ellipse(_ring(middle, top, radius + 1), fill=rim)
    inner = radius - max(7.0, radius * 0.05)
    box = tuple(round(value) for value in _ring(middle, top + 1, inner))
    size = (box[2] - box[0], box[3] - box[1])
    inside = scaled(vessel.inside or vessel.glaze, 0.9)
    wall = _strip(inside, 0.0, 2).transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize(size)
    # The far wall is seen at the top, where it is light; towards us it falls into shade.
    shade = Image.linear_gradient("L").resize(size).point(lambda v: 235 - int(v * 0.42))
    wall = ImageChops.multiply(wall, Image.merge("RGB", [shade] * 3))
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=255)
    picture.paste(wall, (box[0], box[1]), blurred(mask, 1))


def draw_tube(
    picture: Image.Image, path: Sequence[Point], width: Callable[[float], float], colour: Colour
) -> None:
    """A rounded tube along the points: a handle, a spout, a stem."""
    layers = ((1.0, 0.62, 0.0), (0.82, 0.80, 0.06), (0.6, 0.95, 0.12), (0.34, 1.08, 0.17))
    layer, mask = Image.new("RGB", picture.size, colour), Image.new("L", picture.size, 0)
    ink, stencil = ImageDraw.Draw(layer), ImageDraw.Draw(mask)
    for share, shade, shift in layers:
        tone = scaled(colour, shade, 14 if share < 0.5 else 0)
        for (x, y), r in _along(path, width):
            reach, dx = r * share, -r * shift * 1.6
            circle = (x + dx - reach, y + dx - reach, x + dx + reach, y + dx + reach)
            ink.ellipse(circle, fill=tone)
            if share == 1.0:
                stencil.ellipse(circle, fill=255)
    box = mask.getbbox() or (0, 0, 1, 1)
    soft = blurred(layer.crop(box), 3)
    layer.paste(soft, box[:2])
    picture.paste(layer, (0, 0), blurred(mask, 1.2))


def _along(
    path: Sequence[Point], width: Callable[[float], float], steps: int = 160
) -> list[tuple[Point, float]]:
    """Points on the Bézier curve over the path, with the tube's radius there."""
    found = []
    for step in range(steps + 1):
        t = step / steps
        points = [(x * SIZE, y * SIZE) for x, y in path]
        while len(points) > 1:
            points = [
                (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t)
                for (x0, y0), (x1, y1) in itertools.pairwise(points)
            ]
        found.append((points[0], width(t) * SIZE))
    return found
