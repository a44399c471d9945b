"""python -m bench: the command line of the bench."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import furnish, machine
from bench.figures import HEAD, Report
from bench.flow import Flow
from bench.site import DATABASES, Site, home, served

FOLDER = Path("var/bench")


def main() -> None:
    words = _arguments()
    reports = []
    for database in words.database:
        report = Report(database, 0)
        print(f"\n{database}: {machine.in_words(report.machine)}\n{HEAD}", flush=True)
        with fresh(database, words.port) as site:
            _flow(report, site, words.blocks)
        reports.append(report.save(words.folder, "flow"))
    print("\n" + "\n".join(f"written: {path}" for path in reports))


def _flow(report: Report, site: Site, blocks: int) -> None:
    flow = Flow(site, report.database, furnish.SLUG)
    flow.warm_up()
    report.add(flow.whole(blocks))
    for figure in flow.in_steps(blocks):
        report.add(figure)
    report.add(flow.idle())


@contextmanager
def fresh(database: str, port: int) -> Iterator[Site]:
    """A new installation with one furnished shop, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="comptoir-bench-") as folder:
        Path(folder).chmod(0o755)
        with (
            home(Path(folder) / "home", database, port) as (surroundings, database_pid),
            served(surroundings, database_pid, port) as site,
        ):
            site.run(sys.executable, "-m", "bench.furnish")
            yield site


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--blocks", type=int, default=5, help="blocks of 20 operations each")
    parser.add_argument("--port", type=int, default=8180, help="this one and the next are used")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where results are written")
    return parser.parse_args()


if __name__ == "__main__":
    main()
