"""What web processes and worker have in common is loaded once, before they are forked."""

import gc
from pathlib import Path

from babel import localedata
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation

from comptoir.core import worker


def preload() -> None:
    """Addresses, pages, templates, texts and jobs are in memory; nothing was asked of the database.

    Processes forked from here share that memory, as long as nobody writes to it. So the collector
    is told to leave alone what there is: its marks are writes.
    """
    worker.chores()
    for language, _ in settings.LANGUAGES:
        localedata.load(language)
        with translation.override(language):
            get_resolver()._populate()  # as Django itself does at the first request
    for room in apps.get_app_configs():
        if room.name.startswith("comptoir."):
            _load_templates(Path(room.path) / "templates")
    gc.collect()
    gc.freeze()
    # As it comes it looks through what is young after every other request, and finds next to
    # nothing: a twentieth of all processor time. This lets a megabyte of rings lie.
    gc.set_threshold(5_000, 20, 50)


def _load_templates(folder: Path) -> None:
    for file in folder.rglob("*.*"):
        get_template(str(file.relative_to(folder)))
