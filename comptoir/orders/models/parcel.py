from django.db import models
from django.db.models import Q

from comptoir.orders.models.line import OrderLine
from comptoir.orders.models.order import Order
from comptoir.shops.models import Shop


class Parcel(models.Model):
    """What was sent, with its tracking number; tracking_url is the finished address or ""."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="parcels")
    position = models.IntegerField()
    tracking_number = models.TextField(blank=True, default="")
    carrier = models.TextField(blank=True, default="")
    carrier_name = models.TextField(blank=True, default="")
    tracking_url = models.TextField(blank=True, default="")
    dispatched_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="parcel_position_once")
        ]


class ParcelLine(models.Model):
    """How much of an order line is in the parcel."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.CASCADE, related_name="+")
    quantity = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parcel", "line"], name="parcelline_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="parcelline_positive"),
        ]
