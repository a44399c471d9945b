"""A shop is never left without somebody who manages its members."""

from comptoir.core.database import locked
from comptoir.core.errors import NotFound
from comptoir.shops.errors import LastManager
from comptoir.shops.models import Membership, Shop
from comptoir.shops.rights import MEMBERS


def locked_member(shop_id: int, membership_id: int) -> Membership:
    """The membership, with its shop locked: two managers can't remove each other at once."""
    locked(Shop.objects.filter(id=shop_id)).get()
    rows = Membership.objects.select_related("account")
    found = rows.filter(shop_id=shop_id, id=membership_id).first()
    if found is None:
        raise NotFound
    return found


def keep_a_manager(shop_id: int) -> None:
    """Returns while a member with the right is left; raises LastManager otherwise."""
    rights = Membership.objects.filter(shop_id=shop_id).values_list("rights", flat=True)
    if not any(MEMBERS in one for one in rights):
        raise LastManager
