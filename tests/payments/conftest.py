from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from comptoir.payments.providers.paypal.client import forget_tokens
from tests.payments.looked_at import Paid
from tests.payments.paypal import papers
from tests.payments.paypal.stand_in import PayPal, paypal_server
from tests.payments.scene import Scene, scene
from tests.payments.stripe.stand_in import Stripe, stripe_server
from tests.payments.walking import StandIn

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer


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


@pytest.fixture(params=["stripe", "paypal"])
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def there(provider: str, stripe: Stripe, paypal: PayPal) -> StandIn:
    return stripe if provider == "stripe" else paypal


@pytest.fixture
def found(provider: str, there: StandIn, live_server: "LiveServer") -> Scene:
    """A shop where one can pay so, and notices come to it."""
    made = scene(provider, mail_payment_received=True)
    there.hook = f"{live_server.url}{made.hook}"
    return made


@pytest.fixture
def paid(provider: str, there: StandIn) -> Paid:
    return Paid(provider, there)
