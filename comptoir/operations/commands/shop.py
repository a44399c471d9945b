import click

from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.shops.actions.create_shop import create_shop
from comptoir.shops.models import Account


@click.group("shop")
def command() -> None:
    """Shops."""


@command.command("create")
@click.option("--slug", required=True, help="The shop's part of its address.")
@click.option("--name", required=True, help="The shop's name.")
@click.option("--owner", required=True, help="E-mail of the account that owns it.")
@click.option("--currency", default="EUR", show_default=True, help="ISO 4217 code.")
@click.option("--country", default="FR", show_default=True, help="ISO 3166 code.")
@click.option("--zone", default="Europe/Paris", show_default=True, help="Time zone.")
@click.option("--language", "languages", multiple=True, help="Languages, the first is the shop's.")
def create(
    slug: str,
    name: str,
    owner: str,
    currency: str,
    country: str,
    zone: str,
    languages: tuple[str, ...],
) -> None:
    """Make a shop of which that account is a member with every right."""
    account = Account.objects.filter(email__iexact=owner).first()
    if account is None:
        raise click.ClickException(f"no account has the e-mail {owner}; see `comptoir user create`")
    chosen = list(languages) or ["fr", "en"]
    try:
        shop = create_shop(
            owner=account,
            slug=slug,
            names={chosen[0]: name},
            currency=currency,
            country=country,
            zone=zone,
            languages=chosen,
            now=utc_now(),
        )
    except Refused as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"The shop {shop.slug} is there: /desk/{shop.slug}/orders/")
