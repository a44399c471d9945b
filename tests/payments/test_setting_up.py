"""Keys of providers: asked about, said in words, sealed, and nothing offered that is not connected."""

from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from comptoir.config.settings.security import _encryption_key
from comptoir.core.sealed import CantUnseal, seal, unseal
from comptoir.methods.models import PaymentMethod
from comptoir.methods.queries import payment_choices
from comptoir.payments.models import ProviderAccount
from tests.factories import make_account, make_member, make_payment, make_shop
from tests.payments.paypal.stand_in import CLIENT, SECRET, WEBHOOK, PayPal
from tests.payments.stripe.stand_in import KEY, Stripe
from tests.payments.stripe.stand_in import SECRET as SIGNING

pytestmark = pytest.mark.django_db
STRIPE = {"mode": "test", "secret_key": KEY, "signing_secret": SIGNING}
PAYPAL = {"mode": "test", "client_id": CLIENT, "secret": SECRET, "webhook_id": WEBHOOK}


@pytest.fixture
def desk() -> Client:
    shop = make_shop(slug="lune")
    account = make_account()
    make_member(shop, account)
    for kind in ("stripe", "paypal"):
        make_payment(shop, kind=kind, names={"fr": kind}, holder="", iban="", bic="")
    client = Client()
    client.force_login(account)
    return client


def page(kind: str, name: str = "payment_connect") -> str:
    return reverse(f"desk:{name}", args=["lune", PaymentMethod.objects.get(kind=kind).id])


def connected(desk: Client, kind: str, typed: dict[str, str]) -> tuple[bool, str]:
    """Whether customers are offered it now, and what the page says."""
    answer = desk.post(page(kind), typed, follow=True)
    assert answer.status_code == 200
    method = PaymentMethod.objects.get(kind=kind)
    offered = method in payment_choices(method.shop_id, None)
    assert offered == (method.connected_at is not None)
    return offered, answer.content.decode()


@pytest.mark.parametrize(("kind", "typed"), [("stripe", STRIPE), ("paypal", PAYPAL)])
def test_connected_is_said_by_the_provider(
    desk: Client, stripe: Stripe, paypal: PayPal, kind: str, typed: dict[str, str]
) -> None:
    assert f"/hooks/{kind}/" in desk.get(page(kind)).content.decode()
    offered, text = connected(desk, kind, typed)
    assert offered
    assert "Connected" in text
    account = ProviderAccount.objects.get()
    secret = typed.get("secret_key") or typed["secret"]
    assert secret not in account.secrets
    assert secret not in text
    assert "Save and ask the provider" in text
    # An empty field keeps what is there.
    assert connected(desk, kind, dict.fromkeys(typed, "") | {"mode": "test"})[0]


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("stripe", {"secret_key": "sk_test_wrong"}, "does not know this key"),
        ("stripe", {"secret_key": "sk_live_x"}, "belongs to the other mode"),
        ("stripe", {"mode": "live"}, "belongs to the other mode"),
        ("stripe", {"secret_key": "nonsense"}, "does not know this key"),
        ("stripe", {"signing_secret": ""}, "notices is missing or not right"),
        ("paypal", {"secret": "wrong"}, "does not know this key"),
        ("paypal", {"mode": "live"}, "belongs to the other mode"),
        ("paypal", {"client_id": ""}, "does not know this key"),
        ("paypal", {"webhook_id": "WH-OTHER"}, "notices is missing or not right"),
        ("paypal", {"webhook_id": ""}, "notices is missing or not right"),
    ],
)
def test_what_is_wrong_is_said_in_words_and_nothing_offered(
    desk: Client, stripe: Stripe, paypal: PayPal, kind: str, change: dict[str, str], words: str
) -> None:
    typed = (STRIPE if kind == "stripe" else PAYPAL) | change
    offered, text = connected(desk, kind, typed)
    assert not offered
    assert words in text.replace("&#x27;", "'")
    # The list leads to where it is mended.
    assert f'href="{page(kind)}"' in desk.get("/desk/lune/settings/payment/").content.decode()


@pytest.mark.parametrize(("kind", "typed"), [("stripe", STRIPE), ("paypal", PAYPAL)])
def test_a_provider_that_is_away_and_then_back(
    desk: Client, stripe: Stripe, paypal: PayPal, kind: str, typed: dict[str, str]
) -> None:
    stripe.away = paypal.away = True
    offered, text = connected(desk, kind, typed)
    assert not offered
    assert "could not be reached" in text
    stripe.away = paypal.away = False
    desk.post(page(kind, "payment_check"))
    assert PaymentMethod.objects.get(kind=kind).connected_at is not None


def test_nobody_without_the_right_and_no_other_shop(desk: Client, stripe: Stripe) -> None:
    other = make_shop(slug="autre")
    account = make_account()
    make_member(other, account)
    stranger = Client()
    stranger.force_login(account)
    assert stranger.post(page("stripe"), STRIPE).status_code == 404
    assert Client().get(page("stripe")).status_code == 302
    assert not ProviderAccount.objects.exists()


def test_keys_of_another_installation_are_said_and_entered_anew(
    desk: Client, stripe: Stripe, settings: Any
) -> None:
    connected(desk, "stripe", STRIPE)
    settings.COMPTOIR_ENCRYPTION_KEY = Fernet.generate_key().decode()
    desk.post(page("stripe", "payment_check"))
    assert ProviderAccount.objects.get().fault == "sealed"
    assert desk.get(page("stripe")).status_code == 200
    assert PaymentMethod.objects.get(kind="stripe").connected_at is None
    assert connected(desk, "stripe", STRIPE)[0]


def test_an_older_key_still_opens(settings: Any) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.COMPTOIR_ENCRYPTION_KEY = old
    kept = seal("sk_live_1")
    assert "sk_live" not in kept
    settings.COMPTOIR_ENCRYPTION_KEY = f"{new},{old}"
    assert unseal(kept) == "sk_live_1"
    settings.COMPTOIR_ENCRYPTION_KEY = new
    with pytest.raises(CantUnseal):
        unseal(kept)


def test_the_encryption_key_is_made_once_for_its_owner_only(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMPTOIR_ENCRYPTION_KEY", raising=False)
    kept = tmp_path / "encryption.key"
    key = _encryption_key(kept)
    assert (_encryption_key(kept), kept.stat().st_mode & 0o777) == (key, 0o600)
    monkeypatch.setenv("COMPTOIR_ENCRYPTION_KEY", "not a key")
    with pytest.raises(ImproperlyConfigured, match="COMPTOIR_ENCRYPTION_KEY"):
        _encryption_key(kept)
