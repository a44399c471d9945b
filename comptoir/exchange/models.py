"""Files on their way in and out: what was asked for, how far it is, what came of it."""

from django.db import models
from django.db.models import Q

from comptoir.core.ids import token
from comptoir.shops.models import Shop


class Transfer(models.Model):
    """What exports and imports share. `public_id` is what addresses name; `total` 0 is not known yet.

    `said_by` is the member who asked; `error` says in their words why it could not be done.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    public_id = models.TextField(unique=True, default=token)
    account_id = models.BigIntegerField(null=True)
    said_by = models.TextField(default="")
    language = models.TextField(default="en")
    state = models.TextField(choices=State.choices, default=State.WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.public_id

    @property
    def finished(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def succeeded(self) -> bool:
        return self.state == self.State.DONE


def _constraints(prefix: str) -> list[models.BaseConstraint]:
    states = Transfer.State.values
    return [
        models.CheckConstraint(condition=Q(state__in=states), name=f"{prefix}_state_known"),
        models.CheckConstraint(
            condition=Q(finished_at__isnull=True) | Q(state__in=["done", "failed"]),
            name=f"{prefix}_finished",
        ),
    ]


class Export(Transfer):
    """Orders written to a file. `query` is the list's own; `filters` are None for all orders.

    `file` is the name in the store once it is done, `digest` its SHA-256.
    """

    query = models.TextField(blank=True, default="")
    filters = models.JSONField(null=True)
    file = models.TextField(blank=True, default="")
    size = models.BigIntegerField(default=0)
    digest = models.TextField(blank=True, default="")

    class Meta:
        constraints = _constraints("export")
        indexes = [
            models.Index(fields=["shop", "-created_at"], name="export_of_shop"),
            models.Index(fields=["created_at"], name="export_by_age"),
        ]


class Import(Transfer):
    """Orders read from a file. `mapping` is the TOML given with a CSV, "" for Comptoir's XML.

    `file` is the uploaded file in the store, until it was read; `refusals` the CSV of what was refused.
    """

    file_name = models.TextField()
    file = models.TextField(blank=True, default="")
    mapping = models.TextField(blank=True, default="")
    taken = models.BigIntegerField(default=0)
    same = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    refusals = models.TextField(blank=True, default="")

    class Meta:
        constraints = _constraints("import")
        indexes = [
            models.Index(fields=["shop", "-created_at"], name="import_of_shop"),
            models.Index(fields=["created_at"], name="import_by_age"),
        ]
