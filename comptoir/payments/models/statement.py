"""Bank files, the accounts they speak of, their lines, and what was booked from each line."""

from django.db import models
from django.db.models import Q

from comptoir.core.ids import token
from comptoir.orders.models import Order, Payment
from comptoir.shops.models import Shop


class BankAccount(models.Model):
    """An account as statements name it: an IBAN, or what the bank writes instead."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    number = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "number"], name="bank_account_once")]

    def __str__(self) -> str:
        return self.number


class CsvLayout(models.Model):
    """What the columns of a bank's CSV mean, found again by its headings (their `signature`)."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    signature = models.TextField()
    mapping = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "signature"], name="csv_layout_once")
        ]

    def __str__(self) -> str:
        return self.signature


class BankFile(models.Model):
    """A file as it was uploaded, and what became of it. `file` is its name in the store until it is read.

    `account` is the one chosen for a CSV that names none. `summary` holds its statements, `faults` what
    could not be taken, each as a code and its values.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        UNMAPPED = "unmapped"
        DONE = "done"
        FAILED = "failed"

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    public_id = models.TextField(unique=True, default=token)
    file_name = models.TextField()
    file = models.TextField(blank=True, default="")
    account = models.TextField(blank=True, default="")
    dry_run = models.BooleanField(default=False)
    account_id = models.BigIntegerField(null=True)
    said_by = models.TextField(default="")
    language = models.TextField(default="en")
    state = models.TextField(choices=State.choices, default=State.WAITING)
    # Why nothing of it was taken: a code and its values (statements/reasons.py).
    fault = models.JSONField(default=dict, blank=True)
    summary = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "unmapped", "done", "failed"]),
                name="bank_file_state_known",
            )
        ]
        indexes = [models.Index(fields=["shop", "-created_at"], name="bank_file_of_shop")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def finished(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}


class BankLine(models.Model):
    """One booking of the bank. `amount` is signed minor units; money in is positive.

    `fingerprint` is the same for the same booking of any file, so that it is taken once.
    `proposal` is what matching found: {best, others}, each {parts: [[order, amount]], score, why}.
    """

    class State(models.TextChoices):
        OPEN = "open"  # nothing fits
        NEAR = "near"  # something is suggested
        DOUBTFUL = "doubtful"  # perhaps the same booking as one already there
        BOOKED = "booked"
        IGNORED = "ignored"
        OUT = "out"  # money out that no order knows

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(BankFile, on_delete=models.CASCADE, related_name="lines")
    account = models.ForeignKey(BankAccount, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField()
    currency = models.CharField(max_length=3)
    booked_on = models.DateField()
    value_on = models.DateField()
    amount = models.BigIntegerField()
    name = models.TextField(blank=True, default="")
    iban = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    bank_reference = models.TextField(blank=True, default="")
    end_to_end = models.TextField(blank=True, default="")
    reversal = models.BooleanField(default=False)
    # False where the statement does not add up: nothing of it is booked by itself.
    trusted = models.BooleanField(default=True)
    fingerprint = models.TextField()
    state = models.TextField(choices=State.choices, default=State.OPEN)
    proposal = models.JSONField(default=dict)
    decided_by = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "fingerprint"], name="bank_line_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "near", "doubtful", "booked", "ignored", "out"]),
                name="bank_line_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["shop", "state", "-booked_on", "-id"], name="bank_line_of_state"),
            models.Index(fields=["file", "id"], name="bank_line_of_file"),
            models.Index(
                fields=["account", "currency", "amount", "booked_on"], name="bank_line_alike"
            ),
            models.Index(fields=["shop", "iban"], name="bank_line_of_iban"),
        ]

    def __str__(self) -> str:
        return self.fingerprint


class LineBooking(models.Model):
    """A payment or refund that stands for (a part of) a line; `undone_at` when it was taken back."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    line = models.ForeignKey(BankLine, on_delete=models.CASCADE, related_name="bookings")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+")
    payment = models.OneToOneField(Payment, on_delete=models.CASCADE, related_name="bank_booking")
    amount = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="line_booking_positive")
        ]

    def __str__(self) -> str:
        return f"{self.line_id} → {self.order_id}"
