from pathlib import Path

import click

from comptoir.operations.backup.pace import Pace
from comptoir.operations.backup.reading import opened
from comptoir.operations.backup.restore import restore


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--check", is_flag=True, help="Only read the file to its end and check it.")
def command(file: Path, check: bool) -> None:
    """Put a backup into an empty COMPTOIR_HOME and database, of either kind.

    The database is set up and brought up to date by it. All or nothing: a file that is cut
    short or changed, or a place that is not empty, is refused with a word, and nothing of the
    backup is there. Exit code 0: done; 1: refused or failed.
    """
    pace = Pace()
    with opened(file) as backup:
        try:
            if check:
                backup.check()
            else:
                restore(backup, progress=pace)
        except OSError as error:
            raise click.ClickException(f"{error.filename or file}: {error.strerror}") from error
        finally:
            pace.end()
        total = sum(table["rows"] for table in backup.manifest["tables"])
        what = "The backup is whole" if check else "Restored"
        made = backup.manifest["made_at"][:16].replace("T", " ")
        click.echo(f"{what}: {total} rows of {made} UTC, {len(backup.manifest['files'])} files.")
