from django.db import models
from django.db.models import F, Q

from comptoir.catalog.models import Variant
from comptoir.orders.models.order import Order
from comptoir.shops.models import Shop


class OrderLine(models.Model):
    """One line of an order, frozen. unit_price is gross; rate is thousandths of a percent."""

    class Kind(models.TextChoices):
        GOODS = "goods"
        DELIVERY = "delivery"
        FEE = "fee"
        DISCOUNT = "discount"
        ROUNDING = "rounding"

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    position = models.IntegerField()
    kind = models.TextField(choices=Kind.choices)
    variant = models.ForeignKey(Variant, null=True, on_delete=models.SET_NULL, related_name="+")
    # In the customer's and in the shop's language.
    names = models.JSONField(default=dict)
    sku = models.TextField(blank=True, default="")
    quantity = models.IntegerField(default=1)
    unit_price = models.BigIntegerField()
    net = models.BigIntegerField()
    tax = models.BigIntegerField()
    gross = models.BigIntegerField()
    rate = models.IntegerField()
    tax_class = models.TextField(default="standard")
    # UNCL 5305: S standard, Z zero, E exempt, O not subject.
    tax_category = models.TextField(default="S")
    country = models.CharField(max_length=2, blank=True, default="")
    stock_held = models.IntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="line_position_once"),
            models.CheckConstraint(condition=Q(gross=F("net") + F("tax")), name="line_adds_up"),
            models.CheckConstraint(
                condition=Q(stock_held__gte=0, stock_held__lte=F("quantity")) | Q(stock_held=0),
                name="line_stock_held",
            ),
        ]
