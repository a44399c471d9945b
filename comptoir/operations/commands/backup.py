import sys
from pathlib import Path

import click

from comptoir.core.clock import utc_now
from comptoir.operations.backup.make import make_backup
from comptoir.operations.backup.pace import Pace


@click.command("backup")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--with-keys",
    is_flag=True,
    help="Carry the secret key too: whoever has the file can then sign links and sessions.",
)
def command(file: Path | None, with_keys: bool) -> None:
    """Write everything of one moment into one file, while the shop goes on.

    Default: comptoir-DATE-TIME.zip in the current folder. The file has all rows and uploads and
    can be restored on either database. It is readable by you only, and appears under its name
    once it is whole. Exit code 0: the backup stands; 1: it does not, and nothing is left.
    """
    now = utc_now()
    path = file or Path(f"comptoir-{now:%Y-%m-%d-%H%M%S}.zip")
    pace = Pace()
    try:
        manifest = make_backup(path, now=now, with_keys=with_keys, progress=pace)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror or error}") from error
    finally:
        pace.end()
    total = sum(table["rows"] for table in manifest["tables"])
    size = path.stat().st_size
    click.echo(f"{path}: {total} rows, {len(manifest['files'])} files, {size} bytes.")
    for name in manifest["missing_files"]:
        click.echo(f"  missing in the storage: {name}", err=True)
    sys.stdout.flush()
