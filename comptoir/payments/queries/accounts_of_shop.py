"""The accounts of a shop: those that customers pay to, and those that statements spoke of."""

import re

from stdnum import iban

from comptoir.methods.models import PaymentMethod
from comptoir.payments.models import BankAccount, CsvLayout
from comptoir.payments.statements.csv_mapping import Mapping, Sheet
from comptoir.shops.models import Shop

# Shorter numbers end too many IBANs.
_SHORTEST = 7


def accounts_of(shop_id: int) -> list[str]:
    """Numbers without spaces: of bank transfer methods first, then of statements taken before."""
    methods = PaymentMethod.objects.filter(shop_id=shop_id).exclude(iban="").order_by("id")
    ibans = ["".join(one.split()).upper() for one in methods.values_list("iban", flat=True)]
    rows = BankAccount.objects.filter(shop_id=shop_id).order_by("id")
    return list(dict.fromkeys([*ibans, *rows.values_list("number", flat=True)]))


def known_account(shop: Shop, stated: str) -> str:
    """The IBAN that a local account number belongs to, if just one of the shop's ends so; else as stated."""
    if iban.is_valid(stated, check_country=False):
        return stated
    digits = re.sub(r"\D", "", stated.rpartition("/")[2]).lstrip("0")
    if len(digits) < _SHORTEST:
        return stated
    fitting = [
        one
        for one in accounts_of(shop.id)
        if iban.is_valid(one, check_country=False) and re.fullmatch(rf".*[0A-Z]{digits}", one)
    ]
    return fitting[0] if len(fitting) == 1 else stated


def mapping_for(shop: Shop, sheet: Sheet, account: str) -> Mapping | None:
    """What these headings meant last time, with the account chosen now; None if they are new."""
    row = CsvLayout.objects.filter(shop=shop, signature=sheet.signature).first()
    if row is None:
        return None
    mapping = Mapping.from_json(row.mapping)
    if account and not mapping.columns.get("account"):
        return Mapping.from_json({**row.mapping, "account": account})
    return mapping
