"""Invitations: a secret in one mail, its hash in the database, good once and for a while."""

from datetime import timedelta

import pytest

from comptoir.core.errors import Forbidden, Invalid, NotFound
from comptoir.core.models import Event
from comptoir.shops.actions.accept_invitation import accept_invitation
from comptoir.shops.actions.invite_member import invite_member
from comptoir.shops.actions.withdraw_invitation import withdraw_invitation
from comptoir.shops.errors import AlreadyMember, InvitationGone
from comptoir.shops.invitations import LASTS, open_invitation
from comptoir.shops.models import Account, Invitation, Membership, Shop
from comptoir.shops.queries import actor_of
from comptoir.shops.rights import ALL, MEMBERS, PAY, SEE
from tests.factories import NOW, make_account, make_member, make_shop, member_of
from tests.races.at_once import at_once

pytestmark = pytest.mark.django_db
FEW = frozenset({SEE, PAY})


def invite(shop: Shop, email: str = "paul@example.com", rights: frozenset[str] = FEW) -> str:
    """The secret that the mail carries."""
    told: list[str] = []
    invite_member(
        shop_id=shop.id,
        email=email,
        rights=rights,
        tell=lambda _invitation, secret: told.append(secret),
        actor=member_of(shop),
        now=NOW,
    )
    (secret,) = told
    return secret


def test_who_accepts_is_a_member_with_the_rights_offered() -> None:
    shop, paul = make_shop(), make_account("paul@example.com")
    accept_invitation(shop_id=shop.id, token=invite(shop), account=paul, now=NOW)
    assert actor_of(paul, shop).rights == FEW
    kinds = Event.objects.filter(shop_id=shop.id).values_list("kind", flat=True)
    assert len(set(kinds)) == 2


def test_only_the_hash_is_kept() -> None:
    secret = invite(make_shop())
    (row,) = Invitation.objects.values()
    assert len(secret) >= 22
    assert secret not in str(row)
    assert secret not in str(list(Event.objects.values()))


def test_a_secret_is_good_once() -> None:
    shop, paul, other = make_shop(), make_account(), make_account()
    secret = invite(shop)
    accept_invitation(shop_id=shop.id, token=secret, account=paul, now=NOW)
    with pytest.raises(InvitationGone):
        accept_invitation(shop_id=shop.id, token=secret, account=other, now=NOW)
    with pytest.raises(InvitationGone):
        open_invitation(secret, NOW)
    assert not Membership.objects.filter(account=other).exists()


def test_a_secret_ends_after_its_days() -> None:
    shop, paul = make_shop(), make_account()
    secret = invite(shop)
    last = NOW + LASTS - timedelta(seconds=1)
    assert open_invitation(secret, last).shop == shop
    for after in (NOW + LASTS, NOW + LASTS + timedelta(days=30)):
        with pytest.raises(InvitationGone):
            accept_invitation(shop_id=shop.id, token=secret, account=paul, now=after)
    assert not Membership.objects.filter(account=paul).exists()


def test_a_new_invitation_ends_the_one_before() -> None:
    shop, paul = make_shop(), make_account("paul@example.com")
    first, second = invite(shop), invite(shop, "Paul@example.com", ALL)
    with pytest.raises(InvitationGone):
        accept_invitation(shop_id=shop.id, token=first, account=paul, now=NOW)
    accept_invitation(shop_id=shop.id, token=second, account=paul, now=NOW)
    assert actor_of(paul, shop).rights == ALL


def test_a_withdrawn_invitation_lets_nobody_in() -> None:
    shop, paul = make_shop(), make_account()
    secret = invite(shop)
    (row,) = Invitation.objects.all()
    for stranger in (make_shop(), shop):
        actor = member_of(stranger, ALL if stranger != shop else ALL - {MEMBERS})
        with pytest.raises((Forbidden, NotFound)):
            withdraw_invitation(shop_id=stranger.id, invitation_id=row.id, actor=actor, now=NOW)
    withdraw_invitation(shop_id=shop.id, invitation_id=row.id, actor=member_of(shop), now=NOW)
    with pytest.raises(InvitationGone):
        accept_invitation(shop_id=shop.id, token=secret, account=paul, now=NOW)


def test_what_was_accepted_can_t_be_withdrawn() -> None:
    shop, paul = make_shop(), make_account()
    accept_invitation(shop_id=shop.id, token=invite(shop), account=paul, now=NOW)
    (row,) = Invitation.objects.all()
    with pytest.raises(NotFound):
        withdraw_invitation(shop_id=shop.id, invitation_id=row.id, actor=member_of(shop), now=NOW)


def test_members_are_not_invited_again() -> None:
    shop = make_shop()
    make_member(shop, make_account("paul@example.com"))
    with pytest.raises(AlreadyMember):
        invite(shop, "PAUL@example.com")
    assert not Invitation.objects.exists()


def test_a_member_of_another_shop_can_be_invited() -> None:
    shop, paul = make_shop(), make_account("paul@example.com")
    make_member(make_shop(), paul)
    accept_invitation(shop_id=shop.id, token=invite(shop), account=paul, now=NOW)
    assert Membership.objects.filter(account=paul).count() == 2


@pytest.mark.parametrize("rights", [frozenset(), frozenset({"orders.everything"})])
def test_no_rights_and_unknown_rights_are_refused(rights: frozenset[str]) -> None:
    with pytest.raises(Invalid):
        invite(make_shop(), rights=rights)


@pytest.mark.parametrize("email", ["", "paul", "paul@example.com\nBcc: all@example.com"])
def test_what_is_no_e_mail_is_refused(email: str) -> None:
    with pytest.raises(Invalid) as refused:
        invite(make_shop(), email)
    assert refused.value.field == "email"


def test_only_those_who_manage_members_invite() -> None:
    shop, other = make_shop(), make_shop()
    for actor in (member_of(shop, ALL - {MEMBERS}), member_of(other)):
        with pytest.raises(Forbidden):
            invite_member(
                shop_id=shop.id,
                email="paul@example.com",
                rights=FEW,
                tell=lambda *_told: None,
                actor=actor,
                now=NOW,
            )
    assert not Invitation.objects.exists()


def test_when_the_mail_can_t_be_queued_there_is_no_invitation() -> None:
    def broken(invitation: Invitation, secret: str) -> None:
        raise ConnectionError

    shop = make_shop()
    with pytest.raises(ConnectionError):
        invite_member(
            shop_id=shop.id,
            email="paul@example.com",
            rights=FEW,
            tell=broken,
            actor=member_of(shop),
            now=NOW,
        )
    assert not Invitation.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_secret_pressed_twice_at_once_joins_once() -> None:
    shop, paul = make_shop(), make_account()
    secret = invite(shop)

    def join() -> Membership:
        account = Account.objects.get(id=paul.id)
        return accept_invitation(shop_id=shop.id, token=secret, account=account, now=NOW)

    results = at_once(join, join)
    assert sorted(type(one).__name__ for one in results) == ["InvitationGone", "Membership"]
    assert Membership.objects.filter(shop=shop).count() == 1
