"""Not staying behind when the process that started this one is gone."""

import os
import time
from collections.abc import Callable
from multiprocessing import parent_process
from threading import Thread

LOOK_EVERY = 0.5


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
