from django.db import models
from django.db.models import Q

from comptoir.methods.models import PaymentMethod
from comptoir.shops.models import Shop


class ProviderAccount(models.Model):
    """A shop's account at a provider, behind one of its payment methods.

    `public_id` stands in the address that the provider sends notices to. `secrets` is a JSON
    object of what the provider gave, sealed: see core/sealed.py. A method that changes its
    provider leaves its former account behind, for the notices that still come.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    method = models.ForeignKey(
        PaymentMethod, on_delete=models.CASCADE, related_name="provider_accounts"
    )
    provider = models.TextField()
    public_id = models.TextField(unique=True)
    # True while it is only tried out, with the provider's own play money.
    test = models.BooleanField(default=True)
    secrets = models.TextField(blank=True, default="")
    # What the provider calls the account, as its answer said.
    name = models.TextField(blank=True, default="")
    checked_at = models.DateTimeField(null=True)
    # A code of providers/interface.py: why the last check said no. "" when it said yes.
    fault = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["method", "provider"], name="provider_account_once"),
            models.CheckConstraint(
                condition=Q(provider__in=["paypal", "stripe"]), name="provider_account_known"
            ),
        ]
