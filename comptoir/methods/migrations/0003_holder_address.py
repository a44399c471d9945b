from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("methods", "0002_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="paymentmethod",
            name="holder_city",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="paymentmethod",
            name="holder_postal_code",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="paymentmethod",
            name="holder_street",
            field=models.TextField(blank=True, default=""),
        ),
    ]
