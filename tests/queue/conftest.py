from tests.mailing.conftest import postbox
from tests.payments.conftest import stripe

__all__ = ["postbox", "stripe"]
