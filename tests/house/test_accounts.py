"""Account pages: sign-in is limited, registration is shut, unknown addresses learn nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client

from comptoir.core.worker import chores
from comptoir.shops.actions.create_account import create_account
from comptoir.shops.models import Account
from comptoir.shops.tidying import forget_ended_sessions

PASSWORD = "a long enough one"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def account() -> None:
    cache.clear()
    create_account(
        email="lea@shop.example", password=PASSWORD, now=datetime(2026, 11, 20, tzinfo=UTC)
    )


def sign_in(client: Client, password: str, email: str = "lea@shop.example") -> int:
    answer = client.post("/account/login/", {"login": email, "password": password})
    return answer.status_code


def test_the_right_password_leads_in(client: Client) -> None:
    assert sign_in(client, PASSWORD, "LEA@shop.example") == 302
    assert "_auth_user_id" in client.session


def test_the_wrong_one_does_not(client: Client) -> None:
    assert sign_in(client, "another long one") == 200
    assert "_auth_user_id" not in client.session


def test_the_pages_call_an_e_mail_what_all_others_do(client: Client) -> None:
    for page in ("login/", "password/reset/"):
        said = client.get(f"/account/{page}").content.decode()
        assert re.search(r"<label[^>]*>E-mail", said), page
        assert not re.search(r"\b[Ee]mails?\b", re.sub(r"<[^>]*>", "", said)), page
        assert "placeholder" not in said, page
    wrong = client.post("/account/login/", {"login": "lea@shop.example", "password": "not it"})
    assert (
        "This e\N{NON-BREAKING HYPHEN}mail and password don’t go together."
        in wrong.content.decode()
    )


def test_password_fields_say_their_label_once_and_quietly(client: Client) -> None:
    sign_in(client, PASSWORD)
    said = client.get("/account/password/change/").content.decode()
    for label in ("Current password", "New password", "New password, once more"):
        assert re.search(rf"<label[^>]*>{label}\s*<", said), label
    assert "placeholder" not in said


def test_a_changed_password_leads_back_to_the_account_page(client: Client) -> None:
    sign_in(client, PASSWORD)
    new = "another long one"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    answer = client.post("/account/password/change/", typed)
    assert answer["location"] == "/desk/account/"
    assert sign_in(Client(), new) == 302


def test_after_a_few_wrong_ones_even_the_right_one_must_wait(client: Client) -> None:
    for _ in range(5):
        sign_in(client, "another long one")
    assert sign_in(client, PASSWORD) != 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("page", ["signup/", "email/", "login/code/", "reauthenticate/"])
def test_pages_that_are_not_offered_do_not_exist(client: Client, page: str) -> None:
    assert client.get(f"/account/{page}").status_code == 404


def test_a_forgotten_password_answers_the_same_with_and_without_an_account(client: Client) -> None:
    answers = [
        client.post("/account/password/reset/", {"email": email})
        for email in ("lea@shop.example", "nobody@shop.example")
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert [letter.to for letter in mail.outbox] == [["lea@shop.example"]]


def test_signing_in_brings_the_account_s_language(client: Client) -> None:
    Account.objects.update(language="fr")
    sign_in(client, PASSWORD)
    assert (
        "Mes boutiques" in client.get("/desk/", headers={"accept-language": "en"}).content.decode()
    )
    client.post("/account/logout/")
    assert "Mot de passe" in client.get("/account/login/").content.decode()


def test_sessions_that_have_ended_are_forgotten(client: Client) -> None:
    sign_in(client, PASSWORD)
    now = datetime.now(UTC)
    forget_ended_sessions(now)
    assert Session.objects.count() == 1
    forget_ended_sessions(now + timedelta(days=30))
    assert not Session.objects.exists()
    assert forget_ended_sessions in {chore.run for chore in chores()}
