from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mailing", "0002_dictionaries"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="code",
            field=models.TextField(blank=True, default=""),
        ),
    ]
