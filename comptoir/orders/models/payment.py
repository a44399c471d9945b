from django.db import models
from django.db.models import Q

from comptoir.orders.models.order import Order
from comptoir.shops.models import Shop


class Payment(models.Model):
    """Money in (kind "payment") or out (kind "refund"). Never deleted, only voided."""

    class Kind(models.TextChoices):
        PAYMENT = "payment"
        REFUND = "refund"

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="payments")
    kind = models.TextField(choices=Kind.choices)
    amount = models.BigIntegerField()
    received_on = models.DateField()
    method = models.TextField(blank=True, default="")
    # "" for what a person booked; a provider's payments can't be voided by hand.
    provider = models.TextField(blank=True, default="")
    reference = models.TextField(blank=True, default="")
    # A refund that a provider was asked for and has not answered yet; it counts already.
    pending = models.BooleanField(default=False)
    # The payment that a refund by a provider gives back.
    of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="refunds")
    voided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_positive"),
            models.UniqueConstraint(
                fields=["shop", "provider", "reference"],
                name="payment_of_provider_once",
                condition=~Q(provider=""),
            ),
        ]
