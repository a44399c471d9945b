"""A shop is never left without somebody who manages its members, and can give each right."""

from comptoir.core.database import locked
from comptoir.core.errors import NotFound
from comptoir.shops.errors import LastHolder, LastManager
from comptoir.shops.models import Membership, Shop
from comptoir.shops.rights import LABELS, MEMBERS


def locked_member(shop_id: int, membership_id: int) -> Membership:
    """The membership, with its shop locked: two managers can't remove each other at once."""
    locked(Shop.objects.filter(id=shop_id)).get()
    rows = Membership.objects.select_related("account")
    found = rows.filter(shop_id=shop_id, id=membership_id).first()
    if found is None:
        raise NotFound
    return found


def grantable(shop_id: int) -> frozenset[str]:
    """The rights that somebody there can give: those held by who manages members."""
    rights = Membership.objects.filter(shop_id=shop_id).values_list("rights", flat=True)
    return frozenset(right for held in rights if MEMBERS in held for right in held)


def keep_a_manager(shop_id: int, before: frozenset[str]) -> None:
    """Returns while each right that could be given before still can be.

    Nobody gives what they don't hold, so a right lost there would be lost for ever.
    Raises LastManager, LastHolder.
    """
    left = grantable(shop_id)
    if MEMBERS not in left:
        raise LastManager
    for right in LABELS:
        if right in before - left:
            raise LastHolder(right=LABELS[right])
