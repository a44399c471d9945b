"""Smaller copies of pictures, for small screens: made when first asked for, then kept.

They stand in a folder of their own that can be emptied at any time; the names come from what
is in the pictures, so a copy never goes stale.
"""

import os
import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image

# Pixels wide: a line of the basket, half a phone or a tile, a whole phone or half a screen.
WIDTHS = (240, 480, 960)


def sized(name: str, width: int) -> IO[bytes]:
    """The stored picture, no wider than that; the picture itself where it is no wider."""
    kept = Path(settings.COMPTOIR_HOME) / "cache" / "pictures" / str(width) / name
    if not kept.exists():
        with default_storage.open(name) as stored, Image.open(stored) as picture:
            if picture.width <= width:
                return default_storage.open(name)
            _keep(picture, width, kept)
    return kept.open("rb")


def _keep(picture: Image.Image, width: int, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    kind = picture.format or "JPEG"
    height = max(1, round(picture.height * width / picture.width))
    smaller = picture.resize((width, height), Image.Resampling.LANCZOS)
    # Written aside and renamed: nobody is ever served half a picture.
    handle, aside = tempfile.mkstemp(dir=kept.parent)
    with os.fdopen(handle, "wb") as out:
        smaller.save(out, kind, quality=82)
    Path(aside).replace(kept)
