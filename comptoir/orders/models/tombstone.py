from django.db import models

from comptoir.shops.models import Shop


class Tombstone(models.Model):
    """What is left of a purged order, so that its number is not missing without a word."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="tombstones")
    number = models.TextField()
    placed_at = models.DateTimeField()
    total = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    purged_at = models.DateTimeField()
    purged_by = models.TextField()
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "number"], name="tombstone_number_once")
        ]
