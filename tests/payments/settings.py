"""The ordinary settings of a process, with stand-ins of providers named in its environment."""

import json
import os

from comptoir.config.settings import *

COMPTOIR_STAND_INS = json.loads(os.environ["STAND_INS"])
