"""Which payment code goes with a currency and an account, and what is missing for one."""

from dataclasses import dataclass

from comptoir.payments.accounts import SEPA, is_qr_iban, is_swiss, needs_bic
from comptoir.payments.codes.epc import epc
from comptoir.payments.codes.spd import spd
from comptoir.payments.codes.swiss import swiss

EPC, SPD, SWISS = "epc", "spd", "swiss"


@dataclass(frozen=True, slots=True)
class Account:
    """To whom a transfer goes; the IBAN without spaces, in capitals."""

    holder: str
    iban: str
    bic: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""


def by_symbol(currency: str, iban: str) -> bool:
    """True where transfers are told apart by a variable symbol."""
    return currency == "CZK" and iban.startswith("CZ")


def code_kind(currency: str, account: Account) -> tuple[str, str]:
    """(EPC, SPD or SWISS, ""), or ("", what is in the way).

    In the way: "address" of the holder, "bic", "qr_iban" (takes franc and euro only),
    "none" (there is no such code for this currency and account).
    """
    iban = account.iban
    if by_symbol(currency, iban):
        return SPD, ""
    if is_swiss(iban) and currency in {"CHF", "EUR"}:
        if account.postal_code and account.city:
            return SWISS, ""
        if currency == "CHF" or is_qr_iban(iban):
            return "", "address"
    if is_qr_iban(iban):
        return "", "qr_iban"
    if currency != "EUR" or iban[:2] not in SEPA:
        return "", "none"
    return ("", "bic") if needs_bic(iban) and not account.bic else (EPC, "")


def payment_code(currency: str, account: Account, *, amount: int, plain: str, number: str) -> str:
    """What the code says; "" where there is none. amount: minor units; plain: the reference."""
    kind, _fault = code_kind(currency, account)
    about = {"holder": account.holder, "iban": account.iban}
    if kind == SPD:
        return spd(**about, bic=account.bic, amount=amount, symbol=plain, message=number)
    if kind == EPC:
        return epc(**about, bic=account.bic, amount=amount, reference=plain)
    if kind != SWISS:
        return ""
    return swiss(
        **about,
        street=account.street,
        postal_code=account.postal_code,
        city=account.city,
        amount=amount,
        currency=currency,
        reference=plain,
        message=number,
    )
