"""What a shop sells: categories, products, variants with price and stock, pictures."""

from django.db import models
from django.db.models import Q

from comptoir.shops.models import Shop

TAX_CLASSES = ("standard", "reduced", "second_reduced", "super_reduced", "none")


class Category(models.Model):
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="categories")
    slug = models.SlugField(max_length=80)
    names = models.JSONField(default=dict)
    position = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "slug"], name="category_slug_once")]


class Product(models.Model):
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="products")
    slug = models.SlugField(max_length=80)
    names = models.JSONField(default=dict)
    descriptions = models.JSONField(default=dict)
    tax_class = models.TextField(default="standard")
    active = models.BooleanField(default=True)
    position = models.IntegerField(default=0)
    categories = models.ManyToManyField(Category, related_name="products", blank=True)
    # Names and descriptions of all languages, folded, for the storefront's search.
    search_text = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "slug"],
                name="product_slug_once",
                condition=Q(deleted_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["shop", "active", "position", "id"], name="product_listed")]


class Variant(models.Model):
    """What is really bought. price: gross minor units; stock: pieces or null for untracked.

    A removed variant keeps its row: orders and the ledger of stock point at it.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="variants")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    names = models.JSONField(default=dict)
    sku = models.TextField(blank=True, default="")
    price = models.BigIntegerField()
    stock = models.BigIntegerField(null=True)
    weight = models.IntegerField(default=0)
    active = models.BooleanField(default=True)
    position = models.IntegerField(default=0)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="variant_price"),
            models.CheckConstraint(
                condition=Q(stock__isnull=True) | Q(stock__gte=0), name="variant_stock"
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="variant_weight"),
            models.UniqueConstraint(
                fields=["shop", "sku"],
                name="variant_sku_once",
                condition=~Q(sku="") & Q(deleted_at__isnull=True),
            ),
        ]


class Picture(models.Model):
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="pictures")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures")
    image = models.ImageField(upload_to="pictures/", width_field="width", height_field="height")
    width = models.IntegerField(default=0)
    height = models.IntegerField(default=0)
    alt = models.JSONField(default=dict)
    position = models.IntegerField(default=0)


class StockChange(models.Model):
    """One change of a variant's stock with its reason; they add up to the stock."""

    class Reason(models.TextChoices):
        SET = "set"
        ORDER = "order"
        CANCEL = "cancel"
        TRASH = "trash"
        TAKE_BACK = "take_back"

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="stock_changes")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="stock_changes")
    delta = models.BigIntegerField()
    reason = models.TextField(choices=Reason.choices)
    # The order concerned, by id: the order room stands above this one.
    order_id = models.BigIntegerField(null=True)
    actor_name = models.TextField(default="")
    at = models.DateTimeField()
