"""Who reacts to which kind of event, who does which kind of job, and what is done again and again."""

from comptoir.core.events import Reaction
from comptoir.core.jobs import JobHandler
from comptoir.core.worker import Chore

REACTIONS: dict[str, tuple[Reaction, ...]] = {}

JOBS: dict[str, JobHandler] = {}

CHORES: tuple[Chore, ...] = ()
