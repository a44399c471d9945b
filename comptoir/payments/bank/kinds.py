"""Kinds of jobs and events of the bank page."""

from django.utils.translation import gettext_lazy as _

READ_FILE = "bank.file"
READ_FILE_LABEL = _("Read a bank file")
