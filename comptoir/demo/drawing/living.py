"""What lives: a branch in blossom, the flame of a candle."""

from PIL import Image, ImageDraw

from comptoir.demo.drawing.scene import SIZE, Point, blurred
from comptoir.demo.drawing.turned import draw_tube


def draw_branch(picture: Image.Image, start: Point, through: list[Point]) -> None:
    draw_tube(picture, [start, *through], lambda t: 0.0055 - 0.003 * t, (112, 96, 66))
    end_x, end_y = through[-1]
    middle_x, middle_y = through[len(through) // 2]
    for x, y, size in (
        (end_x, end_y, 0.030),
        (end_x - 0.03, end_y + 0.035, 0.026),
        (end_x + 0.028, end_y + 0.04, 0.024),
        (middle_x, middle_y + 0.01, 0.026),
        (middle_x + 0.028, middle_y - 0.014, 0.02),
    ):
        _blossom(picture, (x * SIZE, y * SIZE), size * SIZE)


def _blossom(picture: Image.Image, at: Point, size: float) -> None:
    for dx, dy, share, colour in (
        (0.12, 0.16, 1.0, (196, 172, 150)),
        (0, 0, 0.95, (240, 226, 208)),
        (-0.14, -0.16, 0.62, (252, 244, 232)),
    ):
        mask = Image.new("L", picture.size, 0)
        x, y, r = at[0] + dx * size, at[1] + dy * size, size * share
        ImageDraw.Draw(mask).ellipse((x - r, y - r * 0.86, x + r, y + r * 0.86), fill=235)
        picture.paste(Image.new("RGB", picture.size, colour), (0, 0), blurred(mask, 3))


def draw_flame(picture: Image.Image, at: Point) -> None:
    x, y = at[0] * SIZE, at[1] * SIZE
    for wide, high, colour, strength, blur in (
        (150, 190, (255, 224, 160), 120, 60),
        (26, 62, (255, 206, 112), 255, 6),
        (13, 36, (255, 246, 220), 255, 4),
    ):
        mask = Image.new("L", picture.size, 0)
        ImageDraw.Draw(mask).ellipse((x - wide, y - high, x + wide, y + high * 0.6), fill=strength)
        picture.paste(Image.new("RGB", picture.size, colour), (0, 0), blurred(mask, blur))
