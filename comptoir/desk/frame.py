"""What the frame of every desk page shows: shops, pages, account."""

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comptoir.core.actor import Actor
from comptoir.core.kept import kept
from comptoir.core.texts import text_in
from comptoir.shops.models import Account, Shop
from comptoir.shops.queries import shops_of, shops_seen
from comptoir.shops.rights import MEMBERS, PAY, SEE, SETUP
from comptoir.ui.frames import DeskFrame, Link

if TYPE_CHECKING:
    from comptoir.desk.access import AccountRequest, DeskRequest


def shop_name(shop: Shop) -> str:
    return text_in(shop.names, get_language() or "", shop.language) or shop.slug


def desk_frame(request: "DeskRequest", current: str = "orders") -> DeskFrame:
    """The frame inside a shop; current: "orders", "products", "bank" or "settings". One statement."""
    shop, actor, account = request.shop, request.actor, request.user
    who = (account.id, actor.name, actor.rights)
    key: Hashable = (shop.id, current, get_language(), who, shops_seen(account))
    frame = kept(shop.id, ("frame", key), lambda: _frame(account, shop, actor, current))
    # Other pages have a search of their own under the same name.
    query = request.GET.get("q", "") if current == "orders" else ""
    return replace(frame, search_query=query, key=key)


def _frame(account: Account, shop: Shop, actor: Actor, current: str) -> DeskFrame:
    orders = reverse("desk:orders", args=[shop.slug])
    nav = [("orders", _("Orders"), "desk:orders", "inbox", "g o", SEE)]
    nav += [("products", _("Products"), "desk:products", "package", "g p", SETUP)]
    nav += [("bank", _("Bank"), "desk:bank", "landmark", "g b", PAY)]
    if actor.may(SETUP):
        nav += [("settings", _("Set-up"), "desk:settings", "settings", "g s", SETUP)]
    else:
        nav += [("settings", _("Members"), "desk:members", "users", "g s", MEMBERS)]
    return DeskFrame(
        home_url=reverse("desk:shops"),
        shop_name=shop_name(shop),
        shops=_shops(account, shop),
        nav=[
            Link(label, url, icon=icon, current=name == current, key=key)
            for name, label, route, icon, key, right in nav
            if actor.may(right) and (url := _url(route, shop))
        ],
        search_url=orders,
        account_name=actor.name,
        account=account_links(),
    )


def account_frame(request: "AccountRequest") -> DeskFrame:
    """The frame of pages outside any shop."""
    return DeskFrame(
        home_url=reverse("desk:shops"),
        shop_name="",
        shops=_shops(request.user, None),
        nav=[],
        account_name=str(request.user),
        account=account_links(),
    )


def account_links() -> list[Link]:
    profile = _url("desk:account", None)
    links = [Link(_("My account"), profile, icon="user")] if profile else []
    return [*links, Link(_("Sign out"), reverse("account_logout"), icon="log-out", post=True)]


def _shops(account: Account, current: Shop | None) -> list[Link]:
    links = [
        Link(
            shop_name(shop),
            reverse("desk:orders", args=[shop.slug]),
            current=current is not None and shop.id == current.id,
        )
        for shop in shops_of(account)
    ]
    links.append(Link(_("My shops"), reverse("desk:shops"), icon="store"))
    if current is not None and (url := _url("storefront:home", current)):
        links.append(Link(_("View shop"), url, icon="external-link", new_tab=True))
    return links


def _url(route: str, shop: Shop | None) -> str:
    try:
        return reverse(route, args=[shop.slug] if shop else [])
    except NoReverseMatch:
        return ""
