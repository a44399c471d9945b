"""Kinds of jobs of this room."""

from django.utils.translation import gettext_lazy as _

EXPORT_JOB = "exchange.export"
IMPORT_JOB = "exchange.import"
EXPORT_LABEL = _("Write an export")
IMPORT_LABEL = _("Read an import")
