"""Speaking with PayPal: OAuth, and calls that can be repeated.

After https://developer.paypal.com/api/rest/authentication/, /api/rest/requests/ (PayPal-Request-Id)
and /api/rest/responses/ (errors: name, details with issue).
"""

import hashlib
import json
import time
from collections.abc import Mapping
from threading import Lock
from typing import Any

import httpx
from django.conf import settings

from comptoir.payments.providers.interface import Credentials, Fault, ProviderTrouble

BASES = {True: "https://api-m.sandbox.paypal.com", False: "https://api-m.paypal.com"}
TIMEOUT = httpx.Timeout(15.0, connect=5.0)
# A token is let go of this long before PayPal lets it end.
EARLY_SECONDS = 120
Json = dict[str, Any]

_tokens: dict[tuple[str, str], tuple[float, str]] = {}
_lock = Lock()


class Issue(ProviderTrouble):
    """PayPal refused; `issues` are its own codes for why."""

    def __init__(self, issues: frozenset[str], said: str, *, lasting: bool = True) -> None:
        self.issues = issues
        super().__init__(Fault.REFUSED, said=said, lasting=lasting)


def base(test: bool) -> str:
    return str(
        settings.COMPTOIR_STAND_INS.get("paypal_test" if test else "paypal_live") or BASES[test]
    )


def call(
    method: str,
    path: str,
    given: Credentials,
    *,
    test: bool,
    body: Mapping[str, Any] | None = None,
    once: str = "",
) -> Json:
    """What PayPal answers. once: asked again with it, PayPal does nothing a second time.

    Raises ProviderTrouble, Issue for what PayPal refuses.
    """
    answer = _sent(method, path, given, _token(given, test=test), test, body, once)
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        # The token may have been taken back before its time.
        answer = _sent(method, path, given, _token(given, test=test, anew=True), test, body, once)
    return _read(answer)


def _sent(
    method: str,
    path: str,
    given: Credentials,
    token: str,
    test: bool,
    body: Mapping[str, Any] | None,
    once: str,
) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "Prefer": "return=representation"}
    if once:
        headers["PayPal-Request-Id"] = once
    # Captures and refunds have no body of their own; the header is asked for all the same.
    content = json.dumps(body or {}).encode() if method == "POST" else None
    if content is not None:
        headers["Content-Type"] = "application/json"
    return _request(method, f"{base(test)}{path}", headers=headers, content=content)


def _token(given: Credentials, *, test: bool, anew: bool = False) -> str:
    """OAuth's token for these keys, kept in the process for as long as PayPal said."""
    client_id, secret = given.get("client_id", ""), given.get("secret", "")
    mark = (base(test), hashlib.sha256(f"{client_id}:{secret}".encode()).hexdigest())
    with _lock:
        until, token = _tokens.get(mark, (0.0, ""))
    if token and time.monotonic() < until and not anew:
        return token
    answer = _request(
        "POST",
        f"{base(test)}/v1/oauth2/token",
        content=b"grant_type=client_credentials",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        auth=(client_id, secret),
    )
    if answer.status_code in {400, 401}:
        raise ProviderTrouble(Fault.KEY, said=_said(answer))
    found = _read(answer)
    token, lasts = str(found.get("access_token") or ""), found.get("expires_in")
    if not token or not isinstance(lasts, int):
        raise ProviderTrouble(Fault.UNREADABLE)
    with _lock:
        _tokens[mark] = (time.monotonic() + lasts - EARLY_SECONDS, token)
    return token


def forget_tokens() -> None:
    """No token is kept."""
    with _lock:
        _tokens.clear()


def _request(method: str, url: str, **more: Any) -> httpx.Response:
    try:
        return httpx.request(method, url, timeout=TIMEOUT, follow_redirects=False, **more)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise ProviderTrouble(Fault.UNREACHABLE, said=type(error).__name__) from error


def _read(answer: httpx.Response) -> Json:
    status = answer.status_code
    if status == httpx.codes.NO_CONTENT:
        return {}
    if status == httpx.codes.UNAUTHORIZED:
        raise ProviderTrouble(Fault.KEY, said=_said(answer))
    if status == httpx.codes.FORBIDDEN:
        raise ProviderTrouble(Fault.NO_RIGHT, said=_said(answer))
    if status in {httpx.codes.BAD_REQUEST, 404, 409, 422}:
        raise Issue(_issues(answer), _said(answer), lasting=status != httpx.codes.CONFLICT)
    if not answer.is_success:
        raise ProviderTrouble(Fault.UNREACHABLE, said=str(status))
    found = _json(answer)
    if not isinstance(found, dict):
        raise ProviderTrouble(Fault.UNREADABLE)
    return found


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except (ValueError, RecursionError):
        return None


def _issues(answer: httpx.Response) -> frozenset[str]:
    found = _json(answer)
    details = found.get("details") if isinstance(found, dict) else None
    if not isinstance(details, list):
        return frozenset()
    return frozenset(str(one.get("issue")) for one in details if isinstance(one, dict))


def _said(answer: httpx.Response) -> str:
    found = _json(answer)
    if not isinstance(found, dict):
        return ""
    details = found.get("details")
    first = details[0] if isinstance(details, list) and details else {}
    told = first.get("description") if isinstance(first, dict) else ""
    return str(told or found.get("message") or found.get("error_description") or "")[:300]
