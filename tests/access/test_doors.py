"""Every address of the desk, from the URL table: closed to strangers, blind to other shops."""

import pytest
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import QueryDict
from django.test import Client

from comptoir.core.models import Event
from comptoir.shops.models import SavedView
from comptoir.shops.rights import SEE
from tests.access.addresses import Furnished, furnished, table
from tests.factories import make_account, make_member

pytestmark = pytest.mark.django_db

ADDRESSES = sorted(set(table()))
OF_A_SHOP = [row for row in ADDRESSES if "shop" in row[1]]
# Behind these stand pages for people who have no account yet; the token is the key.
BY_TOKEN = {"join", "first_run"}
# Words of the program, the same in every shop, and not a thing of one.
WORDS = {"section", "topic", "kind"}
# Counted inside the order that the address names: no shop's, so what isn't there is tried.
COUNTED = {"payment", "parcel", "entry", "position"}
METHODS = ("get", "post")
NOT_OFFERED = 405


@pytest.fixture
def mine() -> Furnished:
    return furnished()


@pytest.fixture
def theirs() -> Furnished:
    """More orders than mine, so that the numbers of the last ones exist here only."""
    return furnished(orders=3)


def signed_in(mine: Furnished, rights: frozenset[str] | None = None) -> Client:
    account = make_account()
    if rights is None:
        make_member(mine.shop, account)
    else:
        make_member(mine.shop, account, rights)
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def test_the_table_is_whole() -> None:
    names = {name for name, _ in ADDRESSES}
    assert {"order_pay", "orders_bulk", "picture_move", "rate_remove", "import", "views"} <= names
    assert len(names) > 60


def test_signed_out_leads_to_sign_in(mine: Furnished) -> None:
    visitor = Client()
    for name, parts in ADDRESSES:
        if name in BY_TOKEN:
            continue
        address = mine.address(name, parts)
        for method in METHODS:
            answer = getattr(visitor, method)(address)
            if answer.status_code == NOT_OFFERED:
                continue
            assert answer.status_code == 302, f"{method} {name}: {answer.status_code}"
            where, _, query = answer["Location"].partition("?")
            assert where == "/account/login/", f"{method} {name}: {where}"
            assert QueryDict(query)[REDIRECT_FIELD_NAME] == address, f"{method} {name}"


def test_a_shop_of_others_is_not_there(mine: Furnished, theirs: Furnished) -> None:
    member = signed_in(mine)
    before = Event.objects.count()
    for name, parts in OF_A_SHOP:
        for address in (theirs.address(name, parts), mine.address(name, parts, shop="no-shop")):
            for method in METHODS:
                answer = getattr(member, method)(address)
                assert answer.status_code in {404, NOT_OFFERED}, f"{method} {address}"
    assert Event.objects.count() == before


FOREIGN = [(name, parts, part) for name, parts in OF_A_SHOP for part in parts[1:]]


def test_things_of_other_shops_are_not_there(mine: Furnished, theirs: Furnished) -> None:
    member = signed_in(mine)
    before = Event.objects.count()
    tried = set()
    for name, parts, part in FOREIGN:
        if part in WORDS:
            continue
        other = 999 if part in COUNTED else theirs.value(part, name)
        assert other != mine.value(part, name), f"{part} is the same in both shops"
        address = mine.address(name, parts, **{part: other})
        for method in METHODS:
            answer = getattr(member, method)(address)
            assert answer.status_code in {404, NOT_OFFERED}, (
                f"{method} {address} ({part}): {answer.status_code}"
            )
        tried.add(part)
    assert Event.objects.count() == before
    assert {"number", "product", "picture", "category", "method", "member", "rate"} <= tried
    assert {"payment", "parcel", "position", "transfer", "invitation"} <= tried


def test_picture_of_another_product_is_not_there(mine: Furnished, theirs: Furnished) -> None:
    member = signed_in(mine)
    picture = theirs.value("picture", "picture")
    address = mine.address("picture_remove", ("shop", "product", "picture"), picture=picture)
    assert member.post(address).status_code == 404


def test_a_view_of_another_shop_stays(mine: Furnished, theirs: Furnished) -> None:
    member = signed_in(mine)
    address = mine.address("views", ("shop",))
    answer = member.post(address, {"view": theirs.view.name, "do": "remove"})
    assert answer.status_code == 404
    member.post(address, {"view": theirs.view.name, "name": "Mine now"})
    assert SavedView.objects.get(id=theirs.view.id).name == theirs.view.name


def test_bulk_takes_no_order_of_another_shop(mine: Furnished, theirs: Furnished) -> None:
    member = signed_in(mine)
    before = theirs.order.version
    sent = {"do": "archive", "answered": "1", "order": [theirs.order.number]}
    member.post(mine.address("orders_bulk", ("shop",)), sent)
    theirs.order.refresh_from_db()
    assert (theirs.order.version, theirs.order.place) == (before, "active")


def test_without_rights_every_post_changes_nothing(mine: Furnished) -> None:
    nobody = signed_in(mine, frozenset())
    before = Event.objects.count()
    for name, parts in OF_A_SHOP:
        for method in METHODS:
            answer = getattr(nobody, method)(mine.address(name, parts))
            assert answer.status_code in {403, NOT_OFFERED}, f"{method} {name}"
    assert Event.objects.count() == before


def test_who_may_only_see_changes_nothing_of_the_shop(mine: Furnished) -> None:
    looker = signed_in(mine, frozenset({SEE}))
    before = Event.objects.count()
    for name, parts in OF_A_SHOP:
        sent = {"version": mine.order.version, "do": "archive", "order": [mine.order.number]}
        answer = looker.post(mine.address(name, parts), sent)
        assert answer.status_code < 500, name
    mine.order.refresh_from_db()
    assert mine.order.place == "active"
    assert Event.objects.count() == before


def test_nothing_on_the_way_keeps_a_page_of_the_desk(mine: Furnished) -> None:
    client = signed_in(mine)
    for name, parts in ADDRESSES:
        if name in BY_TOKEN:
            continue
        answer = client.get(mine.address(name, parts))
        if answer.status_code == 200:
            kept = answer.headers.get("Cache-Control", "")
            assert "private" in kept or "no-store" in kept, f"{name}: {kept}"
