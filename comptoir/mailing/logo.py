"""The shop's picture in mails: carried along, never loaded from elsewhere."""

import base64
import mimetypes

from django.core.files.storage import default_storage

# The smallest picture there is: what a logo that was taken away leaves.
NOTHING = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def picture(name: str) -> tuple[bytes, str] | None:
    """Bytes and kind ("png") of the picture, or None when it is no longer there."""
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return file.read(), (mimetypes.guess_type(name)[0] or "image/png").partition("/")[2]


def data_address(name: str) -> str:
    """The picture as an address that needs no request."""
    found = picture(name)
    if found is None:
        return NOTHING
    return _address(*found)


def png_address(png: bytes) -> str:
    """A picture made here as an address that needs no request."""
    return _address(png, "png")


def _address(picture: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode('ascii')}"
