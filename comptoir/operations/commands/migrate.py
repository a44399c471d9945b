import click
from django.core.management import call_command


@click.command("migrate")
def command() -> None:
    """Make the database or bring it up to date. Safe to run at every start."""
    call_command("migrate", interactive=False, verbosity=1)
    call_command("createcachetable", verbosity=0)
