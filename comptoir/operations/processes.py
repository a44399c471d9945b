"""How the processes of one server are named, and don't stay behind when it is gone."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread

LOOK_EVERY = 0.5


def name_process(name: str) -> None:
    """Lists of processes (`ps -e`, `top`) call this one so; where there is no /proc, nothing is done."""
    with suppress(OSError):
        Path("/proc/self/comm").write_text(name, encoding="ascii")


def server() -> int:
    """The number of the process that serves, as those it started know it.

    Asking the system at one's own start is too late: the parent may have been killed before,
    and then process 1 is taken for it.
    """
    parent = parent_process()
    return (parent and parent.pid) or os.getppid()


def when_gone(parent: int, leave: Callable[[], object]) -> None:
    """`leave` is called once this process is nobody's child, or another's: its parent was killed.

    A pipe to the parent would not tell: processes forked beside us hold its other end too.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_EVERY)
        leave()

    Thread(target=watch, name="parent", daemon=True).start()
