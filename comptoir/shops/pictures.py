"""Uploaded pictures, made anew: nothing of the file that came in is ever served."""

import io
import warnings
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from comptoir.core.errors import Invalid

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000


@dataclass(frozen=True, slots=True)
class Remade:
    """A picture of our own making; `ending` is "webp" or "png"."""

    content: bytes
    ending: str
    width: int
    height: int


def remade(
    file: IO[bytes], *, side: int = 1600, ending: str = "webp", field: str = "image"
) -> Remade:
    """The picture upright, at most `side` pixels each way, without anything else of its file.

    Takes JPEG, PNG and WebP; raises Invalid (code "picture") for what is too large, has
    too many pixels, or is none of these. A moving picture stands still.
    """
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Invalid(
            field,
            _("This picture is too large: at most %(most)s MB."),
            "picture",
            most=MOST_BYTES // 1024**2,
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _remade(data, side, ending, field)
    except Invalid:
        raise
    except UnidentifiedImageError as error:
        raise Invalid(
            field, _("Only JPEG, PNG and WebP pictures can be taken."), "picture"
        ) from error
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise Invalid(field, _("This picture can't be read."), "picture") from error


def _remade(data: bytes, side: int, ending: str, field: str) -> Remade:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Invalid(field, _("This picture has too many pixels."), "picture")
        # JPEG can be read at a fraction of its size: less memory, much less time.
        opened.draft(None, (side, side))
        picture = ImageOps.exif_transpose(opened)
        see_through = picture.has_transparency_data
        plain = picture.convert("RGBA" if see_through else "RGB")
    plain.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if ending == "png":
        plain.save(out, "PNG", optimize=True)
    else:
        plain.save(out, "WEBP", quality=84, method=4)
    return Remade(out.getvalue(), ending, plain.width, plain.height)
