from django.db import models

from comptoir.shops.models import Shop


class MonthFigure(models.Model):
    """Number and sum of a month's orders (by date placed, in the shop's zone).

    Without cancelled orders and trash; kept by the actions, added up by nobody at reading.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="month_figures")
    month = models.CharField(max_length=7)
    orders = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "month"], name="figure_once")]
