import sys

import click

from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.shops.actions.create_account import create_account


@click.group("user")
def command() -> None:
    """Accounts of the people who sign in to the desk."""


@command.command("create")
@click.option("--email", required=True, help="E-mail to sign in with.")
@click.option("--name", default="", help="Name that the history shows.")
@click.option("--language", default="en", show_default=True, help="Language of the desk.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create(email: str, name: str, language: str, password_stdin: bool) -> None:
    """Make an account; asks for its password."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        account = create_account(
            email=email, password=password, name=name, language=language, now=utc_now()
        )
    except Refused as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"{account.email} can sign in now.")
