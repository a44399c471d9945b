"""A shop's accent colour as a stylesheet, moved towards black or white until it reads well."""

import re

_HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)
_LEAST_CONTRAST = 4.6
# The grounds that accents stand on, as in tokens.css.
_LIGHT_GROUND = (0xF6, 0xF3, 0xEE)
_DARK_GROUND = (0x29, 0x25, 0x22)
_WHITE = (255, 255, 255)
_INK = (0x1B, 0x18, 0x15)

Colour = tuple[int, int, int]


def accent_css(accent: str) -> str:
    """The stylesheet that gives a page that accent, light and dark, at AA contrast.

    Raises ValueError for anything but "#rrggbb", so nothing else gets into the stylesheet.
    """
    found = _HEX.fullmatch(accent)
    if not found:
        raise ValueError(f"not a colour: {accent!r}")
    red, green, blue = (int(part, 16) for part in found.groups())
    light = _block(readable((red, green, blue), _LIGHT_GROUND, 0), _LIGHT_GROUND)
    dark = _block(readable((red, green, blue), _DARK_GROUND, 255), _DARK_GROUND)
    return (
        f":root {{ {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme='light']) {{ {dark} }} }}\n"
        f":root[data-theme='dark'] {{ {dark} }}\n"
    )


def readable(colour: Colour, ground: Colour, towards: int) -> Colour:
    """The nearest colour on the way to black (0) or white (255) that reads on that ground."""
    for step in range(21):
        part = step / 20
        mixed = _mix(colour, (towards, towards, towards), part)
        if contrast(mixed, ground) >= _LEAST_CONTRAST:
            return mixed
    return (towards, towards, towards)


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _block(colour: Colour, ground: Colour) -> str:
    on = _WHITE if contrast(colour, _WHITE) >= contrast(colour, _INK) else _INK
    strong = _mix(colour, (0, 0, 0) if on == _WHITE else (255, 255, 255), 0.15)
    soft = _mix(ground, colour, 0.1)
    return (
        f"--accent: {_hex(colour)}; --accent-strong: {_hex(strong)}; "
        f"--accent-soft: {_hex(soft)}; --on-accent: {_hex(on)};"
    )


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _mix(colour: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
