"""A real worker that kills itself, as if the power went, at one named point.

Called as `python -m tests.faults.dying_worker MODULE NAME before|after COUNT`: the COUNT-th
call of that function ends the process with SIGKILL, before it does its work or after.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from threading import Event as Signal
from typing import Any

import django


def dying(work: Callable[..., Any], when: str, count: int) -> Callable[..., Any]:
    calls = 0

    def wrapped(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == count and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = work(*arguments, **named)
        if calls == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapped


def main() -> None:
    django.setup()
    module_name, name, when, count = sys.argv[1:]
    module = importlib.import_module(module_name)
    setattr(module, name, dying(getattr(module, name), when, int(count)))

    from comptoir.core import worker

    worker.run(Signal())


if __name__ == "__main__":
    main()
