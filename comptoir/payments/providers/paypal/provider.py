"""PayPal: Orders v2, by a thin client of our own.

After https://developer.paypal.com/docs/api/orders/v2/, https://developer.paypal.com/docs/api/payments/v2/
and https://developer.paypal.com/docs/api/webhooks/v1/.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comptoir.payments.providers.interface import (
    Ask,
    Begun,
    Checked,
    Credentials,
    Facts,
    Fault,
    Headers,
    KeyField,
    Notice,
    NotUnderstood,
    ProviderTrouble,
    Returned,
    Standing,
)
from comptoir.payments.providers.paypal import certificates, notices, signature
from comptoir.payments.providers.paypal.amounts import NoSuchAmount, to_paypal
from comptoir.payments.providers.paypal.client import Issue, call
from comptoir.payments.providers.paypal.reading import (
    facts_of_order,
    link,
    refund_of,
    refunds_of_order,
)

ORDERS = "/v2/checkout/orders"
# What PayPal's texts hold at most.
SHORT = 127
_GONE = frozenset({"INVALID_RESOURCE_ID", "RESOURCE_NOT_FOUND"})
_DECLINED = frozenset(
    {"INSTRUMENT_DECLINED", "TRANSACTION_REFUSED", "PAYER_CANNOT_PAY", "COMPLIANCE_VIOLATION"}
)
_NOT_YET = frozenset({"ORDER_NOT_APPROVED", "PAYER_ACTION_REQUIRED"})


class _PayPal:
    name = "paypal"
    title = "PayPal"
    keys = (
        KeyField(
            "client_id",
            _("Client ID"),
            _("In PayPal under Apps & Credentials, in the app of this shop."),
            secret=False,
        ),
        KeyField("secret", _("Secret"), _("Beside the client ID.")),
        KeyField(
            "webhook_id",
            _("Webhook ID"),
            _("In the same app under Webhooks, once the address above was entered there."),
            secret=False,
        ),
    )
    events = (*sorted(notices.ORDERS), *sorted(notices.CAPTURES), *sorted(notices.REFUNDS))

    def check(self, given: Credentials, *, test: bool) -> Checked:
        if not given.get("client_id") or not given.get("secret"):
            raise ProviderTrouble(Fault.KEY, lasting=True)
        webhook = given.get("webhook_id", "")
        try:
            # Without one of its own nothing proves a notice; with one, PayPal says whether it is right.
            call(
                "GET",
                f"/v1/notifications/webhooks/{quote(webhook, safe='') or '-'}",
                given,
                test=test,
            )
        except Issue as issue:
            raise ProviderTrouble(Fault.NOTICES, said=issue.said, lasting=True) from issue
        except ProviderTrouble as trouble:
            if trouble.fault == Fault.KEY and self._of_other_mode(given, test):
                raise ProviderTrouble(Fault.OTHER_MODE, lasting=True) from trouble
            raise
        return Checked()

    def _of_other_mode(self, given: Credentials, test: bool) -> bool:
        try:
            call("GET", "/v1/notifications/webhooks", given, test=not test)
        except ProviderTrouble:
            return False
        return True

    def start(self, given: Credentials, ask: Ask, *, test: bool) -> Begun:
        with _speaking():
            amount = {
                "currency_code": ask.currency,
                "value": to_paypal(ask.amount, ask.currency),
            }
            body = _order(ask, amount)
            order = call("POST", ORDERS, given, test=test, body=body, once=f"start-{ask.key}")
            reference, url = str(order.get("id") or ""), link(order, "payer-action", "approve")
        if not reference or not url:
            raise ProviderTrouble(Fault.UNREADABLE)
        return Begun(reference, url)

    def ask(self, given: Credentials, reference: str, *, test: bool) -> Facts:
        try:
            with _speaking():
                return facts_of_order(call("GET", _path(reference), given, test=test))
        except Issue as issue:
            # PayPal forgets an order that nobody approved within hours.
            if issue.issues & _GONE or not issue.issues:
                return Facts(Standing.ENDED)
            raise

    def take(self, given: Credentials, reference: str, key: str, *, test: bool) -> Facts:
        path = f"{_path(reference)}/capture"
        try:
            with _speaking():
                return facts_of_order(call("POST", path, given, test=test, once=f"take-{key}"))
        except Issue as issue:
            if issue.issues & _DECLINED:
                return Facts(Standing.DECLINED)
            if issue.issues & _NOT_YET:
                return Facts(Standing.OPEN)
            if "ORDER_ALREADY_CAPTURED" in issue.issues:
                return self.ask(given, reference, test=test)
            raise

    def end(self, given: Credentials, reference: str, *, test: bool) -> None:
        """PayPal knows no such thing; what is approved later is taken only if it is still owed."""

    def refund(
        self, given: Credentials, *, of: str, amount: int, currency: str, key: str, test: bool
    ) -> Returned:
        with _speaking():
            money = {"currency_code": currency, "value": to_paypal(amount, currency)}
            path = f"/v2/payments/captures/{quote(of, safe='')}/refund"
            body = {"amount": money, "custom_id": key}
            refund = call("POST", path, given, test=test, body=body, once=f"refund-{key}")
            return refund_of({"custom_id": key} | refund, of=of)

    def ask_refund(
        self, given: Credentials, reference: str, *, of: str, key: str, test: bool
    ) -> Returned:
        with _speaking():
            path = f"/v2/payments/refunds/{quote(reference, safe='')}"
            return replace(refund_of(call("GET", path, given, test=test), of=of), key=key)

    def refunds_of(
        self, given: Credentials, reference: str, *, of: str, test: bool
    ) -> tuple[Returned, ...]:
        with _speaking():
            return refunds_of_order(call("GET", _path(reference), given, test=test), of)

    def verify(self, given: Credentials, headers: Headers, body: bytes, *, now: datetime) -> None:
        signature.signature_of(headers)
        leaf = certificates.kept(headers.get(signature.URL, ""), now=now)
        signature.verify(headers, given.get("webhook_id", ""), body, leaf)

    def read(self, body: bytes, *, test: bool) -> Notice:
        return notices.read(body)

    def fetch_certificate(self, headers: Headers, *, now: datetime) -> None:
        certificates.fetch(headers.get(signature.URL, ""), now=now)

    def event_name(self, body: bytes) -> str:
        found = notices.as_json(body).get("id")
        if not isinstance(found, str) or not found:
            raise NotUnderstood("no id")
        return found

    def kept_headers(self, headers: Headers) -> dict[str, str]:
        return {name: headers.get(name, "")[: signature.LONGEST] for name in signature.NAMES}

    @property
    def origins(self) -> tuple[str, ...]:
        stand_in = settings.COMPTOIR_STAND_INS.get("paypal_test")
        return (
            (stand_in,)
            if stand_in
            else ("https://www.paypal.com", "https://www.sandbox.paypal.com")
        )


def _order(ask: Ask, amount: dict[str, str]) -> dict[str, Any]:
    return {
        "intent": "CAPTURE",
        "purchase_units": [
            {"custom_id": ask.key, "description": ask.label[:SHORT], "amount": amount}
        ],
        "payment_source": {
            "paypal": {
                "experience_context": {
                    "brand_name": ask.shop_name[:SHORT],
                    "locale": "fr-FR" if ask.language == "fr" else "en-GB",
                    "shipping_preference": "NO_SHIPPING",
                    "user_action": "PAY_NOW",
                    "return_url": ask.return_url,
                    "cancel_url": ask.cancel_url,
                }
            }
        },
    }


def _path(reference: str) -> str:
    return f"{ORDERS}/{quote(reference, safe='')}"


@contextmanager
def _speaking() -> Iterator[None]:
    try:
        yield
    except NoSuchAmount as error:
        raise ProviderTrouble(Fault.REFUSED, lasting=True) from error
    except NotUnderstood as error:
        raise ProviderTrouble(Fault.UNREADABLE, said=str(error)) from error


PAYPAL = _PayPal()
