from django.db import models
from django.db.models import Q

from comptoir.orders.models import Order
from comptoir.payments.models.account import ProviderAccount
from comptoir.shops.models import Shop


class PaymentAttempt(models.Model):
    """One try of a customer to pay an order through a provider.

    begun: the row is there, the provider was not heard yet. waiting: the customer was sent
    there. paid: money was booked from it. declined: the provider said no. ended: it can't be
    paid any more (expired, or another took its place). Money from an ended one is booked too.
    """

    class State(models.TextChoices):
        BEGUN = "begun"
        WAITING = "waiting"
        PAID = "paid"
        DECLINED = "declined"
        ENDED = "ended"

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="attempts")
    account = models.ForeignKey(ProviderAccount, on_delete=models.CASCADE, related_name="attempts")
    # What the provider knows the attempt by, and what makes asking twice the same as once.
    key = models.TextField(unique=True)
    # What the provider calls it; "" until it was heard.
    reference = models.TextField(blank=True, default="")
    # What the provider calls the money that came of it; a refund names this.
    money = models.TextField(blank=True, default="")
    # Where the customer pays.
    url = models.TextField(blank=True, default="")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.TextField(choices=State.choices, default=State.BEGUN)
    created_at = models.DateTimeField()
    # When the customer came back from the provider.
    returned_at = models.DateTimeField(null=True)
    # When the provider is asked next, while the attempt is open; None once it is not.
    ask_at = models.DateTimeField(null=True)
    asked = models.IntegerField(default=0)
    # When the provider is asked next whether some of the money went back; None: not any more.
    refunds_at = models.DateTimeField(null=True)
    refunds_asked = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="attempt_positive"),
            models.CheckConstraint(
                condition=Q(state__in=["begun", "waiting", "paid", "declined", "ended"]),
                name="attempt_state_known",
            ),
            models.UniqueConstraint(
                fields=["account", "reference"],
                name="attempt_of_provider_once",
                condition=~Q(reference=""),
            ),
        ]
        indexes = [
            models.Index(fields=["order", "id"], name="attempt_of_order"),
            models.Index(
                fields=["account", "money"], name="attempt_of_money", condition=~Q(money="")
            ),
            models.Index(
                fields=["ask_at"], name="attempt_to_ask", condition=Q(ask_at__isnull=False)
            ),
            models.Index(
                fields=["refunds_at"],
                name="attempt_refunds",
                condition=Q(refunds_at__isnull=False),
            ),
        ]
