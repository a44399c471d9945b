"""What lies: plates seen from above, folded and hanging linen."""

import math
import random

from PIL import Image, ImageChops, ImageDraw

from comptoir.demo.drawing.scene import SIZE, Colour, blurred, mix, scaled


def draw_plate(
    picture: Image.Image, glaze: Colour, clay: Colour, radius: float, at: tuple[float, float]
) -> None:
    """A plate seen from above: a bare rim, a hollow that holds the light."""
    x, y, r = at[0] * SIZE, at[1] * SIZE, radius * SIZE
    dark = Image.new("L", picture.size, 0)
    ImageDraw.Draw(dark).ellipse((x - r + 26, y - r + 34, x + r + 44, y + r + 54), fill=150)
    picture.paste(Image.new("RGB", picture.size, (58, 44, 34)), (0, 0), blurred(dark, 26))
    for share, colour, blur in (
        (1.0, scaled(clay, 0.93), 1.2),
        (0.985, scaled(clay, 1.06), 1.5),
        (0.94, scaled(glaze, 1.05), 1.5),
        (0.86, scaled(glaze, 0.90), 7.0),
        (0.82, scaled(glaze, 1.0), 9.0),
    ):
        _disc(picture, (x, y), r * share, colour, blur)
    _sheen(picture, (x, y), r * 0.92, mix(glaze, (255, 255, 255), 0.75))
    _specks(picture, (x, y), r * 0.93)


def _disc(
    picture: Image.Image, at: tuple[float, float], radius: float, colour: Colour, blur: float
) -> None:
    mask = Image.new("L", picture.size, 0)
    x, y = at
    ImageDraw.Draw(mask).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    picture.paste(Image.new("RGB", picture.size, colour), (0, 0), blurred(mask, blur))


def _sheen(picture: Image.Image, at: tuple[float, float], radius: float, colour: Colour) -> None:
    """Light pools at the upper left of the hollow and leaves the rest in half shade."""
    x, y = at
    inside = Image.new("L", picture.size, 0)
    ImageDraw.Draw(inside).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    for dx, dy, size, strength, tone in (
        (0.30, 0.32, 0.75, 120, (40, 34, 30)),
        (-0.34, -0.36, 0.62, 110, colour),
    ):
        spot = Image.new("L", picture.size, 0)
        cx, cy, s = x + dx * radius, y + dy * radius, radius * size
        ImageDraw.Draw(spot).ellipse((cx - s, cy - s, cx + s, cy + s), fill=strength)
        faded = ImageChops.multiply(blurred(spot, 95), inside).point(lambda v: int(v * 0.6))
        picture.paste(Image.new("RGB", picture.size, tone), (0, 0), faded)


def _specks(picture: Image.Image, at: tuple[float, float], radius: float) -> None:
    chance = random.Random(5)
    draw = ImageDraw.Draw(picture, "RGBA")
    for _ in range(240):
        angle, far = chance.uniform(0, math.tau), radius * math.sqrt(chance.random())
        x, y, r = (
            at[0] + far * math.cos(angle),
            at[1] + far * math.sin(angle),
            chance.uniform(0.7, 2.6),
        )
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(84, 62, 46, chance.randrange(40, 120)))


def weave(size: tuple[int, int], colour: Colour) -> Image.Image:
    """Linen seen close: threads a little uneven in both directions."""
    chance = random.Random(11)
    across = Image.frombytes("L", (size[0] // 3 + 1, 1), chance.randbytes(size[0] // 3 + 1))
    down = Image.frombytes("L", (1, size[1] // 3 + 1), chance.randbytes(size[1] // 3 + 1))
    both = Image.blend(across.resize(size), down.resize(size), 0.5)
    light, dark = scaled(colour, 1.05), scaled(colour, 0.93)
    return Image.composite(Image.new("RGB", size, light), Image.new("RGB", size, dark), both)


def draw_stack(picture: Image.Image, colours: list[Colour], foot: float) -> None:
    """Folded cloths, one on another, their folds to the front."""
    chance = random.Random(3)
    y = foot * SIZE
    for colour in colours:
        high = 0.062 * SIZE
        left = (0.20 + chance.uniform(-0.012, 0.012)) * SIZE
        right = (0.80 + chance.uniform(-0.012, 0.012)) * SIZE
        for layer in range(3):
            _fold(picture, (left, y - high / 3 * (layer + 1), right, y - high / 3 * layer), colour)
        y -= high
    _top(picture, colours[-1], y)


def _fold(picture: Image.Image, box: tuple[float, float, float, float], colour: Colour) -> None:
    left, top, right, bottom = (round(value) for value in box)
    size = (right - left, bottom - top + 2)
    cloth = weave(size, colour)
    round_shade = Image.new("L", (1, size[1]))
    for row in range(size[1]):
        height = row / size[1] * 2 - 1
        round_shade.putpixel((0, row), round(255 * (0.62 + 0.38 * math.sqrt(1 - height**2 * 0.96))))
    cloth = ImageChops.multiply(cloth, Image.merge("RGB", [round_shade.resize(size)] * 3))
    ramp = Image.linear_gradient("L").rotate(90).resize(size).point(lambda v: 205 + v // 5)
    cloth = ImageChops.multiply(cloth, Image.merge("RGB", [ramp] * 3))
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), size[1] // 2, fill=255)
    picture.paste(cloth, (left, top), blurred(mask, 1))


def _top(picture: Image.Image, colour: Colour, y: float) -> None:
    """The uppermost cloth, seen a little from above."""
    deep = 0.055 * SIZE
    corners = [(0.205, y + 6), (0.795, y + 6), (0.745, y - deep), (0.255, y - deep)]
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).polygon([(x * SIZE, at) for x, at in corners], fill=255)
    cloth = weave(picture.size, scaled(colour, 1.06, 6))
    picture.paste(cloth, (0, 0), blurred(mask, 2))


def draw_hanging(picture: Image.Image, colour: Colour, top: float, bottom: float) -> None:
    """A cloth over the edge of the table, hanging in soft folds."""
    left, right = 0.16, 0.84
    width, height = round((right - left) * SIZE), round((bottom - top) * SIZE)
    cloth = weave((width, height), colour)
    folds = Image.new("L", (width, 1))
    for x in range(width):
        u = x / width
        wave = math.sin(u * 33 + 1.3 * math.sin(u * 9)) * 0.5 + math.sin(u * 71) * 0.12
        folds.putpixel((x, 0), round(max(0, min(255, 206 + 46 * wave - 20 * u))))
    deeper = Image.linear_gradient("L").resize((width, height))
    flat = Image.new("L", (width, height), 236)
    shade = Image.composite(
        folds.resize((width, height)), flat, deeper.point(lambda v: min(255, v * 3))
    )
    cloth = ImageChops.multiply(cloth, Image.merge("RGB", [shade] * 3))
    mask = Image.new("L", (width, height), 0)
    edge = [
        (x, height - 16 - 12 * math.sin(x / width * 33 + 1.3 * math.sin(x / width * 9)))
        for x in range(0, width, 4)
    ]
    ImageDraw.Draw(mask).polygon([(0, 0), (width, 0), *reversed(edge)], fill=255)
    seam = ImageDraw.Draw(cloth)
    seam.line([(x, y - 30) for x, y in edge], fill=scaled(colour, 0.72), width=3)
    picture.paste(cloth, (round(left * SIZE), round(top * SIZE)), blurred(mask, 1.2))
