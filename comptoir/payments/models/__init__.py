"""Rows about money that comes by itself; one subject a file."""

from comptoir.payments.models.statement import (
    BankAccount,
    BankFile,
    BankLine,
    CsvLayout,
    LineBooking,
)

__all__ = ["BankAccount", "BankFile", "BankLine", "CsvLayout", "LineBooking"]
