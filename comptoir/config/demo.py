"""Settings of the demo: the ordinary ones, and the local mailbox beside the shop."""

from comptoir.config.settings import *

ROOT_URLCONF = "comptoir.config.demo_urls"
