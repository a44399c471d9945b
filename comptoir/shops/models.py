"""Accounts, shops, who belongs to them, and what a shop has set."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by e-mail, whatever its case; Django's sign-in asks for this name."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, PermissionsMixin):
    """A person who signs in to the desk; may belong to several shops."""

    email = models.EmailField(unique=True)
    name = models.TextField(blank=True, default="")
    language = models.TextField(default="en")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_one_per_email")]

    def __str__(self) -> str:
        return self.name or self.email


class Shop(models.Model):
    """One online shop."""

    slug = models.SlugField(unique=True, max_length=40)
    names = models.JSONField(default=dict)
    currency = models.CharField(max_length=3)
    languages = models.JSONField(default=list)
    zone = models.TextField(default="Europe/Paris")
    country = models.CharField(max_length=2)
    open = models.BooleanField(default=True)

    sender_email = models.EmailField(blank=True, default="")
    reply_email = models.EmailField(blank=True, default="")
    notification_emails = models.JSONField(default=list)
    mail_payment_received = models.BooleanField(default=False)
    mail_cancelled = models.BooleanField(default=False)

    legal_name = models.TextField(blank=True, default="")
    legal_address = models.TextField(blank=True, default="")
    registration_number = models.TextField(blank=True, default="")
    vat_number = models.TextField(blank=True, default="")
    vat_registered = models.BooleanField(default=True)
    vat_exempt_sentence = models.JSONField(default=dict)
    phone = models.TextField(blank=True, default="")

    # The shop's texts, each {language: text}.
    descriptions = models.JSONField(default=dict)
    terms = models.JSONField(default=dict)
    privacy = models.JSONField(default=dict)
    withdrawal = models.JSONField(default=dict)
    imprint = models.JSONField(default=dict)

    number_format = models.TextField(default="{year}-{number:5}")
    logo = models.ImageField(upload_to="logos/", blank=True)
    accent = models.CharField(max_length=7, default="#1f5c4d")
    trash_days = models.IntegerField(null=True)
    # Orders that one address (e-mail or network) may place in an hour.
    orders_per_hour = models.IntegerField(default=20)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(trash_days__isnull=True) | Q(trash_days__gte=1), name="shop_trash_days"
            ),
            models.CheckConstraint(
                condition=Q(orders_per_hour__gte=1), name="shop_orders_per_hour"
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def language(self) -> str:
        """The shop's first language: the merchant's mails, and what customers' texts fall back to."""
        return str(self.languages[0])


class Membership(models.Model):
    """An account belongs to a shop, with the rights it has there."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="memberships")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    rights = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "account"], name="membership_once")]


class Invitation(models.Model):
    """A mail that lets its reader join a shop; only the hash of its token is kept."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    rights = models.JSONField(default=list)
    token_hash = models.TextField(unique=True)
    invited_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)


class TaxRate(models.Model):
    """The rate of a tax class in a country from a day on. rate: thousandths of a percent."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="tax_rates")
    tax_class = models.TextField()
    country = models.CharField(max_length=2)
    valid_from = models.DateField()
    rate = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "tax_class", "country", "valid_from"], name="taxrate_once"
            ),
            models.CheckConstraint(
                condition=Q(rate__gte=0) & Q(rate__lte=100_000), name="taxrate_range"
            ),
        ]


class Wording(models.Model):
    """A legal text as it was when somebody accepted it; never changed."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="wordings")
    language = models.TextField()
    digest = models.TextField()
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "language", "digest"], name="wording_once")
        ]


class SavedView(models.Model):
    """A named set of filters of the orders list; `query` is its address's query string."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="saved_views")
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    name = models.TextField()
    query = models.TextField(blank=True, default="")
    position = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "name"], name="savedview_once")]
