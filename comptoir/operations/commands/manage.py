import click
from django.core.management import execute_from_command_line


@click.command(
    "manage",
    context_settings={
        "ignore_unknown_options": True,
        "allow_extra_args": True,
        "help_option_names": [],
    },
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run any command of Django, such as `manage shell`."""
    execute_from_command_line(["comptoir manage", *arguments])
