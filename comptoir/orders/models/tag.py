from django.db import models

from comptoir.orders.models.order import Order
from comptoir.shops.models import Shop


class Tag(models.Model):
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="tags")
    name = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "name"], name="tag_name_once")]


class OrderTag(models.Model):
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="order_tags")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="order_tags")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "tag"], name="ordertag_once")]
