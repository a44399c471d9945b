"""Members and their rights: closed to who may not, and never nobody left to manage them."""

import pytest
from django.test import Client
from django.urls import reverse

from comptoir.core.errors import Forbidden, Invalid, NotFound
from comptoir.core.models import Event
from comptoir.shops.actions.change_rights import change_rights
from comptoir.shops.actions.invite_member import invite_member
from comptoir.shops.actions.remove_member import remove_member
from comptoir.shops.errors import LastHolder, LastManager, RightNotHeld
from comptoir.shops.models import Membership, Shop
from comptoir.shops.queries import actor_of, shops_of
from comptoir.shops.rights import ALL, EDIT, MEMBERS, PAY, REFUND, SEE, SETUP
from tests.factories import NOW, make_account, make_member, make_shop, member_of
from tests.races.at_once import at_once

FEW = frozenset({SEE, PAY})


def change(member: Membership, rights: frozenset[str]) -> Membership:
    actor = member_of(member.shop)
    return change_rights(
        shop_id=member.shop_id, membership_id=member.id, rights=rights, actor=actor, now=NOW
    )


def remove(member: Membership) -> None:
    actor = member_of(member.shop)
    remove_member(shop_id=member.shop_id, membership_id=member.id, actor=actor, now=NOW)


@pytest.mark.django_db
def test_a_member_has_just_the_rights_given() -> None:
    shop = make_shop()
    make_member(shop)
    member = make_member(shop)
    change(member, FEW)
    assert actor_of(member.account, shop).rights == FEW
    event = Event.objects.get(shop_id=shop.id)
    assert event.before["rights"] == sorted(ALL)
    assert event.after["rights"] == sorted(FEW)


@pytest.mark.django_db
def test_the_last_manager_can_neither_lose_the_right_nor_leave() -> None:
    shop = make_shop()
    manager, _other = make_member(shop), make_member(shop, rights=FEW)
    with pytest.raises(LastManager):
        change(manager, ALL - {MEMBERS})
    with pytest.raises(LastManager):
        remove(manager)
    manager.refresh_from_db()
    assert frozenset(manager.rights) == ALL
    assert not Event.objects.filter(shop_id=shop.id).exists()


@pytest.mark.django_db
def test_a_second_manager_frees_the_first() -> None:
    shop = make_shop()
    first, _second = make_member(shop), make_member(shop)
    remove(first)
    assert shops_of(first.account) == []
    with pytest.raises(NotFound):
        actor_of(first.account, shop)


@pytest.mark.django_db
@pytest.mark.parametrize("rights", [frozenset(), frozenset({"orders.everything"}), {SEE, "*"}])
def test_no_rights_and_unknown_rights_are_refused(rights: frozenset[str]) -> None:
    member = make_member(make_shop())
    with pytest.raises(Invalid):
        change(member, frozenset(rights))


@pytest.mark.django_db
def test_only_those_who_manage_members_may() -> None:
    shop, other = make_shop(), make_shop()
    make_member(shop)
    member = make_member(shop, rights=FEW)
    for actor in (member_of(shop, ALL - {MEMBERS}), member_of(other)):
        with pytest.raises(Forbidden):
            change_rights(
                shop_id=shop.id, membership_id=member.id, rights=ALL, actor=actor, now=NOW
            )
        with pytest.raises(Forbidden):
            remove_member(shop_id=shop.id, membership_id=member.id, actor=actor, now=NOW)
    assert frozenset(Membership.objects.get(id=member.id).rights) == FEW


@pytest.mark.django_db
def test_another_shop_s_member_is_not_found() -> None:
    shop, foreign = make_shop(), make_member(make_shop())
    with pytest.raises(NotFound):
        change_rights(
            shop_id=shop.id, membership_id=foreign.id, rights=FEW, actor=member_of(shop), now=NOW
        )
    with pytest.raises(NotFound):
        remove_member(shop_id=shop.id, membership_id=foreign.id, actor=member_of(shop), now=NOW)
    assert frozenset(Membership.objects.get(id=foreign.id).rights) == ALL


def managers(shop: Shop) -> list[Membership]:
    return [row for row in Membership.objects.filter(shop=shop) if MEMBERS in row.rights]


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_remove_each_other_at_once_leave_one() -> None:
    shop = make_shop()
    first, second = make_member(shop, make_account()), make_member(shop, make_account())
    results = at_once(lambda: remove(first), lambda: remove(second))
    assert sorted(type(one).__name__ for one in results) == ["LastManager", "NoneType"]
    assert len(managers(shop)) == 1


@pytest.mark.django_db
def test_nobody_gives_or_takes_a_right_that_they_don_t_hold() -> None:
    shop = make_shop()
    make_member(shop)
    clerk = make_member(shop, rights=FEW)
    limited = member_of(shop, frozenset({SEE, MEMBERS}))
    for rights in (FEW | {REFUND}, FEW | {SEE, SETUP}, frozenset({SEE})):
        with pytest.raises(RightNotHeld):
            change_rights(
                shop_id=shop.id, membership_id=clerk.id, rights=rights, actor=limited, now=NOW
            )
    with pytest.raises(RightNotHeld):
        invite_member(
            shop_id=shop.id,
            email="new@shop.example",
            rights=frozenset({SEE, PAY}),
            tell=lambda _invitation, _secret: None,
            actor=limited,
            now=NOW,
        )
    assert frozenset(Membership.objects.get(id=clerk.id).rights) == FEW
    assert not Event.objects.filter(shop_id=shop.id).exists()
    change_rights(
        shop_id=shop.id, membership_id=clerk.id, rights=FEW | {MEMBERS}, actor=limited, now=NOW
    )
    assert frozenset(Membership.objects.get(id=clerk.id).rights) == FEW | {MEMBERS}


@pytest.mark.django_db
def test_a_right_that_nobody_could_give_again_is_not_lost() -> None:
    shop = make_shop()
    owner, other = make_member(shop), make_member(shop, rights=ALL - {REFUND})
    make_member(shop, rights=frozenset({REFUND}))
    with pytest.raises(LastHolder) as refused:
        change(owner, ALL - {REFUND})
    assert "Refund" in str(refused.value)
    with pytest.raises(LastHolder):
        remove(owner)
    remove(other)
    assert frozenset(Membership.objects.get(id=owner.id).rights) == ALL


@pytest.mark.django_db
def test_the_page_offers_only_one_s_own_rights_and_keeps_the_others() -> None:
    shop = make_shop()
    make_member(shop)
    clerk = make_member(shop, rights=FEW)
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_member(shop, rights=frozenset({SEE, EDIT, MEMBERS})).account)
    member = reverse("desk:member", args=[shop.slug, clerk.id])
    for address in (member, reverse("desk:members", args=[shop.slug])):
        page = client.get(address).content.decode()
        offered = {right for right in ALL if f'value="{right}"' in page}
        assert offered == {SEE, EDIT, MEMBERS}, address
    assert "hold it yourself: Mark orders as paid" in client.get(member).content.decode()
    assert client.post(member, {"rights": [EDIT]}).status_code == 302
    assert frozenset(Membership.objects.get(id=clerk.id).rights) == {EDIT, PAY}
    assert client.post(member, {"rights": [REFUND]}).status_code == 422
    assert client.post(member, {}).status_code == 302
    assert frozenset(Membership.objects.get(id=clerk.id).rights) == {PAY}
