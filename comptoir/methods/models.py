"""How goods are received and how they are paid."""

from django.db import models
from django.db.models import Q

from comptoir.shops.models import Shop


class DeliveryMethod(models.Model):
    """A named way to receive the goods.

    price_rule "flat": `price`; "weight": `tiers` of [up to grams, price]; "value":
    `tiers` of [up to goods value, price]. The last tier may be open ([null, price]).
    Prices are gross minor units. `countries` empty: everywhere.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="delivery_methods")
    names = models.JSONField(default=dict)
    descriptions = models.JSONField(default=dict)
    active = models.BooleanField(default=True)
    position = models.IntegerField(default=0)
    pickup = models.BooleanField(default=False)
    price_rule = models.TextField(default="flat")
    price = models.BigIntegerField(default=0)
    tiers = models.JSONField(default=list)
    free_from = models.BigIntegerField(null=True)
    countries = models.JSONField(default=list)
    tax_class = models.TextField(default="standard")
    days_min = models.IntegerField(null=True)
    days_max = models.IntegerField(null=True)
    # A code of methods.carriers, or "" with an address of one's own, or "" and "" for none.
    carrier = models.TextField(blank=True, default="")
    tracking_address = models.TextField(blank=True, default="")
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(price_rule__in=["flat", "weight", "value"]), name="delivery_rule"
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="delivery_price"),
        ]


class PaymentMethod(models.Model):
    """A named way to pay. `fee` is gross minor units, a line of its own on the order."""

    class Kind(models.TextChoices):
        BANK_TRANSFER = "bank_transfer"
        CASH_ON_DELIVERY = "cash_on_delivery"
        PAY_AT_PICKUP = "pay_at_pickup"
        PAYPAL = "paypal"
        STRIPE = "stripe"
        OTHER = "other"

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="payment_methods")
    kind = models.TextField(choices=Kind.choices)
    names = models.JSONField(default=dict)
    instructions = models.JSONField(default=dict)
    active = models.BooleanField(default=True)
    position = models.IntegerField(default=0)
    fee = models.BigIntegerField(default=0)
    fee_tax_class = models.TextField(default="standard")
    holder = models.TextField(blank=True, default="")
    iban = models.TextField(blank=True, default="")
    bic = models.TextField(blank=True, default="")
    # Where the holder is at home; the code of Swiss payment slips says it.
    holder_street = models.TextField(blank=True, default="")
    holder_postal_code = models.TextField(blank=True, default="")
    holder_city = models.TextField(blank=True, default="")
    # After so many days unpaid: a reminder, and the end. Bank days for transfers; None: never.
    remind_days = models.IntegerField(null=True)
    expire_days = models.IntegerField(null=True)
    # When the provider behind it last said yes to the shop's keys; None: never, or not since.
    connected_at = models.DateTimeField(null=True)
    # False when the goods leave before the money comes.
    beforehand = models.BooleanField(default=True)
    # Empty: goes with every delivery method.
    delivery_methods = models.ManyToManyField(
        DeliveryMethod, related_name="payment_methods", blank=True
    )
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(fee__gte=0), name="payment_method_fee")]
