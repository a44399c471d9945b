from typing import Any

from django.db import migrations, models

AT_ONCE = 500


def _said(text: str) -> dict[str, Any]:
    return {"code": "text", "values": {"text": text}}


def keep_old_words(apps: Any, _editor: Any) -> None:
    """What was said before stays readable, in the words and the language it was said in."""
    files = apps.get_model("payments", "BankFile").objects
    for row in files.order_by("id").only("error", "summary").iterator(AT_ONCE):
        old = row.summary.get("faults", [])
        if not row.error and not old:
            continue
        row.fault = _said(row.error) if row.error else {}
        row.summary["faults"] = [_said(one) if isinstance(one, str) else one for one in old]
        row.save(update_fields=["fault", "summary"])


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_refunds_at")]

    operations = [
        migrations.AddField("bankfile", "fault", models.JSONField(blank=True, default=dict)),
        migrations.RunPython(keep_old_words, migrations.RunPython.noop),
        migrations.RemoveField("bankfile", "error"),
    ]
