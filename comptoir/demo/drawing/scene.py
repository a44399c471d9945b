"""The room that every picture shows: a wall with window light, a table, shadows, grain."""

import random
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = 1400
FINAL = 1000
Colour = tuple[int, int, int]
Point = tuple[float, float]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the other colour in the one."""
    a, b, c = (round(x + (y - x) * share) for x, y in zip(one, other, strict=True))
    return (a, b, c)


def scaled(colour: Colour, factor: float, plus: float = 0.0) -> Colour:
    a, b, c = (max(0, min(255, round(x * factor + plus))) for x in colour)
    return (a, b, c)


@dataclass(frozen=True)
class Room:
    wall: Colour
    table: Colour
    horizon: float = 0.66


def background(room: Room) -> Image.Image:
    """Wall and table, lit from the upper left."""
    ramp = Image.linear_gradient("L").resize((SIZE, SIZE))
    wall = _between(scaled(room.wall, 1.04), scaled(room.wall, 0.93), ramp)
    table = _between(scaled(room.table, 0.93), scaled(room.table, 1.06), ramp)
    edge = Image.new("L", (SIZE, SIZE), 0)
    ImageDraw.Draw(edge).rectangle((0, SIZE * room.horizon, SIZE, SIZE), fill=255)
    picture = Image.composite(table, wall, blurred(edge, 5))
    picture = _lit(picture, room)
    corner = Image.radial_gradient("L").resize((SIZE * 2, SIZE * 2))
    corner = corner.crop((SIZE // 3, SIZE // 3, SIZE + SIZE // 3, SIZE + SIZE // 3))
    dark = Image.new("RGB", (SIZE, SIZE), scaled(room.wall, 0.55))
    return Image.composite(dark, picture, corner.point(lambda v: int(max(0, v - 60) * 0.5)))


def _lit(picture: Image.Image, room: Room) -> Image.Image:
    """A window throws two soft panes of light on the wall."""
    panes = Image.new("L", (SIZE, SIZE), 0)
    draw = ImageDraw.Draw(panes)
    for left in (0.06, 0.31):
        corners = [(left, 0.02), (left + 0.2, 0.02), (left + 0.36, 0.6), (left + 0.16, 0.6)]
        draw.polygon([(x * SIZE, y * SIZE) for x, y in corners], fill=92)
    draw.rectangle((0, SIZE * room.horizon, SIZE, SIZE), fill=0)
    return Image.composite(
        Image.new("RGB", (SIZE, SIZE), mix(room.wall, (255, 250, 238), 0.75)),
        picture,
        blurred(panes, 26),
    )


def _between(top: Colour, bottom: Colour, ramp: Image.Image) -> Image.Image:
    size = ramp.size
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), ramp)


def blurred(image: Image.Image, radius: float) -> Image.Image:
    """Blurred; only where there is something, and wide blurs made small: it looks the same."""
    box = _around(image, radius) if image.mode == "L" else (0, 0, *image.size)
    part = image.crop(box)
    if radius < 12:
        part = part.filter(ImageFilter.GaussianBlur(radius))
    else:
        small = part.resize((part.width // 6 + 1, part.height // 6 + 1), Image.Resampling.BILINEAR)
        small = small.filter(ImageFilter.GaussianBlur(radius / 6))
        part = small.resize(part.size, Image.Resampling.BICUBIC)
    whole = image.copy()
    whole.paste(part, box[:2])
    return whole


def _around(image: Image.Image, radius: float) -> tuple[int, int, int, int]:
    found = image.getbbox()
    if found is None:
        return (0, 0, *image.size)
    room = round(radius * 3) + 2
    left, top, right, bottom = found
    wide, high = image.size
    return (
        max(0, left - room),
        max(0, top - room),
        min(wide, right + room),
        min(high, bottom + room),
    )


def shadow(picture: Image.Image, box: tuple[float, float, float, float], strength: float) -> None:
    """A soft shadow on the table, falling to the right of what stands in the box."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    long = Image.new("L", picture.size, 0)
    draw = ImageDraw.Draw(long)
    draw.ellipse((left + wide * 0.06, top, right + wide * 0.55, bottom + high * 0.1), fill=150)
    near = Image.new("L", picture.size, 0)
    ImageDraw.Draw(near).ellipse((left - 4, top + high * 0.1, right + 14, bottom + 8), fill=215)
    both = ImageChops.lighter(blurred(long, 44), blurred(near, 13))
    dark = Image.new("RGB", picture.size, (58, 44, 34))
    picture.paste(dark, (0, 0), both.point(lambda v: int(v * strength)))


@cache
def _grain() -> Image.Image:
    noise = random.Random(20).randbytes(FINAL * FINAL)
    return Image.frombytes("L", (FINAL, FINAL), noise).filter(ImageFilter.GaussianBlur(0.6))


def finished(picture: Image.Image) -> Image.Image:
    """The picture at its final size, with a little grain, like a photograph."""
    small = picture.convert("RGB").resize((FINAL, FINAL), Image.Resampling.LANCZOS)
    grain = Image.merge("RGB", [_grain()] * 3)
    return Image.blend(small, ImageChops.overlay(small, grain), 0.16)
