"""Rows about money that comes by itself; one subject a file."""

from comptoir.payments.models.account import ProviderAccount
from comptoir.payments.models.attempt import PaymentAttempt
from comptoir.payments.models.notice import ProviderNotice
from comptoir.payments.models.statement import (
    BankAccount,
    BankFile,
    BankLine,
    CsvLayout,
    LineBooking,
)

__all__ = [
    "BankAccount",
    "BankFile",
    "BankLine",
    "CsvLayout",
    "LineBooking",
    "PaymentAttempt",
    "ProviderAccount",
    "ProviderNotice",
]
