"""The modules of a QR code, by the standard (ISO/IEC 18004), for payloads of one kind.

Every order has a code of its own, drawn for its page and for its mail, and segno takes more
than a millisecond for one. What is the same for all codes of a size is worked out once, from
what segno draws: where each bit of the message stands, and all the rest. A payload that is
not of this kind is segno's own work; a test compares the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

import segno
from segno import consts

# Any of the eight masks is valid; trying all of them takes five times as long.
MASK = 3
_POLYNOMIAL = 0x11D
_BITS = bytes.maketrans(b"01", b"\0\1")
_PADDING = bytes.fromhex("ec11")
# segno tells one module too many as the format's.
_FREE = {
    consts.TYPE_DATA_DARK,
    consts.TYPE_DATA_LIGHT,
    consts.TYPE_FORMAT_DARK,
    consts.TYPE_FORMAT_LIGHT,
}
_FORMAT = 8
_TIMING_COLUMN = 6


@dataclass(frozen=True, slots=True)
class _Size:
    """What all codes of one size share.

    blocks: how many, of how many bytes each, of them the payload's. `arranged` puts the bits of
    the message and those that are fixed, "01", in the order of the modules.
    """

    width: int
    blocks: tuple[tuple[int, int, int], ...]
    masked: int
    bits: int
    arranged: Any

    @property
    def holds(self) -> int:
        return sum(many * own for many, _whole, own in self.blocks)


def rows(payload: bytes) -> tuple[bytes, ...]:
    """The modules, row by row: 1 is dark. Level M, as all three payment standards ask."""
    # A line break is in no alphabet but that of bytes, so the length alone says the size.
    if b"\n" not in payload:
        return tuple(bytes(row) for row in _drawn(payload).matrix)
    size = _size(_version(len(payload)))
    message = int.from_bytes(_message(payload, size)) << size.bits % 8
    text = f"{message ^ size.masked:0{size.bits}b}01"
    modules = "".join(size.arranged(text)).encode().translate(_BITS)
    width = size.width
    return tuple(modules[at : at + width] for at in range(0, width * width, width))


def _drawn(payload: bytes) -> segno.QRCode:
    return segno.make_qr(payload, error="m", boost_error=False, mask=MASK)


@cache
def _version(length: int) -> int:
    version = _drawn(b"\n" * length).version
    if not isinstance(version, int):
        raise TypeError(version)
    return version


@cache
def _size(version: int) -> _Size:
    """By what segno draws: modules that carry the message, and those that stand fixed."""
    sample = segno.make_qr(b"\n", version=version, error="m", boost_error=False, mask=MASK)
    kinds = [list(row) for row in sample.matrix_iter(border=0, verbose=True)]
    modules = [bytes(row) for row in sample.matrix]
    places = list(_way(kinds))
    index = {place: at for at, place in enumerate(places)}
    off, on = len(places), len(places) + 1
    arranged = itemgetter(
        *(
            index.get((x, y), on if modules[y][x] else off)
            for y in range(len(kinds))
            for x in range(len(kinds))
        )
    )
    masked = "".join("1" if (x + y) % 3 == 0 else "0" for x, y in places)
    # Typed as less than it is.
    infos: Any = consts.ECC[version]
    blocks = tuple(
        (info.num_blocks, info.num_total, info.num_data) for info in infos[consts.ERROR_LEVEL_M]
    )
    return _Size(len(kinds), blocks, int(masked, 2), len(places), arranged)


def _way(kinds: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Columns by two from the right, up and down by turns: the order in which bits are placed."""
    width = len(kinds)
    rights = [x if x > _TIMING_COLUMN else x - 1 for x in range(width - 1, 0, -2)]
    for turn, right in enumerate(rights):
        for step in range(width):
            y = step if turn % 2 else width - 1 - step
            for x in (right, right - 1):
                if kinds[y][x] in _FREE and not _format(x, y, width):
                    yield x, y


def _format(x: int, y: int, width: int) -> bool:
    """Where the code says its level and mask, twice."""
    if x == _FORMAT:
        return y <= _FORMAT or y >= width - _FORMAT
    return y == _FORMAT and (x <= _FORMAT or x >= width - _FORMAT)


def _message(payload: bytes, size: _Size) -> bytes:
    """Payload, padding and correction, interleaved block by block."""
    holds = size.holds
    counting = 8 if size.width < 57 else 16  # from version 10 on
    begun = (0b0100 << counting | len(payload)) << 8 * len(payload) | int.from_bytes(payload)
    # Four bits of kind at the front make room for the four that end the payload.
    bytes_used = (4 + counting) // 8 + len(payload) + 1
    data = (begun << 4).to_bytes(bytes_used)
    # The empty byte is segno's habit; readers stop before it.
    data = (data + b"\0" + _PADDING * holds)[:holds]
    own, correction, at = [], [], 0
    for many, whole, length in size.blocks:
        for _ in range(many):
            block = data[at : at + length]
            own.append(block)
            correction.append(_correction(block, whole - length))
            at += length
    return _interleaved(own) + _interleaved(correction)


def _interleaved(blocks: list[bytes]) -> bytes:
    longest = max(map(len, blocks))
    return bytes(block[at] for at in range(longest) for block in blocks if at < len(block))


def _correction(block: bytes, length: int) -> bytes:
    """What is left of the block, divided by the code's polynomial (Reed and Solomon)."""
    table, left, cut = _table(length), 0, 8 * (length - 1)
    below = (1 << cut) - 1
    for byte in block:
        left = (left & below) << 8 ^ table[left >> cut ^ byte]
    return left.to_bytes(length)


@cache
def _table(length: int) -> list[int]:
    """What each byte at the front takes off the rest."""
    divisor, root = [1], 1
    for _ in range(length):
        shifted = [*divisor, 0]
        divisor = [
            one ^ _times(other, root) for one, other in zip(shifted, [0, *divisor], strict=True)
        ]
        root = _times(root, 2)
    return [
        int.from_bytes(bytes(_times(byte, factor) for factor in divisor[1:])) for byte in range(256)
    ]


def _times(one: int, other: int) -> int:
    """The product in the field of 256 elements."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 0x100:
            one ^= _POLYNOMIAL
        other >>= 1
    return product
