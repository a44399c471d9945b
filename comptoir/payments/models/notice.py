from django.db import models
from django.db.models import Q

from comptoir.orders.models import Order
from comptoir.payments.models.account import ProviderAccount
from comptoir.shops.models import Shop


class ProviderNotice(models.Model):
    """What a provider told by itself, as it came; stored before anything is done about it.

    unproven: the signature is still to be checked by the worker (it needs a certificate that
    was not at hand). waiting: it is in the worker's queue. early: its order is not known yet, it
    is tried again. handled. unclear: it was not understood, and somebody must look at it.
    """

    class State(models.TextChoices):
        UNPROVEN = "unproven"
        WAITING = "waiting"
        EARLY = "early"
        HANDLED = "handled"
        UNCLEAR = "unclear"

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(ProviderAccount, on_delete=models.CASCADE, related_name="notices")
    order = models.ForeignKey(Order, null=True, on_delete=models.SET_NULL, related_name="+")
    # The provider's own name of the event. Until the signature is proven, a name of ours:
    # somebody who only pretends must not take the name of an event that is still to come.
    event_id = models.TextField()
    kind = models.TextField(blank=True, default="")
    # The raw body, which the signature is over; "" once it is not needed any more.
    body = models.TextField(blank=True, default="")
    headers = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    state = models.TextField(choices=State.choices, default=State.WAITING)
    # A code of payments/notices/reasons.py for those that are unclear.
    reason = models.TextField(blank=True, default="")
    handled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "event_id"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(state__in=["unproven", "waiting", "early", "handled", "unclear"]),
                name="notice_state_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["shop", "-id"], name="notice_unclear", condition=Q(state="unclear")
            ),
            models.Index(fields=["handled_at"], name="notice_old", condition=Q(state="handled")),
            models.Index(fields=["order"], name="notice_of_order"),
        ]
