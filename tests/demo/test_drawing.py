"""The pictures are the same at every call, on every machine."""

import io

import pytest
from PIL import Image

from comptoir.demo.drawing.goods import PICTURES, jpeg
from comptoir.demo.seed.goods import GOODS

pytestmark = pytest.mark.once


def test_every_picture_of_the_goods_can_be_drawn() -> None:
    assert {name for goods in GOODS for name in goods.pictures} == set(PICTURES)


def test_a_picture_is_the_same_every_time() -> None:
    content = jpeg("bowl")
    assert jpeg("bowl") == content
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (1000, 1000)
        # Light on the wall, a darker bowl: not a flat field.
        tones = picture.convert("L").histogram()
        assert sum(tones[:70]) > 1000
        assert sum(tones[200:]) > 1000
