"""The words of the four axes. Stored as these texts, shown through their labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaymentState(models.TextChoices):
    UNPAID = "unpaid", _("Unpaid")
    PARTLY_PAID = "partly_paid", _("Partly paid")
    PAID = "paid", _("Paid")
    OVERPAID = "overpaid", _("Overpaid")
    PARTLY_REFUNDED = "partly_refunded", _("Partly refunded")
    REFUNDED = "refunded", _("Refunded")


class Handling(models.TextChoices):
    OPEN = "open", _("Open")
    READY = "ready", _("Ready to collect")
    PARTLY_DISPATCHED = "partly_dispatched", _("Partly dispatched")
    DISPATCHED = "dispatched", _("Dispatched")
    COMPLETED = "completed", _("Completed")


class Place(models.TextChoices):
    ACTIVE = "active", _("Active")
    ARCHIVED = "archived", _("Archived")
    TRASH = "trash", _("Trash")
