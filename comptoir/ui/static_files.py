"""Where styles, scripts and fonts are found."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # WhiteNoise ships no types
    """WhiteNoise's store, which looks each address up once: a page names thirty of them."""

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        self.url = cache(super().url)
