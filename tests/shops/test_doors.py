"""Who gets in where: invitations for somebody else, pages by right, links of the command line."""

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from comptoir.core.clock import utc_now
from comptoir.operations.command import whole
from comptoir.shops.actions.invite_member import invite_member
from comptoir.shops.models import Invitation, Membership, Shop
from comptoir.shops.rights import ALL, MEMBERS, SEE, SETUP
from tests.factories import make_account, make_member, make_shop, member_of

pytestmark = pytest.mark.django_db
FEW = frozenset({SEE})


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def link(shop: Shop, email: str) -> str:
    told: list[str] = []
    invite_member(
        shop_id=shop.id,
        email=email,
        rights=FEW,
        tell=lambda _invitation, secret: told.append(secret),
        actor=member_of(shop),
        now=utc_now(),
    )
    return reverse("desk:join", args=told)


def browser(shop: Shop | None = None, rights: frozenset[str] = ALL) -> Client:
    client = Client(headers={"accept-language": "en"})
    if shop is not None:
        client.force_login(make_member(shop, rights=rights).account)
    return client


def test_signed_in_as_somebody_else_one_is_told_and_nothing_happens(shop: Shop) -> None:
    make_account("paul@example.com")
    url = link(shop, "paul@example.com")
    other = browser(make_shop())
    answer = other.post(url, follow=True)
    assert answer.redirect_chain == []
    assert "This invitation is for paul@example.com" in answer.content.decode()
    assert not Membership.objects.filter(shop=shop).exists()
    out = other.post(reverse("account_logout"), {"next": url})
    assert out["Location"] == url
    assert other.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


def test_pressed_twice_the_second_press_says_gone_and_the_member_stays(shop: Shop) -> None:
    paul = make_account("paul@example.com")
    url = link(shop, "paul@example.com")
    client = browser()
    client.force_login(paul)
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 410
    assert Membership.objects.get(shop=shop, account=paul).rights == [SEE]


def test_an_invitation_is_withdrawn_by_its_shop_only(shop: Shop) -> None:
    url = link(shop, "paul@example.com")
    row = Invitation.objects.get()
    foreign = make_shop()
    stranger, here = browser(foreign), browser(shop)
    withdraw = "desk:invitation_withdraw"
    assert stranger.post(reverse(withdraw, args=[foreign.slug, row.id])).status_code == 404
    assert stranger.post(reverse(withdraw, args=[shop.slug, row.id])).status_code == 404
    assert browser().get(url).status_code == 200
    assert here.post(reverse(withdraw, args=[shop.slug, row.id])).status_code == 302
    assert browser().get(url).status_code == 410


def test_who_only_manages_members_finds_the_way_there(shop: Shop) -> None:
    client = browser(shop, frozenset({SEE, MEMBERS}))
    members = reverse("desk:members", args=[shop.slug])
    settings = reverse("desk:settings", args=[shop.slug])
    page = client.get(reverse("desk:orders", args=[shop.slug])).content.decode()
    assert members in page
    assert f'href="{settings}"' not in page
    assert f'href="{settings}"' not in client.get(members).content.decode()
    only_setup = browser(shop, frozenset({SEE, SETUP}))
    assert members not in only_setup.get(settings).content.decode()


def test_a_rate_beyond_all_bounds_is_refused_kindly(shop: Shop) -> None:
    values = {"tax_class": "standard", "country": "FR", "valid_from": "2026-01-01"}
    for rate in ("1e999999", "-1e99999", "NaN", "inf", "5.12345"):
        answer = browser(shop).post(
            reverse("desk:rates", args=[shop.slug]), values | {"rate": rate}
        )
        assert answer.status_code == 422


def test_a_section_is_saved_whole_or_not_at_all(shop: Shop) -> None:
    values = {
        "names_0": "Lune",
        "names_1": "Moon",
        "first_language": "fr",
        "country": "FR",
        "zone": "Europe/Paris",
        "currency": "CHF",
        "descriptions_0": "control \x1b character",
    }
    url = reverse("desk:settings_section", args=[shop.slug, "general"])
    page = browser(shop).get(url).content.decode()
    named = {key.replace("_0", "_fr").replace("_1", "_en"): text for key, text in values.items()}
    sent = values if 'name="names_0"' in page else named
    answer = browser(shop).post(url, sent)
    assert answer.status_code == 422
    assert "Moon" in answer.content.decode(), "what was typed is kept"
    was = shop.names
    shop.refresh_from_db()
    assert (shop.currency, shop.names) == ("EUR", was)


def test_the_command_prints_the_link_as_long_as_it_works() -> None:
    printed = CliRunner().invoke(whole(), ["first-run"]).output.strip()
    path = "/" + printed.split("/", 3)[3]
    assert Client().get(path).status_code == 200
    make_account()
    refused = CliRunner().invoke(whole(), ["first-run"])
    assert refused.exit_code == 1
    assert "accounts already" in refused.output
    assert Client().get(path).status_code == 404
