"""A CSV that nobody explains does not lie about for ever."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django.fixtures import Settings

from comptoir.core.clock import utc_now
from comptoir.payments.models import BankFile
from comptoir.payments.tidying import forget_unexplained_files
from comptoir.shops.models import Shop
from tests.factories import make_account, make_member, make_payment, make_shop
from tests.payments_bank import files
from tests.payments_bank.scene import order, paid
from tests.payments_bank.test_pages import page, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    shop = make_shop(slug="lune")
    make_payment(shop, iban=files.IBAN)
    return shop


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "not explained within 30 days"), ("fr", "pas été expliquées dans les 30 jours")],
)
def test_it_goes_after_a_month_and_its_page_says_so(
    shop: Shop, settings: Settings, tmp_path: Path, language: str, said: str
) -> None:
    desk = Client(headers={"accept-language": language})
    desk.force_login(make_member(shop, make_account()).account)
    where = upload(desk, files.csv_text([paid(order(shop))]), "umsatz.csv")
    row = BankFile.objects.get()
    kept = row.file
    assert row.state == BankFile.State.UNMAPPED
    forget_unexplained_files(utc_now() + timedelta(days=29))
    assert default_storage.exists(kept)
    for _ in range(2):
        forget_unexplained_files(utc_now() + timedelta(days=31))
    assert not default_storage.exists(kept)
    row.refresh_from_db()
    assert (row.state, row.file) == (BankFile.State.FAILED, "")
    assert said in page(desk, where)
