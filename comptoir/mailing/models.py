"""Mails as they were written, and what became of them."""

from django.db import models
from django.db.models import Q

from comptoir.core.models import Event
from comptoir.orders.models import Order
from comptoir.shops.models import Shop


class Message(models.Model):
    """One mail to one recipient.

    waiting: not tried yet. failed: tried, and will be tried again at next_try.
    dead: given up, `reason` says why. `shop` and `order` are empty for mails about accounts.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        DEAD = "dead"

    shop = models.ForeignKey(Shop, null=True, on_delete=models.CASCADE, related_name="messages")
    order = models.ForeignKey(Order, null=True, on_delete=models.CASCADE, related_name="messages")
    event = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField()
    recipient = models.TextField()
    sender = models.TextField()
    sender_name = models.TextField(blank=True, default="")
    reply_to = models.TextField(blank=True, default="")
    subject = models.TextField()
    language = models.TextField()
    # Fixed when the mail is written, so that a mail sent twice can be known as one.
    message_id = models.TextField(unique=True)
    # Address of the picture that the mail carries along, in the shop's media; "" for none.
    logo = models.TextField(blank=True, default="")
    # What the payment code in the mail says; its picture follows from that. "" for none.
    code = models.TextField(blank=True, default="")
    state = models.TextField(choices=State.choices, default=State.WAITING)
    reason = models.TextField(blank=True, default="")
    answer = models.TextField(blank=True, default="")
    attempts = models.IntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "recipient"], name="message_once_per_event"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "failed", "dead"]),
                name="message_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_has_time"
            ),
        ]
        indexes = [
            models.Index(fields=["order", "id"], name="message_of_order"),
            models.Index(
                fields=["shop", "id"],
                name="message_not_sent",
                condition=~Q(state="sent"),
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class MessageBody(models.Model):
    """What the mail says, compressed: most reads want only who, what and when."""

    message = models.OneToOneField(
        Message, primary_key=True, on_delete=models.CASCADE, related_name="body"
    )
    html_packed = models.BinaryField()
    text_packed = models.BinaryField()


class MessageDictionary(models.Model):
    """What the HTML of mails had in common, by its Adler-32; see mailing/dictionary.py."""

    number = models.BigIntegerField(primary_key=True)
    text = models.TextField()
