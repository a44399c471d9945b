"""How much may lie in a basket. Pure."""

# More than a person buys; keeps a basket from becoming a way to fill the disk.
MOST_LINES = 100
MOST_PIECES = 9999


def fitting(wanted: int, stock: int | None) -> int:
    """The quantity that can be had: what is wanted, at most what is there (None: untracked)."""
    most = MOST_PIECES if stock is None else min(stock, MOST_PIECES)
    return max(0, min(wanted, most))
