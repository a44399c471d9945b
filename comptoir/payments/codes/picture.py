"""A payment code as a picture: SVG for pages and paper, PNG for mails.

Both follow from what the code says and nothing else, so nothing is kept but that. The
ground is white in every theme, with the four modules around that readers need.
"""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString
from PIL import Image, ImageDraw

QUIET = 4
PIXELS = 4  # of a page, for one module
SHARP = 2  # pixels of a mail's picture for one of the page
# Any of the eight masks is valid; trying all of them takes five times as long.
MASK = 3
SWISS = "SPC"
# The Swiss cross, in parts of the code's width (7 of 46 mm): white, black, the cross's arms.
_WHITE, _BLACK, _LONG, _SHORT = 7 / 46, 6 / 46, 3.9 / 46, 1.17 / 46


@lru_cache(maxsize=64)
def _rows(payload: str) -> tuple[bytes, ...]:
    """The modules, row by row: 1 is dark. Level M, as all three standards ask."""
    code = segno.make_qr(payload.encode(), error="m", boost_error=False, mask=MASK)
    return tuple(bytes(row) for row in code.matrix)


def width(payload: str) -> int:
    """How wide the picture stands on a page, in pixels, the quiet zone included."""
    return (len(_rows(payload)) + 2 * QUIET) * PIXELS


def svg(payload: str, label: str) -> SafeString:
    """The code as an inline picture with a name for those who don't see it."""
    rows = _rows(payload)
    size = len(rows) + 2 * QUIET
    return format_html(
        '<svg class="pay-code" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{}v{}H0z"/>'
        '<path d="{}"/>{}</svg>',
        label,
        size,
        size,
        width(payload),
        width(payload),
        size,
        size,
        "".join(_runs(rows)),
        _cross_svg(len(rows)) if payload.startswith(SWISS) else "",
    )


def png(payload: str) -> bytes:
    """The code as a picture of two pixels for each one that is shown."""
    rows = _rows(payload)
    side = len(rows) + 2 * QUIET
    picture = Image.new("1", (side, side), 255)
    dots = bytes(0 if module else 255 for row in rows for module in row)
    picture.paste(Image.frombytes("L", (len(rows), len(rows)), dots), (QUIET, QUIET))
    picture = picture.resize((side * PIXELS * SHARP,) * 2, Image.Resampling.NEAREST)
    if payload.startswith(SWISS):
        draw = ImageDraw.Draw(picture)
        for box, colour in _cross(len(rows)):
            draw.rectangle([part * PIXELS * SHARP for part in box], fill=colour)
    file = BytesIO()
    # Asked to "optimize", Pillow takes three times as long for 80 bytes less.
    picture.save(file, "PNG")
    return file.getvalue()


def _runs(rows: tuple[bytes, ...]) -> Iterator[str]:
    """Dark modules side by side as one stroke of the path."""
    for y, row in enumerate(rows, start=QUIET):
        x = 0
        while (x := row.find(1, x)) >= 0:
            end = row.find(0, x)
            end = len(row) if end < 0 else end
            yield f"M{x + QUIET} {y}h{end - x}v1h-{end - x}z"
            x = end


def _cross(modules: int) -> Iterator[tuple[tuple[float, float, float, float], int]]:
    """Boxes (left, top, right, bottom) in modules with their grey, drawn in this order."""
    middle = QUIET + modules / 2
    for across, down, grey in (
        (_WHITE, _WHITE, 255),
        (_BLACK, _BLACK, 0),
        (_LONG, _SHORT, 255),
        (_SHORT, _LONG, 255),
    ):
        x, y = across * modules / 2, down * modules / 2
        yield (middle - x, middle - y, middle + x, middle + y), grey


def _cross_svg(modules: int) -> SafeString:
    parts = [
        format_html(
            '<path fill="{}" d="M{} {}H{}V{}H{}z"/>',
            "#fff" if grey else "#000",
            *(f"{number:.2f}" for number in (left, top, right, bottom, left)),
        )
        for (left, top, right, bottom), grey in _cross(modules)
    ]
    return SafeString("".join(parts))
