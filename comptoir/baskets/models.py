"""What a customer gathers; becomes at most one order."""

from django.db import models
from django.db.models import Q

from comptoir.catalog.models import Variant
from comptoir.shops.models import Shop


class Basket(models.Model):
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="baskets")
    # The secret in the customer's cookie.
    token = models.TextField(unique=True)
    # What was typed at checkout, kept until the order is placed; field name → text.
    checkout = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["changed_at"], name="basket_age")]


class BasketLine(models.Model):
    """unit_price is the price the customer was last shown, so that a change can be told."""

    shop_id: int
    # One index for both: beside one of its own for the shop, SQLite read all lines of the shop.
    basket = models.ForeignKey(
        Basket, on_delete=models.CASCADE, related_name="lines", db_index=False
    )
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+", db_index=False)
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    quantity = models.IntegerField()
    unit_price = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["basket", "shop"], name="basketline_of_basket")]
        constraints = [
            models.UniqueConstraint(fields=["basket", "variant"], name="basketline_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1) & Q(quantity__lte=9999), name="basketline_quantity"
            ),
        ]
