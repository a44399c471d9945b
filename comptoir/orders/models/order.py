from django.db import models
from django.db.models import F, Q

from comptoir.baskets.models import Basket
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.orders.indexes import order_indexes
from comptoir.orders.states import Handling, PaymentState, Place
from comptoir.shops.models import Shop, Wording


class Order(models.Model):
    """An order as it was placed, and where it stands now.

    Amounts are minor units of `currency`. `billing` and `delivery` are addresses:
    {name, company, street, street2, postal_code, city, region, country}; `billing` {}
    means the same as `delivery`. `delivery_as_was` and `payment_as_was` are the methods
    as they were: see orders/frozen.py.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="orders")
    number = models.TextField()
    reference = models.TextField()
    token = models.TextField(unique=True)
    source = models.TextField(default="storefront")
    basket = models.OneToOneField(
        Basket, null=True, on_delete=models.SET_NULL, related_name="order"
    )
    language = models.TextField()
    currency = models.CharField(max_length=3)
    placed_at = models.DateTimeField()

    email = models.TextField(blank=True, default="")
    name = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="")
    company = models.TextField(blank=True, default="")
    vat_number = models.TextField(blank=True, default="")
    billing = models.JSONField(default=dict)
    delivery = models.JSONField(default=dict)
    # City and country of the delivery address, for lists and filters.
    city = models.TextField(blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")

    delivery_method = models.ForeignKey(
        DeliveryMethod, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    payment_method = models.ForeignKey(
        PaymentMethod, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    delivery_as_was = models.JSONField(default=dict)
    payment_as_was = models.JSONField(default=dict)
    terms = models.ForeignKey(Wording, null=True, on_delete=models.PROTECT, related_name="+")
    customer_note = models.TextField(blank=True, default="")
    comment = models.TextField(blank=True, default="")

    items = models.IntegerField(default=0)
    net = models.BigIntegerField()
    tax = models.BigIntegerField()
    total = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)

    payment_state = models.TextField(choices=PaymentState.choices)
    handling = models.TextField(choices=Handling.choices, default=Handling.OPEN)
    place = models.TextField(choices=Place.choices, default=Place.ACTIVE)
    place_before_trash = models.TextField(blank=True, default="")
    # What its payment method asked for when it was placed; empty: never, or done.
    remind_at = models.DateTimeField(null=True)
    expire_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    anonymised_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "number"], name="order_number_once"),
            models.UniqueConstraint(fields=["shop", "reference"], name="order_reference_once"),
            models.CheckConstraint(
                condition=Q(total=F("net") + F("tax")), name="order_total_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(received__gte=0, refunded__gte=0, refunded__lte=F("received")),
                name="order_money_signs",
            ),
            models.CheckConstraint(
                condition=Q(payment_state__in=PaymentState.values), name="order_payment_known"
            ),
            models.CheckConstraint(
                condition=Q(handling__in=Handling.values), name="order_handling_known"
            ),
            models.CheckConstraint(condition=Q(place__in=Place.values), name="order_place_known"),
        ]
        indexes = order_indexes()

    def __str__(self) -> str:
        return self.number

    @property
    def cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def balance(self) -> int:
        """What is still to be received; negative when overpaid."""
        return self.total - self.received + self.refunded
