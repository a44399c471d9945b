from tests.mailing.conftest import postbox

__all__ = ["postbox"]
