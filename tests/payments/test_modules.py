"""Our own modules of a code are segno's, module for module."""

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from comptoir.payments.codes.modules import MASK, rows

pytestmark = pytest.mark.once


def _segnos(payload: bytes) -> tuple[bytes, ...]:
    code = segno.make_qr(payload, error="m", boost_error=False, mask=MASK)
    return tuple(bytes(row) for row in code.matrix)


@pytest.mark.parametrize("length", [*range(1, 60), *range(60, 420, 7), 1000, 2331])
def test_every_length_is_drawn_alike(length: int) -> None:
    payload = bytes(32 + (at * 7) % 90 for at in range(length - 1)) + b"\n"
    assert rows(payload) == _segnos(payload)


@given(st.text(max_size=200).map(lambda text: f"{text}\n".encode()))
def test_every_text_is_drawn_alike(payload: bytes) -> None:
    assert rows(payload) == _segnos(payload)


@pytest.mark.parametrize("payload", [b"SPD*1.0*ACC:CZ65*AM:48.90", b"0123456789", b"abc"])
def test_what_may_stand_in_a_smaller_alphabet_is_segnos_own(payload: bytes) -> None:
    assert rows(payload) == _segnos(payload)


def test_what_fits_into_no_code_is_refused() -> None:
    with pytest.raises(segno.DataOverflowError):
        rows(b"\n" * 2332)
