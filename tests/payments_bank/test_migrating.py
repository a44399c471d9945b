"""Reasons from before there were codes are kept by the migration, word by word."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.payments.models import BankFile
from comptoir.payments.statements.reasons import kept
from tests.factories import make_shop

BEFORE, AFTER = [("payments", "0003_refunds_at")], [("payments", "0004_bank_file_faults")]


@pytest.mark.django_db(transaction=True)
def test_old_reasons_stay_readable() -> None:
    shop = make_shop()
    executor = MigrationExecutor(connection)
    latest = [one for one in executor.loader.graph.leaf_nodes() if one[0] == "payments"]
    executor.migrate(BEFORE)
    try:
        then = MigrationExecutor(connection).loader.project_state(BEFORE).apps
        old = then.get_model("payments", "BankFile").objects
        plain = {"shop_id": shop.id, "created_at": utc_now()}
        with write():
            old.create(
                **plain, public_id="a", file_name="a", state="failed", error="Zu kurz, 100 %."
            )
            summary = {"faults": ["Relevé 7 : 5 % manquent"], "new": 3}
            old.create(**plain, public_id="b", file_name="b", state="done", summary=summary)
            old.create(**plain, public_id="c", file_name="c", state="done", summary={"new": 1})
        MigrationExecutor(connection).migrate(AFTER)
    finally:
        MigrationExecutor(connection).migrate(latest)
    a, b, c = BankFile.objects.order_by("file_name")
    assert kept(a.fault).message == "Zu kurz, 100 %."
    assert [kept(one).message for one in b.summary["faults"]] == ["Relevé 7 : 5 % manquent"]
    assert (b.fault, b.summary["new"]) == ({}, 3)
    assert (c.fault, c.summary) == ({}, {"new": 1})
