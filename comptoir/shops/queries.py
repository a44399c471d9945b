"""What other rooms ask about shops, their members and their rates."""

from collections.abc import Hashable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery, Sum

from comptoir.core.actor import Actor
from comptoir.core.errors import NotFound
from comptoir.core.kept import SERIES, kept, looking
from comptoir.core.models import Counter
from comptoir.core.prepared import Query
from comptoir.shops.models import Account, Invitation, Membership, SavedView, Shop, TaxRate


@dataclass(frozen=True)
class Rate:
    """rate: thousandths of a percent; category: UNCL 5305; country: whose rate it is."""

    rate: int
    category: str
    country: str


def _revision_of(column: str) -> Subquery:
    rows = Counter.objects.filter(shop_id=OuterRef(column), series=SERIES)
    return Subquery(rows.values("value")[:1])


_found = Query(
    lambda slug: Shop.objects.filter(slug=slug).values_list("id", _revision_of("id"))[:1], slug=str
)
# Ids only grow, and so do revisions: no two sets of shops add up to the same.
_shops_seen = Query(
    lambda account_id: (
        Membership.objects.filter(account_id=account_id)
        .annotate(revision=_revision_of("shop_id"))
        .values("account_id")
        .annotate(many=Count("id"), ids=Sum("id"), revisions=Sum("revision"))
        .values_list("many", "ids", "revisions")
    ),
    account_id=int,
)
_whole = Query(lambda shop_id: Shop.objects.filter(id=shop_id), shop_id=int)


def shop_by_slug(slug: str) -> Shop:
    """The shop at that address, the caller's own copy. Raises NotFound."""
    return copy(shop_and_revision(slug)[0])


def shop_and_revision(slug: str) -> tuple[Shop, int]:
    """The shop at that address, and how often its set-up has changed. Raises NotFound."""
    found = _found.first(slug=slug)
    if found is None:
        raise NotFound
    shop_id, revision = found[0], found[1] or 0
    with looking(shop_id, revision):
        return shop_by_id(shop_id), revision


def shop_by_id(shop_id: int) -> Shop:
    """The shop as it is set up now, kept: nobody may change the instance. Raises NotFound."""
    shop = kept(shop_id, "shop", lambda: _whole.first(shop_id=shop_id))
    if shop is None:
        raise NotFound
    return shop


def shops_of(account: Account) -> list[Shop]:
    """The account's shops, by slug."""
    return list(Shop.objects.filter(memberships__account=account).order_by("slug"))


def shops_seen(account: Account) -> Hashable:
    """A value that changes whenever `shops_of` would show something else; one statement."""
    found = _shops_seen.first(account_id=account.id)
    return found or ()


def actor_of(account: Account, shop: Shop) -> Actor:
    """The account acting in that shop with its rights there, kept; NotFound for strangers."""
    rights = kept(shop.id, ("rights", account.id), lambda: _rights(account, shop))
    if rights is None:
        raise NotFound
    return Actor(kind="member", shop_id=shop.id, id=account.id, name=str(account), rights=rights)


def _rights(account: Account, shop: Shop) -> frozenset[str] | None:
    found = Membership.objects.filter(account=account, shop=shop).first()
    return None if found is None else frozenset(found.rights)


class TaxTable(dict[str, Rate]):
    """Rates by tax class; a class without a row is not taxed."""

    def __init__(self, rates: dict[str, Rate], country: str, otherwise: str = "Z") -> None:
        super().__init__(rates)
        self.country, self.otherwise = country, otherwise

    def __missing__(self, tax_class: str) -> Rate:
        return Rate(0, "O" if tax_class == "none" else self.otherwise, self.country)


def tax_table(shop: Shop, country: str, day: date) -> TaxTable:
    """The rates of that day by tax class.

    Those of the delivery's country if the shop has rows for it, else of its own. A
    shop that is not registered for VAT charges none (category E).
    """
    rows = [
        row
        for row in kept(shop.id, "rates", lambda: list(TaxRate.objects.filter(shop=shop)))
        if row.country in {country, shop.country} and row.valid_from <= day
    ]
    by_country: dict[str, dict[str, Rate]] = {}
    for row in _oldest_first(rows):
        rate = Rate(row.rate, "S" if row.rate else "Z", row.country)
        by_country.setdefault(row.country, {})[row.tax_class] = rate
    chosen = country if country in by_country else shop.country
    rates = by_country.get(chosen, {})
    if not shop.vat_registered:
        return TaxTable({}, shop.country, "E")
    return TaxTable(rates, chosen)


def tax_rate(shop: Shop, tax_class: str, country: str, day: date) -> Rate:
    return tax_table(shop, country, day)[tax_class]


def _oldest_first(rows: Iterable[TaxRate]) -> list[TaxRate]:
    return sorted(rows, key=lambda row: row.valid_from)


def public_url(shop: Shop, path: str) -> str:
    """The full public address of a path of this shop; the one place that builds them."""
    return f"{settings.COMPTOIR_URL}{path}"


def saved_views(shop_id: int) -> list[tuple[str, str]]:
    """Name and query string of the shop's saved views, in their order, kept."""
    views = SavedView.objects.filter(shop_id=shop_id).order_by("position", "name")
    return kept(shop_id, "views", lambda: list(views.values_list("name", "query")))


def tax_rows(shop: Shop) -> list[TaxRate]:
    """The shop's dated rates by country, class and day, the newest first."""
    rows = TaxRate.objects.filter(shop=shop)
    return list(rows.order_by("country", "tax_class", "-valid_from"))


def account_by_email(email: str) -> Account | None:
    """The account that signs in with that address, whatever its case."""
    return Account.objects.filter(email__iexact=email).first()


def account_signing_in_with(email: str) -> Account:
    """The account of that address. Raises NotFound."""
    found = account_by_email(email)
    if found is None:
        raise NotFound
    return found


def any_account() -> bool:
    """False on an installation that nobody has set up yet."""
    return Account.objects.exists()


def members_of(shop: Shop) -> list[Membership]:
    """The shop's members by name or e-mail."""
    rows = Membership.objects.filter(shop=shop).select_related("account")
    return sorted(rows, key=lambda row: str(row.account).casefold())


def member_of_shop(shop_id: int, membership_id: int) -> Membership:
    rows = Membership.objects.select_related("account")
    found = rows.filter(shop_id=shop_id, id=membership_id).first()
    if found is None:
        raise NotFound
    return found


def open_invitations(shop: Shop, now: datetime) -> list[Invitation]:
    """Invitations that wait for an answer, the newest first."""
    rows = Invitation.objects.filter(shop=shop, accepted_at=None, expires_at__gt=now)
    return list(rows.order_by("-created_at"))
