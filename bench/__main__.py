"""python -m bench: the command line of the bench."""

import argparse
import json
import random
from collections.abc import Callable
from pathlib import Path

from bench import exporting, machine, searching, throughput
from bench.desk import FAR, Desk
from bench.figures import HEAD, Figure, Report, table
from bench.flow import Flow
from bench.loaded import Filled, filled
from bench.site import DATABASES

FOLDER = Path("var/bench")
SMALL = 2_000
SEED = 1
AT_REST = 280.0
PARTS = ("rest", "flow", "list", "search", "order", "many", "step", "export")


class Run:
    """Everything that is measured on one database, part by part."""

    def __init__(self, report: Report, filled: Filled, blocks: int) -> None:
        self.report, self.blocks = report, blocks
        self.site, self.mark = filled.site, filled.mark
        self._far = filled.folder / "far.json"
        self.flow = Flow(self.site, report.database, self.mark["large"])
        self.desk = Desk(self.site, report.database, self.mark["large"], self.mark["middle"])

    def run(self, parts: list[str]) -> None:
        self.flow.warm_up()
        self.desk.warm_up()
        what: dict[str, Callable[[], list[Figure]]] = {
            "rest": self._rest,
            "flow": lambda: [*self.flow.whole(self.blocks), *self.flow.in_steps(self.blocks)],
            "list": lambda: self.desk.lists(self.blocks, self._far_page()),
            "search": self._search,
            "order": lambda: [self.desk.order_page(self.blocks)],
            "many": lambda: [
                throughput.throughput(self.site, self.report.database, self.flow.shop)
            ],
            "step": lambda: self.desk.steps(self.blocks, self.flow),
            "export": lambda: exporting.export(self.site, self.desk.merchant, self.report.database),
        }
        for part in parts:
            for figure in what[part]():
                self.report.add(figure)

    def _rest(self) -> list[Figure]:
        memory = self.site.memory()
        name = f"memory at rest, web and worker (PSS; RSS {memory.rss:.0f} MB)"
        at_rest = Figure(name, self.report.database, memory.pss, "MB", AT_REST)
        return [at_rest, self.flow.idle()]

    def _search(self) -> list[Figure]:
        pages = [self.desk.merchant.list_path, self._far_page()]
        return searching.search(self.desk, pages, max(1, self.blocks // 2), random.Random(SEED))

    def _far_page(self) -> str:
        """The page that a thousand "next" lead to; walked once, its address kept."""
        if not self._far.exists():
            path, passed = self.desk.far_page()
            if passed < FAR:
                print(f"(the list ends after {passed} times “next”)", flush=True)
            self._far.write_text(json.dumps(path), encoding="utf-8")
        return str(json.loads(self._far.read_text("utf-8")))


def main() -> None:
    words = _arguments()
    reports, written = [], []
    for database in words.database:
        with filled(words.folder, database, words.size, SEED, words.port, anew=words.anew) as found:
            report = Report(database, words.size)
            print(f"\n{database}, {words.size:,} orders: {machine.in_words(report.machine)}")
            print(HEAD, flush=True)
            Run(report, found, words.blocks).run(words.parts)
        reports.append(report)
        written.append(report.save(words.folder, "bench"))
    print("\n" + table([figure for report in reports for figure in report.figures]))
    print("\n" + "\n".join(f"written: {path}" for path in written))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--size", type=int, default=SMALL, help="orders of the large shop")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--blocks", type=int, default=3, help="blocks of 20 operations each")
    parser.add_argument("--port", type=int, default=8180, help="this one and the next are used")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="loaded shops, and results")
    parser.add_argument("--anew", action="store_true", help="load again what is there already")
    return parser.parse_args()


if __name__ == "__main__":
    main()
