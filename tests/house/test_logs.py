"""Log lines tell what went wrong, and nothing about customers."""

import io
import logging
import logging.config

import pytest
from django.conf import settings

pytestmark = pytest.mark.once


def test_a_traceback_shows_no_values() -> None:
    out = io.StringIO()
    logging.config.dictConfig(settings.LOGGING)
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(out)
    try:
        customer = "anne" + "@example.com"
        raise ValueError(len(customer))
    except ValueError:
        logging.getLogger("comptoir.orders").exception("it broke")
    assert "it broke" in out.getvalue()
    assert "ValueError" in out.getvalue()
    assert "anne@example.com" not in out.getvalue()
