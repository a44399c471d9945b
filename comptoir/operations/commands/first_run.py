import click
from django.conf import settings
from django.urls import reverse

from comptoir.shops.first_run import first_run_token
from comptoir.shops.queries import any_account


@click.command("first-run")
def command() -> None:
    """Print the link where the first account and its shop are made, in the browser.

    It works once: as long as nobody has an account.
    """
    if any_account():
        raise click.ClickException("there are accounts already: `comptoir user create` makes more")
    click.echo(first_run_link())


def first_run_link() -> str:
    """Where the first account and its shop are made."""
    return f"{settings.COMPTOIR_URL}{reverse('desk:first_run', args=[first_run_token()])}"
