import click
from babel.core import get_global
from babel.numbers import get_territory_currencies
from django.conf import settings

from comptoir.core.clock import utc_now
from comptoir.shops.actions.create_shop import create_shop
from comptoir.shops.models import Account


@click.group("shop")
def command() -> None:
    """Shops of this installation."""


@command.command("create")
@click.argument("slug")
@click.option("--owner", prompt="E-mail of its owner", help="An account: `comptoir user create`.")
@click.option("--name", prompt="Name of the shop", help="As customers see it.")
@click.option("--country", prompt="Country (two letters)", help="Where it sells from: FR, DE, …")
@click.option(
    "--language",
    "languages",
    multiple=True,
    default=["en"],
    show_default=True,
    help="Of the shop, the first one first; can be given several times.",
)
@click.option("--currency", help="Three letters; default: the country's.")
@click.option("--zone", help="Such as Europe/Paris; default: the country's, if it has one.")
def create(  # click hands over by name
    slug: str,
    owner: str,
    name: str,
    country: str,
    languages: tuple[str, ...],
    currency: str | None,
    zone: str | None,
) -> None:
    """Make a shop. SLUG becomes its address: small letters, digits, hyphens."""
    account = Account.objects.filter(email__iexact=owner).first()
    if account is None:
        raise click.ClickException(
            f"there is no account {owner}: make it by `comptoir user create`"
        )
    shop = create_shop(
        owner=account,
        slug=slug,
        names={languages[0]: name},
        currency=currency or _currency_of(country.upper()),
        country=country.upper(),
        zone=zone or _zone_of(country.upper()),
        languages=list(languages),
        now=utc_now(),
    )
    click.echo(f"Storefront  {settings.COMPTOIR_URL}/{shop.slug}/")
    click.echo(f"Desk        {settings.COMPTOIR_URL}/desk/{shop.slug}/orders/")


def _currency_of(country: str) -> str:
    found = get_territory_currencies(country)
    if not found:
        raise click.BadParameter(f"{country} is not a country", param_hint="--country")
    return str(found[0])


# Where nearly everybody in a country with several zones lives.
MAIN_ZONES = {"DE": "Europe/Berlin", "ES": "Europe/Madrid", "PT": "Europe/Lisbon"}


def _zone_of(country: str) -> str:
    if country in MAIN_ZONES:
        return MAIN_ZONES[country]
    zones = [zone for zone, place in get_global("zone_territories").items() if place == country]
    if len(zones) != 1:
        raise click.UsageError(f"{country} has several time zones: say which by --zone")
    return str(zones[0])
