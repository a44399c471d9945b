"""What the first ledgers said too much of is gone once the migration ran."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from comptoir.catalog.models import StockChange, Variant
from comptoir.core.clock import utc_now
from comptoir.core.database import write
from tests.factories import make_shop, make_variant

pytestmark = pytest.mark.django_db


def _entry(variant: Variant, reason: str, name: str) -> None:
    StockChange.objects.create(
        shop_id=variant.shop_id,
        variant=variant,
        delta=-1,
        reason=reason,
        order_id=7,
        actor_name=name,
        at=utc_now(),
    )


def test_customers_leave_the_ledger_and_staff_stay() -> None:
    variant = make_variant(make_shop())
    with write():
        StockChange.objects.all().delete()
        _entry(variant, "order", "Anne Dupont")
        _entry(variant, "cancel", "Léa Martin")
        migration = import_module("comptoir.catalog.migrations.0003_ledger_without_customers")
        migration.forget_names(apps, connection.schema_editor())
    kept = StockChange.objects.order_by("id").values_list("reason", "actor_name")
    assert list(kept) == [("order", ""), ("cancel", "Léa Martin")]
