"""What kind of account an IBAN is."""

from comptoir.core.countries import UNION

# Where a transfer in euro is one within SEPA: the list of the European Payments Council.
EEA = UNION | {"IS", "LI", "NO"}
SEPA = EEA | frozenset(["AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"])
SWISS = frozenset({"CH", "LI"})
# Institutions of QR-IBANs, which take 27-digit references and no others.
QR_INSTITUTIONS = range(30000, 32000)


def is_swiss(iban: str) -> bool:
    return iban[:2] in SWISS


def is_qr_iban(iban: str) -> bool:
    """True for the second account number that Swiss banks give for QR references."""
    institution = iban[4:9]
    return is_swiss(iban) and institution.isdecimal() and int(institution) in QR_INSTITUTIONS


def needs_bic(iban: str) -> bool:
    """True for SEPA's countries outside the European Economic Area."""
    return iban[:2] not in EEA
