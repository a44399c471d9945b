"""Django's settings, one subject a file; what an operator can change is in `environment`."""

from comptoir.config.settings.accounts import *
from comptoir.config.settings.base import *
from comptoir.config.settings.database import *
from comptoir.config.settings.logs import *
from comptoir.config.settings.mail import *
from comptoir.config.settings.security import *
