import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("baskets", "0001_initial"),
        ("catalog", "0003_ledger_without_customers"),
        ("shops", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="basketline",
            name="basket",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="baskets.basket",
            ),
        ),
        migrations.AlterField(
            model_name="basketline",
            name="shop",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="shops.shop",
            ),
        ),
        migrations.AddIndex(
            model_name="basketline",
            index=models.Index(fields=["basket", "shop"], name="basketline_of_basket"),
        ),
    ]
