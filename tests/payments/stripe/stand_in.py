"""A local stand-in of Stripe that answers as its public documentation says.

It follows these pages: https://docs.stripe.com/api/checkout/sessions (create, retrieve, expire,
list), https://docs.stripe.com/api/refunds (create, retrieve; https://docs.stripe.com/api/refunds/list:
newest first, by payment_intent, at most `limit`), https://docs.stripe.com/api/errors,
https://docs.stripe.com/api/idempotent_requests (same key: same answer; other parameters under
the same key: 400 idempotency_error), https://docs.stripe.com/webhooks/signature, and
https://docs.stripe.com/keys (sk_test_… and sk_live_…).

`/pay/<session>` is its page where customers pay, decline or go back.
"""

import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from comptoir.payments.providers.stripe.signature import sign

KEY, SECRET = "sk_test_stand_in", "whsec_stand_in"
Json = dict[str, Any]


class Stripe:
    """What the stand-in knows; tests look at it and steer it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.lock = threading.RLock()
        self.sessions: dict[str, Json] = {}
        self.refunds: list[Json] = []
        self.answers: dict[str, tuple[str, int, Json]] = {}
        self.hook = ""
        self.sends = True
        # Who posts the notices; without, each is posted at once and once.
        self.carrier: Callable[[Json, Callable[[], int]], None] | None = None
        self.away = False
        self.refuse_refunds = ""
        self.pending_refunds = False
        self.asked: list[str] = []
        self.count = 0

    def new(self, prefix: str) -> str:
        with self.lock:
            self.count += 1
            return f"{prefix}_{self.count:06}"

    # What happens at Stripe -------------------------------------------------------------

    def pay(self, session_id: str, **other: Any) -> Json:
        """The customer pays the session; `other` is said instead of what is right."""
        with self.lock:
            session = self.sessions[session_id]
            assert session["status"] == "open"
            session |= {
                "status": "complete",
                "payment_status": "paid",
                "payment_intent": self.new("pi"),
                "url": None,
            }
            session |= other
        return self.tell("checkout.session.completed", session)

    def later(self, session_id: str) -> Json:
        """The customer chose a way whose money comes days later."""
        with self.lock:
            session = self.sessions[session_id]
            session |= {"status": "complete", "payment_intent": self.new("pi"), "url": None}
        return self.tell("checkout.session.completed", session)

    def fail(self, session_id: str) -> Json:
        return self.tell("checkout.session.async_payment_failed", self.sessions[session_id])

    def event(self, kind: str, about: Json) -> Json:
        return {
            "id": self.new("evt"),
            "object": "event",
            "api_version": "2026-10-28.endive",
            "created": int(datetime.now(UTC).timestamp()),
            "livemode": False,
            "type": kind,
            "data": {"object": json.loads(json.dumps(about))},
        }

    def tell(self, kind: str, about: Json) -> Json:
        """The event happened; it is sent unless the test keeps it back."""
        event = self.event(kind, about)
        if self.carrier is not None:
            self.carrier(event, lambda: self.send(event))
        elif self.sends and self.hook:
            self.send(event)
        return event

    def send(self, event: Json, *, secret: str = SECRET, at: datetime | None = None) -> int:
        """The notice is posted, signed; how it was answered."""
        body = json.dumps(event).encode()
        request = urllib.request.Request(  # noqa: S310  # the address of our own server
            self.hook,
            data=body,
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "Stripe-Signature": sign(body, secret, at=at or datetime.now(UTC)),
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return int(error.code)

    # What its interface answers ---------------------------------------------------------

    def answer(self, method: str, path: str, given: Json, key: str, once: str) -> tuple[int, Json]:
        self.asked.append(f"{method} {path}")
        if self.away:
            return 503, _error("api_error", "Stripe is away.")
        if key != KEY:
            return 401, _error("invalid_request_error", f"Invalid API Key provided: {key[:8]}")
        with self.lock:
            mark = json.dumps([method, path, given], sort_keys=True)
            if once and once in self.answers:
                asked, status, said = self.answers[once]
                if asked != mark:
                    return 400, _error("idempotency_error", "Keys for idempotent requests differ.")
                return status, said
            status, said = self._do(method, path, given)
            if once:
                self.answers[once] = (mark, status, said)
            return status, said

    def _do(self, method: str, path: str, given: Json) -> tuple[int, Json]:
        parts = path.strip("/").split("/")[1:]
        if parts == ["account"]:
            return 200, {
                "id": "acct_1",
                "object": "account",
                "settings": {"dashboard": {"display_name": "Atelier Lune"}},
            }
        if parts == ["refunds"] and method == "POST":
            return self._refund(given)
        if parts == ["refunds"]:
            return 200, self._list(given, path)
        if parts[:1] == ["refunds"] and len(parts) == 2:
            found = [one for one in self.refunds if one["id"] == parts[1]]
            none = (404, _error("invalid_request_error", "No such refund"))
            return (200, dict(found[0])) if found else none
        if parts[:2] != ["checkout", "sessions"]:
            return 404, _error("invalid_request_error", f"Unrecognized request URL {path}")
        if len(parts) == 2 and method == "GET":
            return 200, {"object": "list", "data": [], "has_more": False, "url": path}
        if len(parts) == 2:
            return self._create(given)
        session = self.sessions.get(parts[2])
        if session is None:
            return 404, _error("invalid_request_error", "No such checkout.session")
        if parts[3:] == ["expire"]:
            if session["status"] != "open":
                return 400, _error("invalid_request_error", "Only open sessions can be expired.")
            session |= {"status": "expired", "url": None}
            self.tell("checkout.session.expired", session)
        return 200, session

    def _create(self, given: Json) -> tuple[int, Json]:
        amount = int(given["line_items[0][price_data][unit_amount]"])
        if amount < 50:
            return 400, _error("invalid_request_error", "Amount must be at least 50 cents.")
        name = self.new("cs_test")
        self.sessions[name] = {
            "id": name,
            "object": "checkout.session",
            "amount_total": amount,
            "currency": given["line_items[0][price_data][currency]"],
            "client_reference_id": given["client_reference_id"],
            "customer_email": given.get("customer_email"),
            "livemode": False,
            "metadata": {"comptoir": given["metadata[comptoir]"]},
            "mode": "payment",
            "payment_intent": None,
            "payment_status": "unpaid",
            "status": "open",
            "success_url": given["success_url"],
            "cancel_url": given["cancel_url"],
            "url": f"{self.url}/pay/{name}",
        }
        return 200, dict(self.sessions[name])

    def give_back(self, money: str, amount: int) -> Json:
        """The merchant gives money back on Stripe's own pages."""
        status, said = self._refund({"payment_intent": money, "amount": amount})
        assert status == 200, said
        return said

    def _list(self, given: Json, path: str) -> Json:
        found = [
            dict(one)
            for one in reversed(self.refunds)
            if one["payment_intent"] == given["payment_intent"]
        ]
        most = int(given.get("limit", 10))
        more = len(found) > most
        return {"object": "list", "data": found[:most], "has_more": more, "url": path}

    def _refund(self, given: Json) -> tuple[int, Json]:
        if self.refuse_refunds:
            return 400, _error("invalid_request_error", self.refuse_refunds)
        paid = next(
            (
                one
                for one in self.sessions.values()
                if one["payment_intent"] == given["payment_intent"]
            ),
            None,
        )
        if paid is None:
            return 404, _error("invalid_request_error", "No such payment_intent")
        gone = sum(
            one["amount"]
            for one in self.refunds
            if one["payment_intent"] == given["payment_intent"]
        )
        amount = int(given.get("amount") or paid["amount_total"] - gone)
        if amount > paid["amount_total"] - gone:
            return 400, _error(
                "invalid_request_error", "Refund amount is greater than what is left."
            )
        refund = {
            "id": self.new("re"),
            "object": "refund",
            "amount": amount,
            "currency": paid["currency"],
            "created": int(datetime.now(UTC).timestamp()),
            "metadata": {"comptoir": given["metadata[comptoir]"]}
            if "metadata[comptoir]" in given
            else {},
            "payment_intent": given["payment_intent"],
            "status": "pending" if self.pending_refunds else "succeeded",
        }
        self.refunds.append(refund)
        self.tell("refund.created", refund)
        # As it is now: what is answered again under the same key says what was said then.
        return 200, dict(refund)


def _error(kind: str, message: str) -> Json:
    return {"error": {"type": kind, "message": message}}


class _Handler(BaseHTTPRequestHandler):
    stripe: Stripe

    def log_message(self, *_: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        path = urllib.parse.urlsplit(self.path)
        if path.path.startswith("/pay/"):
            self._page(path.path.split("/")[2])
            return
        self._api("GET", path.path, dict(urllib.parse.parse_qsl(path.query)))

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        given = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode()))
        path = urllib.parse.urlsplit(self.path).path
        if path.startswith("/pay/"):
            self._pressed(path.split("/")[2], given)
            return
        self._api("POST", path, given)

    def _api(self, method: str, path: str, given: Json) -> None:
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        once = self.headers.get("Idempotency-Key", "") if method == "POST" else ""
        status, said = self.stripe.answer(method, path, given, key, once)
        self._send(status, "application/json", json.dumps(said).encode())

    def _page(self, name: str) -> None:
        session = self.stripe.sessions[name]
        if session["status"] != "open":
            self._send(200, "text/html", f"<h1>{session['status']}</h1>".encode())
            return
        buttons = "".join(
            f'<button name="do" value="{one}">{one}</button>'
            for one in ("pay", "silent", "decline", "back")
        )
        page = f'<h1>Stand-in</h1><form method="post">{buttons}</form>'
        self._send(200, "text/html", page.encode())

    def _pressed(self, name: str, given: Json) -> None:
        session, chosen = self.stripe.sessions[name], given["do"]
        where = session["success_url"] if chosen == "pay" else session["cancel_url"]
        if chosen == "decline":
            # A declined card leaves the session open: the customer may try another one.
            self._page(name)
            return
        if chosen in {"pay", "silent"} and session["status"] == "open":
            self.stripe.pay(name)
        if chosen == "silent":
            self._send(200, "text/html", b"<h1>paid, and the browser closed</h1>")
            return
        self.send_response(303)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def stripe_server(port: int = 0) -> Iterator[Stripe]:
    """A running stand-in."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    handler.stripe = Stripe(f"http://127.0.0.1:{server.server_address[1]}")  # type: ignore[attr-defined] # set on the class made here
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield handler.stripe  # type: ignore[attr-defined] # as above
    finally:
        server.shutdown()
        server.server_close()
