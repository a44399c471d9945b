"""The ledger's first entries named customers; orders say who they are, and can be anonymised."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget_names(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    # Orders were placed by customers only.
    entries = apps.get_model("catalog", "StockChange").objects
    entries.filter(reason="order").exclude(actor_name="").update(actor_name="")


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_initial")]

    operations = [migrations.RunPython(forget_names, migrations.RunPython.noop)]
