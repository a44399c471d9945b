from datetime import timedelta
from typing import Any

from django.db import migrations, models
from django.utils import timezone


def look_at_those_there(apps: Any, _editor: Any) -> None:
    """Payments of the last half year are looked at too, a few at a time."""
    attempts = apps.get_model("payments", "PaymentAttempt").objects
    recent = attempts.filter(state="paid", created_at__gt=timezone.now() - timedelta(days=180))
    recent.exclude(money="").update(refunds_at=models.F("created_at") + timedelta(days=1))


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0005_to_dispatch"),
        ("payments", "0002_providers"),
        ("shops", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="paymentattempt",
            name="refunds_asked",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="paymentattempt",
            name="refunds_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="paymentattempt",
            index=models.Index(
                condition=models.Q(("refunds_at__isnull", False)),
                fields=["refunds_at"],
                name="attempt_refunds",
            ),
        ),
        migrations.RunPython(look_at_those_there, migrations.RunPython.noop),
    ]
