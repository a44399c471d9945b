"""Set-up, members, accounts and getting in, by plain forms."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from comptoir.core.database import write
from comptoir.mailing import bodies
from comptoir.mailing.models import Message
from comptoir.shops.first_run import first_run_token
from comptoir.shops.models import Account, Invitation, Membership, Shop, TaxRate
from comptoir.shops.rights import ALL, EDIT, MEMBERS, SEE
from tests.factories import make_account, make_member, make_order, make_shop

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"


@pytest.fixture(autouse=True)
def _queued_mails(settings: Any) -> None:
    """Django's test runner would catch the mails; ours go into the queue as in use."""
    settings.EMAIL_BACKEND = "comptoir.mailing.backend.EmailBackend"


@pytest.fixture
def shop() -> Shop:
    return make_shop()


@pytest.fixture
def desk(shop: Shop) -> Client:
    """Signed in as a member with every right."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_member(shop).account)
    return client


def section(shop: Shop, name: str) -> str:
    return reverse("desk:settings_section", args=[shop.slug, name])


def test_my_shops_lists_only_mine(desk: Client, shop: Shop) -> None:
    other = make_shop()
    page = desk.get("/desk/").content.decode()
    assert f"/desk/{shop.slug}/orders/" in page
    assert other.slug not in page


def test_a_further_shop_is_mine_and_has_rates(desk: Client) -> None:
    values = {
        "name": "Atelier Été",
        "slug": "ete",
        "country": "FR",
        "currency": "EUR",
        "zone": "Europe/Paris",
        "language": "fr",
    }
    answer = desk.post("/desk/add/", values)
    assert answer["Location"] == "/desk/ete/settings/"
    made = Shop.objects.get(slug="ete")
    assert (made.names, made.languages) == ({"fr": "Atelier Été"}, ["fr", "en"])
    assert TaxRate.objects.get(shop=made, tax_class="standard").rate == 20_000
    for slug in ("ete", "desk", "Ete!", "-a"):
        again = desk.post("/desk/add/", values | {"slug": slug})
        assert again.status_code == 422
        assert b"Atelier" in again.content


def test_every_section_opens_and_saves_what_it_shows(desk: Client, shop: Shop) -> None:
    assert desk.get(reverse("desk:settings", args=[shop.slug])).status_code == 200
    for name in ("general", "look", "mails", "legal", "texts", "numbers", "limits"):
        assert desk.get(section(shop, name)).status_code == 200
    assert desk.get(section(shop, "nonsense")).status_code == 404


def test_mails_are_set_and_bad_addresses_named(desk: Client, shop: Shop) -> None:
    values = {
        "sender_email": "shop@lune.example",
        "notification_emails": "a@x.example\nb@x.example",
    }
    assert desk.post(section(shop, "mails"), values).status_code == 302
    shop.refresh_from_db()
    assert shop.notification_emails == ["a@x.example", "b@x.example"]
    bad = desk.post(section(shop, "mails"), values | {"notification_emails": "a@x.example, nobody"})
    assert bad.status_code == 422
    assert "“nobody” is no e\N{NON-BREAKING HYPHEN}mail address" in bad.content.decode()
    page = desk.get(section(shop, "mails")).content.decode()
    assert "Mails come from shop@lune.example" in page


def test_the_number_format_is_checked(desk: Client, shop: Shop) -> None:
    for bad in ("", "{number}{number}", "no number", "{number} §", "<{number}>", "{month}{number}"):
        assert desk.post(section(shop, "numbers"), {"number_format": bad}).status_code == 422
    assert (
        desk.post(section(shop, "numbers"), {"number_format": "LUNE-{number:4}"}).status_code == 302
    )
    shop.refresh_from_db()
    assert make_order(shop).number == "LUNE-0001"


def test_the_currency_is_fixed_by_the_first_order(desk: Client, shop: Shop) -> None:
    values = {
        "names_0": "Lune",
        "names_1": "Moon",
        "open": "on",
        "first_language": "fr",
        "more_languages": ["fr", "en"],
        "country": "FR",
        "zone": "Europe/Paris",
        "currency": "CHF",
    }
    page = desk.get(section(shop, "general")).content.decode()
    names = re.findall(r'name="(names_[^"]+)"', page)
    values = {key: value for key, value in values.items() if not key.startswith("names_")}
    values |= dict(zip(names, ("Lune", "Moon"), strict=True))
    assert desk.post(section(shop, "general"), values).status_code == 302
    shop.refresh_from_db()
    assert (shop.currency, shop.names) == ("CHF", {"fr": "Lune", "en": "Moon"})
    make_order(shop)
    refused = desk.post(section(shop, "general"), values | {"currency": "EUR"})
    assert refused.status_code == 422
    shop.refresh_from_db()
    assert shop.currency == "CHF"


def test_a_logo_that_is_no_picture_is_refused(desk: Client, shop: Shop) -> None:
    upload = SimpleUploadedFile("logo.png", GIF, "image/png")
    answer = desk.post(section(shop, "look"), {"accent": "#1f5c4d", "upload": upload})
    assert answer.status_code == 422
    assert desk.post(section(shop, "look"), {"accent": "red; }"}).status_code == 422


def test_rates_are_added_and_removed(desk: Client, shop: Shop) -> None:
    url = reverse("desk:rates", args=[shop.slug])
    values = {"tax_class": "reduced", "country": "DE", "valid_from": "2026-01-01", "rate": "7,5"}
    assert desk.post(url, values).status_code == 302
    row = TaxRate.objects.get(shop=shop, country="DE")
    assert row.rate == 7500
    assert desk.post(url, values | {"rate": "101"}).status_code == 422
    assert desk.post(url, values | {"rate": "a lot"}).status_code == 422
    foreign = TaxRate.objects.filter(shop=make_shop()).first()
    assert foreign is not None
    assert desk.post(reverse("desk:rate_remove", args=[shop.slug, foreign.id])).status_code == 404
    desk.post(reverse("desk:rate_remove", args=[shop.slug, row.id]))
    assert not TaxRate.objects.filter(id=row.id).exists()


def invited(desk: Client, shop: Shop, email: str) -> str:
    """The link of the mail that invites."""
    url = reverse("desk:members", args=[shop.slug])
    assert desk.post(url, {"email": email, "rights": [SEE, EDIT]}).status_code == 302
    message = Message.objects.get(recipient=email)
    found = re.search(r"/desk/join/[^/\s]+/", bodies.text(message.body))
    assert found
    return found[0]


def test_somebody_new_joins_by_the_invitation_once(desk: Client, shop: Shop) -> None:
    link = invited(desk, shop, "marc@example.com")
    guest = Client()
    assert guest.get(link).status_code == 200
    weak = guest.post(link, {"password": "short"})
    assert weak.status_code == 422
    assert not Account.objects.filter(email="marc@example.com").exists()
    joined = guest.post(link, {"name": "Marc", "password": PASSWORD})
    assert joined["Location"] == f"/desk/{shop.slug}/orders/"
    assert guest.get(joined["Location"]).status_code == 200
    member = Membership.objects.get(account__email="marc@example.com")
    assert set(member.rights) == {SEE, EDIT}
    assert Client().get(link).status_code == 410


def test_somebody_known_signs_in_to_join(desk: Client, shop: Shop) -> None:
    known = make_account("lea@example.com")
    link = invited(desk, shop, "lea@example.com")
    guest = Client()
    assert guest.get(link)["Location"] == f"/account/login/?next={link}"
    guest.force_login(known)
    assert guest.post(link).status_code == 302
    assert Membership.objects.filter(shop=shop, account=known).exists()


def test_an_old_invitation_is_gone(desk: Client, shop: Shop) -> None:
    link = invited(desk, shop, "late@example.com")
    with write():
        row = Invitation.objects.get(email="late@example.com")
        row.expires_at -= timedelta(days=8)
        row.save()
    assert Client().get(link).status_code == 410


def test_the_last_manager_stays(desk: Client, shop: Shop) -> None:
    me = Membership.objects.get(shop=shop)
    url = reverse("desk:member", args=[shop.slug, me.id])
    assert desk.post(url, {"rights": [SEE]}).status_code == 422
    desk.post(reverse("desk:member_remove", args=[shop.slug, me.id]))
    assert Membership.objects.filter(id=me.id).exists()
    other = make_member(shop)
    desk.post(reverse("desk:member_remove", args=[shop.slug, me.id]))
    assert list(Membership.objects.filter(shop=shop)) == [other]


def test_rights_are_needed(shop: Shop) -> None:
    client = Client()
    client.force_login(make_member(shop, rights=frozenset({SEE})).account)
    assert client.get(reverse("desk:members", args=[shop.slug])).status_code == 403
    assert client.get(section(shop, "general")).status_code == 403
    assert client.get(reverse("desk:orders", args=[shop.slug])).status_code == 200
    assert MEMBERS in ALL


def test_the_first_run_makes_account_and_shop_once() -> None:
    link = f"/desk/first-run/{first_run_token()}/"
    guest = Client()
    assert guest.get("/desk/first-run/wrong/").status_code == 404
    assert guest.get(link).status_code == 200
    values = {
        "email": "first@example.com",
        "password": PASSWORD,
        "person": "Léa",
        "name": "Lune",
        "slug": "lune",
        "country": "FR",
        "currency": "EUR",
        "zone": "Europe/Paris",
        "language": "fr",
    }
    assert guest.post(link, values | {"password": "short"}).status_code == 422
    assert not Account.objects.exists()
    assert guest.post(link, values)["Location"] == "/desk/lune/settings/"
    assert guest.get("/desk/lune/settings/").status_code == 200
    assert Client().get(link).status_code == 404
    assert Client().post(link, values | {"email": "second@example.com"}).status_code == 404


def test_sign_in_leads_on_and_stops_guessing() -> None:
    account = make_account("me@example.com", PASSWORD)
    guest = Client()
    login = reverse("account_login")
    assert guest.get(login).status_code == 200
    values = {"login": "ME@example.com", "password": PASSWORD, "next": "/desk/lune/orders/1/"}
    assert guest.post(login, values)["Location"] == "/desk/lune/orders/1/"
    thief = Client()
    answers = [
        thief.post(login, {"login": account.email, "password": f"wrong {n}"}).content.decode()
        for n in range(7)
    ]
    assert answers[0] != answers[-1]
    blocked = thief.post(login, {"login": account.email, "password": PASSWORD})
    assert blocked.status_code != 302


def test_a_forgotten_password_is_chosen_anew() -> None:
    make_account("me@example.com")
    guest = Client()
    done = guest.post(reverse("account_reset_password"), {"email": "me@example.com"})
    assert done.status_code == 302
    body = bodies.text(Message.objects.get(recipient="me@example.com").body)
    found = re.search(r"/account/password/reset/key/\S+/", body)
    assert found
    form = guest.get(found[0], follow=True)
    url = form.redirect_chain[-1][0]
    fresh = "a new long password"
    assert guest.post(url, {"password1": fresh, "password2": fresh}).status_code == 302
    values = {"login": "me@example.com", "password": fresh}
    assert Client().post(reverse("account_login"), values).status_code == 302
    nobody = guest.post(reverse("account_reset_password"), {"email": "nobody@example.com"})
    assert nobody.status_code == 302
    assert not Message.objects.filter(recipient="nobody@example.com").exists()


def test_the_account_page_saves_name_and_language(desk: Client, settings: Any) -> None:
    assert desk.get("/desk/account/").status_code == 200
    answer = desk.post("/desk/account/", {"name": "Léa", "language": "fr"})
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fr"
    assert Account.objects.get().name == "Léa"


def test_rates_are_written_as_the_reader_writes_them(shop: Shop, desk: Client) -> None:
    for language, said in (("en", ">20%<"), ("fr", ">20\N{NO-BREAK SPACE}%<")):
        page = desk.get(f"/desk/{shop.slug}/settings/rates/", headers={"accept-language": language})
        assert said in page.content.decode(), language
