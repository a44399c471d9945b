"""What a bank transfer's set-up says about payment codes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from comptoir.methods.models import PaymentMethod
from comptoir.payments.accounts import is_qr_iban
from comptoir.payments.codes.choice import EPC, SPD, SWISS, Account, code_kind


@dataclass(frozen=True, slots=True)
class CodeNotice:
    tone: str
    title: str
    text: str = ""


def code_notice(currency: str, method: PaymentMethod) -> CodeNotice | None:
    """Whether customers get a code to scan, and what is missing for one; None without an account."""
    if method.kind != PaymentMethod.Kind.BANK_TRANSFER or not method.iban:
        return None
    account = Account(
        holder=method.holder,
        iban=method.iban,
        bic=method.bic,
        street=method.holder_street,
        postal_code=method.holder_postal_code,
        city=method.holder_city,
    )
    kind, fault = code_kind(currency, account)
    text = (
        _("This is a QR-IBAN: orders get Swiss QR references.") if is_qr_iban(account.iban) else ""
    )
    if kind:
        return CodeNotice("done", _kinds()[kind], text)
    return CodeNotice("info", _("Customers get no payment code to scan."), _faults()[fault])


def account_note(method: PaymentMethod) -> str:
    """What the list says beside the account."""
    return _("QR-IBAN") if is_qr_iban(method.iban) else ""


def _kinds() -> dict[str, str]:
    return {
        EPC: _("Customers get a payment code (EPC, for SEPA transfers)."),
        SPD: _("Customers get a payment code (QR Platba)."),
        SWISS: _("Customers get a Swiss payment code (QR-bill)."),
    }


def _faults() -> dict[str, str]:
    return {
        "address": _(
            "Swiss payment codes name the holder's postal code and town: fill them in below."
        ),
        "bic": _("For accounts outside the European Economic Area the code needs the BIC."),
        "qr_iban": _("A QR-IBAN takes francs and euros only."),
        "none": _("There is no such code for this currency and account."),
    }
