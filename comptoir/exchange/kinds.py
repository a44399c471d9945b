"""Kinds of jobs of this room."""

EXPORT_JOB = "exchange.export"
IMPORT_JOB = "exchange.import"
