"""Settings of the demo: the ordinary ones, and the local mailbox beside the shop."""

from comptoir.config.settings import *  # noqa: F403 # settings are a flat list of names

ROOT_URLCONF = "comptoir.config.demo_urls"
