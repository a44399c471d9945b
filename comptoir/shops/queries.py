"""What other rooms ask about shops, their members and their rates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from comptoir.core.actor import Actor
from comptoir.core.errors import NotFound
from comptoir.shops.models import Account, Membership, SavedView, Shop, TaxRate


@dataclass(frozen=True)
class Rate:
    """rate: thousandths of a percent; category: UNCL 5305; country: whose rate it is."""

    rate: int
    category: str
    country: str


def shop_by_slug(slug: str) -> Shop:
    shop = Shop.objects.filter(slug=slug).first()
    if shop is None:
        raise NotFound
    return shop


def shops_of(account: Account) -> list[Shop]:
    """The account's shops, by slug."""
    return list(Shop.objects.filter(memberships__account=account).order_by("slug"))


def membership(account: Account, shop: Shop) -> Membership | None:
    return Membership.objects.filter(account=account, shop=shop).first()


def actor_of(account: Account, shop: Shop) -> Actor:
    """The account acting in that shop with its rights there; NotFound for strangers."""
    found = membership(account, shop)
    if found is None:
        raise NotFound
    return Actor(
        kind="member",
        shop_id=shop.id,
        id=account.id,
        name=str(account),
        rights=frozenset(found.rights),
    )


class TaxTable(dict[str, Rate]):
    """Rates by tax class; a class without a row is not taxed."""

    def __init__(self, rates: dict[str, Rate], country: str) -> None:
        super().__init__(rates)
        self.country = country

    def __missing__(self, tax_class: str) -> Rate:
        return Rate(0, "O" if tax_class == "none" else "Z", self.country)


def tax_table(shop: Shop, country: str, day: date) -> TaxTable:
    """The rates of that day by tax class, in one query.

    Those of the delivery's country if the shop has rows for it, else of its own. A
    shop that is not registered for VAT charges none (category E).
    """
    rows = TaxRate.objects.filter(
        shop=shop, country__in={country, shop.country}, valid_from__lte=day
    )
    by_country: dict[str, dict[str, Rate]] = {}
    for row in _oldest_first(rows):
        rate = Rate(row.rate, "S" if row.rate else "Z", row.country)
        by_country.setdefault(row.country, {})[row.tax_class] = rate
    chosen = country if country in by_country else shop.country
    rates = by_country.get(chosen, {})
    if not shop.vat_registered:
        rates = {name: Rate(0, "E", shop.country) for name in rates}
    return TaxTable(rates, chosen)


def tax_rate(shop: Shop, tax_class: str, country: str, day: date) -> Rate:
    return tax_table(shop, country, day)[tax_class]


def _oldest_first(rows: Iterable[TaxRate]) -> list[TaxRate]:
    return sorted(rows, key=lambda row: row.valid_from)


def public_url(shop: Shop, path: str) -> str:
    """The full public address of a path of this shop; the one place that builds them."""
    return f"{settings.COMPTOIR_URL}{path}"


def saved_views(shop_id: int) -> list[tuple[str, str]]:
    """Name and query string of the shop's saved views, in their order."""
    views = SavedView.objects.filter(shop_id=shop_id).order_by("position", "name")
    return list(views.values_list("name", "query"))
