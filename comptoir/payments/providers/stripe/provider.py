"""Stripe: Checkout Sessions, by Stripe's own library.

After https://docs.stripe.com/api/checkout/sessions, https://docs.stripe.com/api/refunds (https://docs.stripe.com/api/refunds/list by payment_intent) and
https://docs.stripe.com/api/idempotent_requests.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comptoir.payments.providers.interface import (
    Ask,
    Begun,
    Checked,
    Credentials,
    Facts,
    Fault,
    Forged,
    Headers,
    KeyField,
    Notice,
    NotUnderstood,
    ProviderTrouble,
    Returned,
)
from comptoir.payments.providers.stripe import notices, signature
from comptoir.payments.providers.stripe.amounts import NoSuchAmount, to_stripe
from comptoir.payments.providers.stripe.reading import facts_of, refund_of

if TYPE_CHECKING:
    from stripe import StripeClient

SECONDS = 15.0
# What Stripe lists at once; nobody gives one payment back in more pieces.
MOST_REFUNDS = 100
SIGNATURE = "Stripe-Signature"


class _Stripe:
    name = "stripe"
    title = "Stripe"
    keys = (
        KeyField(
            "secret_key",
            _("Secret key"),
            _(
                "In Stripe under Developers → API keys. A restricted key needs Checkout Sessions and Refunds, to write."
            ),
            begins={True: ("sk_test_", "rk_test_"), False: ("sk_live_", "rk_live_")},
        ),
        KeyField(
            "signing_secret",
            _("Signing secret"),
            _("In Stripe under Developers → Webhooks, once the address above was entered there."),
            begins={True: ("whsec_",), False: ("whsec_",)},
        ),
    )

    events = (*sorted(notices.SESSIONS), *sorted(notices.ASKED_REFUNDS))

    def check(self, given: Credentials, *, test: bool) -> Checked:
        key = given.get("secret_key", "")
        keys = next(one for one in self.keys if one.name == "secret_key")
        if key.startswith(keys.begins[not test]):
            raise ProviderTrouble(Fault.OTHER_MODE, lasting=True)
        if not key.startswith(keys.begins[test]):
            raise ProviderTrouble(Fault.KEY, lasting=True)
        if not given.get("signing_secret", "").startswith("whsec_"):
            raise ProviderTrouble(Fault.NOTICES, lasting=True)
        client = _client(given)
        with _speaking():
            client.v1.checkout.sessions.list({"limit": 1})
        return Checked(_account_name(client))

    def start(self, given: Credentials, ask: Ask, *, test: bool) -> Begun:
        try:
            amount = to_stripe(ask.amount, ask.currency)
        except NoSuchAmount as error:
            raise ProviderTrouble(Fault.REFUSED, lasting=True) from error
        with _speaking():
            session = _client(given).v1.checkout.sessions.create(
                {
                    "mode": "payment",
                    "line_items": [
                        {
                            "quantity": 1,
                            "price_data": {
                                "currency": ask.currency.lower(),
                                "unit_amount": amount,
                                "product_data": {"name": ask.label},
                            },
                        }
                    ],
                    "client_reference_id": ask.key,
                    "metadata": {"comptoir": ask.key},
                    "payment_intent_data": {
                        "description": ask.label,
                        "metadata": {"comptoir": ask.key},
                    },
                    "customer_email": ask.email,
                    "locale": "fr" if ask.language == "fr" else "auto",
                    "success_url": ask.return_url,
                    "cancel_url": ask.cancel_url,
                },
                {"idempotency_key": f"start-{ask.key}"},
            )
        if not session.url:
            raise ProviderTrouble(Fault.UNREADABLE)
        return Begun(session.id, session.url)

    def ask(self, given: Credentials, reference: str, *, test: bool) -> Facts:
        with _speaking():
            session = _client(given).v1.checkout.sessions.retrieve(
                reference, {"expand": ["payment_intent"]}
            )
        return facts_of(session.to_dict())

    def take(self, given: Credentials, reference: str, key: str, *, test: bool) -> Facts:
        """Stripe takes by itself what the customer has approved."""
        return self.ask(given, reference, test=test)

    def end(self, given: Credentials, reference: str, *, test: bool) -> None:
        with _speaking():
            _client(given).v1.checkout.sessions.expire(reference)

    def refund(
        self, given: Credentials, *, of: str, amount: int, currency: str, key: str, test: bool
    ) -> Returned:
        with _speaking():
            refund = _client(given).v1.refunds.create(
                {
                    "payment_intent": of,
                    "amount": to_stripe(amount, currency),
                    "metadata": {"comptoir": key},
                },
                {"idempotency_key": f"refund-{key}"},
            )
        return refund_of(refund.to_dict())

    def ask_refund(
        self, given: Credentials, reference: str, *, of: str, key: str, test: bool
    ) -> Returned:
        with _speaking():
            refund = _client(given).v1.refunds.retrieve(reference).to_dict()
            return replace(refund_of(refund), of=of, key=key)

    def refunds_of(
        self, given: Credentials, reference: str, *, of: str, test: bool
    ) -> tuple[Returned, ...]:
        with _speaking():
            found = _client(given).v1.refunds.list({"payment_intent": of, "limit": MOST_REFUNDS})
            return tuple(replace(refund_of(one.to_dict()), of=of) for one in found.data)

    def verify(self, given: Credentials, headers: Headers, body: bytes, *, now: datetime) -> None:
        signature.verify(headers.get(SIGNATURE, ""), body, given.get("signing_secret", ""), now=now)

    def read(self, body: bytes, *, test: bool) -> Notice:
        return notices.read(body, test=test)

    def fetch_certificate(self, headers: Headers, *, now: datetime) -> None:
        """Stripe signs with a secret that both know: nothing is fetched."""
        raise Forged

    def event_name(self, body: bytes) -> str:
        found = notices.as_json(body).get("id")
        if not isinstance(found, str) or not found:
            raise NotUnderstood("no id")
        return found

    def kept_headers(self, headers: Headers) -> dict[str, str]:
        return {SIGNATURE: headers.get(SIGNATURE, "")[:2000]}

    @property
    def origins(self) -> tuple[str, ...]:
        stand_in = settings.COMPTOIR_STAND_INS.get(self.name)
        return (stand_in,) if stand_in else ("https://checkout.stripe.com",)


def _client(given: Credentials) -> "StripeClient":
    # A large library, loaded where it is used: most processes never speak with Stripe.
    import stripe  # noqa: PLC0415

    stand_in = settings.COMPTOIR_STAND_INS.get("stripe")
    return stripe.StripeClient(
        given.get("secret_key", "") or "none",
        base_addresses={"api": stand_in} if stand_in else None,
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=SECONDS),
    )


def _account_name(client: "StripeClient") -> str:
    """What Stripe calls the account; "" for a restricted key that may not see it."""
    try:
        with _speaking():
            account: dict[str, Any] = client.v1.accounts.retrieve_current().to_dict()
    except ProviderTrouble:
        return ""
    shown = (account.get("settings") or {}).get("dashboard") or {}
    return str(shown.get("display_name") or account.get("email") or "")


@contextmanager
def _speaking() -> Iterator[None]:
    """What Stripe's library raises becomes trouble in our words."""
    import stripe  # noqa: PLC0415

    try:
        yield
    except stripe.AuthenticationError as error:
        raise ProviderTrouble(Fault.KEY, said=_said(error)) from error
    except stripe.PermissionError as error:
        raise ProviderTrouble(Fault.NO_RIGHT, said=_said(error)) from error
    except (stripe.APIConnectionError, stripe.RateLimitError) as error:
        raise ProviderTrouble(Fault.UNREACHABLE, said=_said(error)) from error
    except stripe.StripeError as error:
        asked_wrong = (error.http_status or 500) in {400, 402, 404}
        fault = Fault.REFUSED if asked_wrong else Fault.UNREACHABLE
        raise ProviderTrouble(fault, said=_said(error), lasting=asked_wrong) from error
    except (AttributeError, NotUnderstood) as error:
        raise ProviderTrouble(Fault.UNREADABLE, said=str(error)) from error


def _said(error: "Exception") -> str:
    return str(getattr(error, "user_message", None) or error)[:300]


STRIPE = _Stripe()
