from django.db import models

from comptoir.orders.models.order import Order
from comptoir.shops.models import Shop


class OrderSearch(models.Model):
    """What search compares of an order, folded; written by `orders.search_index.refresh`.

    `key` holds shop, time placed and a tie in one integer, so that the newest matches of
    one shop are a range of keys. The full-text index over `text` is kept in step by the
    database itself: see migrations/0002_search.py.
    """

    key = models.BigIntegerField(primary_key=True)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+", db_index=False)
    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="search_row")
    text = models.TextField()
