"""What a tree of processes has used: processor time to the microsecond, memory as shared out."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK")
# Linux: the clock of another process, all its threads together, those that ended included.
_SCHEDULED = 2


@dataclass(frozen=True)
class Memory:
    """Megabytes. `pss` counts a page that several processes share once, in equal parts."""

    pss: float
    rss: float


def tree(*roots: int) -> list[int]:
    """These processes and all that descend from them, as they are now."""
    parents = {
        pid: parent
        for folder in PROC.glob("[0-9]*")
        if (parent := _parent(folder))
        for pid in (int(folder.name),)
    }
    found = [root for root in roots if (PROC / str(root)).exists()]
    for pid in found:  # grows while it is read: children come behind their parents
        found += [
            child for child, parent in parents.items() if parent == pid and child not in found
        ]
    return found


def cpu_seconds(*roots: int) -> float:
    """Processor time of the trees since they began, with that of children that have ended."""
    return sum(_own(pid) + _ended_children(pid) for pid in tree(*roots))


def memory(*roots: int) -> Memory:
    fields = {"Pss:": 0, "Rss:": 0}
    for pid in tree(*roots):
        try:
            text = (PROC / str(pid) / "smaps_rollup").read_text()
        except OSError:
            continue
        for line in text.splitlines():
            words = line.split()
            if words[0] in fields:
                fields[words[0]] += int(words[1])
    return Memory(pss=fields["Pss:"] / 1024, rss=fields["Rss:"] / 1024)


def name(pid: int) -> str:
    try:
        return (PROC / str(pid) / "comm").read_text().strip()
    except OSError:
        return ""


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _own(pid: int) -> float:
    try:
        return time.clock_gettime(~pid << 3 | _SCHEDULED)
    except OSError:
        return 0.0


def _ended_children(pid: int) -> float:
    """To the hundredth of a second only: the kernel tells no better, and few end meanwhile."""
    try:
        words = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[13]) + int(words[14])) / _TICK
