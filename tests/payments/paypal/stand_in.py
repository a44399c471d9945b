"""A local stand-in of PayPal that answers as its public documentation says.

It follows these pages: https://developer.paypal.com/api/rest/authentication/ (OAuth),
https://developer.paypal.com/docs/api/orders/v2/ (create, show, capture),
https://developer.paypal.com/sdk/orders/v2/definitions/payment_collection (a unit's captures and
refunds; https://developer.paypal.com/sdk/orders/v2/definitions/capture_status: PARTIALLY_REFUNDED,
REFUNDED),
https://developer.paypal.com/docs/api/payments/v2/ (refund a capture, show a refund),
https://developer.paypal.com/api/rest/reference/idempotency/ (PayPal-Request-Id),
https://developer.paypal.com/docs/api/webhooks/v1/ (show a webhook) and
https://developer.paypal.com/api/rest/webhooks/rest/ (signature of notices).

`/checkoutnow?token=<order>` is its page where customers approve or go back. One server is the
sandbox, another the live PayPal: each knows its own keys.
"""

import base64
import json
import threading
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256

from tests.payments.paypal import papers

CLIENT, SECRET, WEBHOOK = "client-sandbox", "secret-sandbox", "WH-SANDBOX"
CERTIFICATE = "/v1/notifications/certs/CERT-1"
Json = dict[str, Any]
Answer = tuple[int, Json]


class PayPal:
    """What the stand-in knows; tests look at it and steer it."""

    def __init__(self, url: str, client: str) -> None:
        self.url, self.client = url, client
        self.lock = threading.RLock()
        self.orders: dict[str, Json] = {}
        self.captures: dict[str, Json] = {}
        self.refunds: list[Json] = []
        self.answers: dict[str, Answer] = {}
        self.tokens: set[str] = set()
        self.pem = papers.pem(papers.signer(), papers.between())
        self.hook = ""
        self.sends = True
        # Who posts the notices; without, each is posted at once and once.
        self.carrier: Callable[[Json, Callable[[], int]], None] | None = None
        self.away = False
        self.declines = False
        self.pending_refunds = False
        self.count = self.fetched = 0
        self.asked: list[str] = []

    def new(self, prefix: str) -> str:
        with self.lock:
            self.count += 1
            return f"{prefix}{self.count:06}"

    # What happens at PayPal -------------------------------------------------------------

    def approve(self, order_id: str) -> Json:
        """The customer says yes; nothing is taken yet."""
        order = self.orders[order_id]
        order |= {"status": "APPROVED"}
        return self.tell("CHECKOUT.ORDER.APPROVED", order)

    def event(self, kind: str, about: Json) -> Json:
        return {
            "id": self.new("WH-EVENT-"),
            "event_version": "1.0",
            "create_time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "event_type": kind,
            "resource": json.loads(json.dumps(about)),
        }

    def tell(self, kind: str, about: Json) -> Json:
        """The event happened; it is sent unless the test keeps it back."""
        event = self.event(kind, about)
        if self.carrier is not None:
            self.carrier(event, lambda: self.send(event))
        elif self.sends and self.hook:
            self.send(event)
        return event

    def send(self, event: Json) -> int:
        """The notice is posted, signed; how it was answered."""
        body = json.dumps(event).encode()
        request = urllib.request.Request(self.hook, data=body, headers=self.signed(body))  # noqa: S310  # our own server
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return int(error.code)

    def signed(
        self, body: bytes, *, webhook: str = WEBHOOK, number: int = 2, url: str = ""
    ) -> dict[str, str]:
        """The headers of a notice with that body."""
        moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        text = f"transmission-1|{moment}|{webhook}|{zlib.crc32(body)}".encode()
        mark = papers.key(number).sign(text, padding.PKCS1v15(), SHA256())
        return {
            "Content-Type": "application/json",
            "Paypal-Transmission-Id": "transmission-1",
            "Paypal-Transmission-Time": moment,
            "Paypal-Transmission-Sig": base64.b64encode(mark).decode(),
            "Paypal-Cert-Url": url or f"{self.url}{CERTIFICATE}",
            "Paypal-Auth-Algo": "SHA256withRSA",
        }

    # What its interface answers ---------------------------------------------------------

    def answer(self, method: str, path: str, body: bytes, headers: Any) -> Answer:
        self.asked.append(f"{method} {path}")
        if self.away:
            return 503, {"name": "SERVICE_UNAVAILABLE"}
        if path == "/v1/oauth2/token":
            return self._token(headers)
        if headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return 401, {"error": "invalid_token", "error_description": "Token is not valid"}
        once = headers.get("PayPal-Request-Id") or ""
        with self.lock:
            mark = f"{method} {path} {once}"
            if once and mark in self.answers:
                return self.answers[mark]
            said = self._do(method, path, json.loads(body or b"{}"), once)
            if once and said[0] < 300:
                self.answers[mark] = said
            return said

    def _token(self, headers: Any) -> Answer:
        given = base64.b64decode(headers.get("Authorization", "").removeprefix("Basic ")).decode()
        if given != f"{self.client}:{self.client.replace('client', 'secret')}":
            return 401, {
                "error": "invalid_client",
                "error_description": "Client Authentication failed",
            }
        token = self.new("TOKEN-")
        self.tokens.add(token)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 32400}

    def _do(self, method: str, path: str, given: Json, once: str) -> Answer:
        parts = path.strip("/").split("/")
        if parts[:3] == ["v1", "notifications", "webhooks"]:
            if parts[3:] in ([], [WEBHOOK]):
                return 200, {"id": WEBHOOK, "webhooks": []}
            return 404, _error("RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        if parts[:3] == ["v2", "payments", "captures"] and parts[4:] == ["refund"]:
            return self._refund(parts[3], given)
        if parts[:3] == ["v2", "payments", "refunds"]:
            found = [one for one in self.refunds if one["id"] == parts[3]]
            none = (404, _error("RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"))
            return (200, found[0]) if found else none
        if parts[:3] != ["v2", "checkout", "orders"]:
            return 404, _error("RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        if len(parts) == 3:
            return self._create(given, once)
        order = self.orders.get(parts[3])
        if order is None:
            return 404, _error("RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        return self._capture(order) if parts[4:] == ["capture"] else (200, order)

    def _create(self, given: Json, once: str) -> Answer:
        if not once:
            return 400, _error("INVALID_REQUEST", "PAYPAL_REQUEST_ID_REQUIRED")
        unit = given["purchase_units"][0]
        if float(unit["amount"]["value"]) <= 0:
            return 422, _error("UNPROCESSABLE_ENTITY", "CANNOT_BE_ZERO_OR_NEGATIVE")
        name = self.new("ORDER")
        page = f"{self.url}/checkoutnow?token={name}"
        self.orders[name] = {
            "id": name,
            "intent": given["intent"],
            "status": "PAYER_ACTION_REQUIRED",
            "purchase_units": [{"reference_id": "default", **unit}],
            "context": given["payment_source"]["paypal"]["experience_context"],
            "links": [
                {"href": f"{self.url}/v2/checkout/orders/{name}", "rel": "self", "method": "GET"},
                {"href": page, "rel": "payer-action", "method": "GET"},
            ],
        }
        return 200, self.orders[name]

    def _capture(self, order: Json) -> Answer:
        if order["status"] == "COMPLETED":
            return 422, _error("UNPROCESSABLE_ENTITY", "ORDER_ALREADY_CAPTURED")
        if order["status"] != "APPROVED":
            return 422, _error("UNPROCESSABLE_ENTITY", "ORDER_NOT_APPROVED")
        if self.declines:
            return 422, _error("UNPROCESSABLE_ENTITY", "INSTRUMENT_DECLINED")
        unit = order["purchase_units"][0]
        capture = {
            "id": self.new("CAPTURE"),
            "status": "COMPLETED",
            "amount": unit["amount"],
            "custom_id": unit["custom_id"],
            "final_capture": True,
            "create_time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "supplementary_data": {"related_ids": {"order_id": order["id"]}},
        }
        self.captures[capture["id"]] = capture
        order["status"] = "COMPLETED"
        unit["payments"] = {"captures": [capture]}
        self.tell("PAYMENT.CAPTURE.COMPLETED", capture)
        return 201, order

    def give_back(self, money: str, amount: int) -> Json:
        """The merchant gives money back on PayPal's own pages."""
        value = f"{amount // 100}.{amount % 100:02}"
        given = {"amount": {"value": value, "currency_code": "EUR"}}
        status, said = self._refund(money, given)
        assert status == 201, said
        return said

    def _refund(self, capture_id: str, given: Json) -> Answer:
        capture = self.captures.get(capture_id)
        if capture is None:
            return 404, _error("RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        gone = sum(_cents(one) for one in self.refunds if one["of"] == capture_id)
        if _cents(given) > _cents(capture) - gone:
            return 422, _error("UNPROCESSABLE_ENTITY", "REFUND_AMOUNT_EXCEEDED")
        refund = {
            "id": self.new("REFUND"),
            "of": capture_id,
            "status": "PENDING" if self.pending_refunds else "COMPLETED",
            "amount": given["amount"],
            "custom_id": given.get("custom_id", ""),
            "create_time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "links": [{"href": f"{self.url}/v2/payments/captures/{capture_id}", "rel": "up"}],
        }
        self.refunds.append(refund)
        whole = gone + _cents(given) == _cents(capture)
        capture["status"] = "REFUNDED" if whole else "PARTIALLY_REFUNDED"
        order = self.orders[capture["supplementary_data"]["related_ids"]["order_id"]]
        order["purchase_units"][0]["payments"].setdefault("refunds", []).append(refund)
        if not self.pending_refunds:
            self.tell("PAYMENT.CAPTURE.REFUNDED", refund)
        return 201, refund


def _cents(values: Json) -> int:
    whole, _, rest = values["amount"]["value"].partition(".")
    return int(whole) * 100 + int(rest or 0)


def _error(name: str, issue: str) -> Json:
    return {
        "name": name,
        "message": "The request was not done.",
        "debug_id": "stand-in",
        "details": [{"issue": issue, "description": f"The stand-in says {issue}."}],
    }


class _Handler(BaseHTTPRequestHandler):
    paypal: PayPal

    def log_message(self, *_: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        where = urllib.parse.urlsplit(self.path)
        if where.path == CERTIFICATE:
            self.paypal.fetched += 1
            self._send(200, "application/x-pem-file", self.paypal.pem)
        elif where.path == "/checkoutnow":
            buttons = "".join(
                f'<button name="do" value="{one}">{one}</button>'
                for one in ("pay", "silent", "back")
            )
            page = f'<h1>Stand-in</h1><form method="post">{buttons}</form>'
            self._send(200, "text/html", page.encode())
        else:
            self._api("GET", b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        where = urllib.parse.urlsplit(self.path)
        if where.path == "/checkoutnow":
            self._pressed(
                urllib.parse.parse_qs(where.query)["token"][0],
                urllib.parse.parse_qs(body.decode())["do"][0],
            )
        else:
            self._api("POST", body)

    def _api(self, method: str, body: bytes) -> None:
        path = urllib.parse.urlsplit(self.path).path
        status, said = self.paypal.answer(method, path, body, self.headers)
        self._send(status, "application/json", json.dumps(said).encode())

    def _pressed(self, name: str, chosen: str) -> None:
        order = self.paypal.orders[name]
        if chosen in {"pay", "silent"} and order["status"] == "PAYER_ACTION_REQUIRED":
            self.paypal.approve(name)
        if chosen == "silent":
            self._send(200, "text/html", b"<h1>approved, and the browser closed</h1>")
            return
        where = order["context"]["return_url" if chosen == "pay" else "cancel_url"]
        self.send_response(303)
        self.send_header("Location", f"{where}?token={name}&PayerID=PAYER1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def paypal_server(client: str = CLIENT, port: int = 0) -> Iterator[PayPal]:
    """A running stand-in that knows the keys of that client."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    handler.paypal = PayPal(f"http://127.0.0.1:{server.server_address[1]}", client)  # type: ignore[attr-defined] # set on the class made here
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield handler.paypal  # type: ignore[attr-defined] # as above
    finally:
        server.shutdown()
        server.server_close()
