import sys

import click

from comptoir.core.clock import utc_now
from comptoir.shops.actions.create_account import create_account


@click.group("user")
def command() -> None:
    """Accounts that sign in to the desk."""


@command.command("create")
@click.option("--email", prompt="E-mail", help="Signs in with it.")
@click.option("--name", prompt="Name", default="", help="Shown in the history of orders.")
@click.option("--language", default="en", show_default=True, help="Of the desk: en or fr.")
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input, don't ask."
)
def create(email: str, name: str, language: str, password_stdin: bool) -> None:
    """Make an account. It belongs to no shop yet: see `comptoir shop create`."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    account = create_account(
        email=email, password=password, name=name, language=language, now=utc_now()
    )
    click.echo(f"{account.email} can sign in now.")
