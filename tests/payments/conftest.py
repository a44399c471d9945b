from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comptoir.payments.providers.paypal.client import forget_tokens
from tests.payments.paypal import papers
from tests.payments.paypal.stand_in import PayPal, paypal_server
from tests.payments.stripe.stand_in import Stripe, stripe_server


@pytest.fixture
def stripe(settings: Any) -> Iterator[Stripe]:
    """A stand-in of Stripe that the house speaks with."""
    with stripe_server() as found:
        settings.COMPTOIR_STAND_INS = {**settings.COMPTOIR_STAND_INS, "stripe": found.url}
        yield found


@pytest.fixture(scope="session")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of roots that are trusted instead of the world's."""
    file = tmp_path_factory.mktemp("roots") / "roots.pem"
    file.write_bytes(papers.pem(papers.root()))
    return file


@pytest.fixture
def paypal(settings: Any, roots: Path) -> Iterator[PayPal]:
    """Stand-ins of PayPal, sandbox and live; the sandbox is handed over."""
    forget_tokens()
    with paypal_server() as found, paypal_server("client-live") as live:
        settings.COMPTOIR_STAND_INS = {
            **settings.COMPTOIR_STAND_INS,
            "paypal_test": found.url,
            "paypal_live": live.url,
            "paypal_roots": str(roots),
        }
        yield found
