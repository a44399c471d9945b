"""The demo's shop, its merchant, and how it delivers and is paid."""

from dataclasses import dataclass
from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.demo.seed import texts
from comptoir.demo.seed.people import EMAIL, NAME, PASSWORD
from comptoir.methods.actions.add_delivery_method import add_delivery_method
from comptoir.methods.actions.add_payment_method import add_payment_method
from comptoir.methods.details import DeliveryDetails, PaymentDetails
from comptoir.shops.actions.create_account import create_account
from comptoir.shops.actions.create_shop import create_shop
from comptoir.shops.models import Shop
from comptoir.shops.rights import ALL

SLUG = "atelier-lune"
ZONE = "Europe/Paris"


@dataclass(frozen=True)
class Founded:
    """The shop with its merchant and methods, by the short names that the sample orders use."""

    shop: Shop
    merchant: Actor
    delivery: dict[str, int]
    payment: dict[str, int]


def found(now: datetime) -> Founded:
    shop, merchant = _shop(now)
    delivery = {
        key: add_delivery_method(shop_id=shop.id, details=details, actor=merchant, now=now).id
        for key, details in _deliveries().items()
    }
    payment = {
        key: add_payment_method(shop_id=shop.id, details=details, actor=merchant, now=now).id
        for key, details in _payments(delivery).items()
    }
    return Founded(shop, merchant, delivery, payment)


def _deliveries() -> dict[str, DeliveryDetails]:
    return {
        "dhl": DeliveryDetails(
            names={"fr": "DHL, à domicile", "en": "DHL, to your door"},
            descriptions={
                "fr": "Remis contre signature, avec suivi.",
                "en": "Handed over against signature, tracked.",
            },
            price_rule="weight",
            tiers=[(2000, 890), (5000, 1290), (None, 1890)],
            free_from=15000,
            days_min=2,
            days_max=4,
            carrier="dhl",
        ),
        "colissimo": DeliveryDetails(
            names={"fr": "Colissimo", "en": "Colissimo"},
            descriptions={"fr": "En boîte aux lettres ou à l’accueil.", "en": "By La Poste."},
            price=690,
            free_from=9000,
            countries=["FR"],
            days_min=2,
            days_max=3,
            carrier="laposte",
        ),
        "pickup": DeliveryDetails(
            names={"fr": "Retrait à l’atelier", "en": "Pick-up at the workshop"},
            descriptions={
                "fr": "12 rue des Potiers, Lyon 1er. Du mardi au samedi, 10 h – 18 h.",
                "en": "12 rue des Potiers, Lyon. Tuesday to Saturday, 10 am – 6 pm.",
            },
            pickup=True,
        ),
    }


def _payments(delivery: dict[str, int]) -> dict[str, PaymentDetails]:
    return {
        "transfer": PaymentDetails(
            kind="bank_transfer",
            names={"fr": "Virement bancaire", "en": "Bank transfer"},
            instructions={
                "fr": "Nous expédions dès que le virement est arrivé.",
                "en": "We send as soon as your transfer has arrived.",
            },
            holder="Atelier Lune SARL",
            iban="FR7630006000011234567890189",
            bic="AGRIFRPP",
        ),
        "cash_on_delivery": PaymentDetails(
            kind="cash_on_delivery",
            names={"fr": "Contre remboursement", "en": "Cash on delivery"},
            fee=400,
            delivery_method_ids=[delivery["colissimo"]],
        ),
        "pay_at_pickup": PaymentDetails(
            kind="pay_at_pickup",
            names={"fr": "Sur place, carte ou espèces", "en": "At the workshop, card or cash"},
            delivery_method_ids=[delivery["pickup"]],
        ),
    }


def _shop(now: datetime) -> tuple[Shop, Actor]:
    account = create_account(email=EMAIL, password=PASSWORD, name=NAME, language="fr", now=now)
    shop = create_shop(
        owner=account,
        slug=SLUG,
        names={"fr": "Atelier Lune", "en": "Atelier Lune"},
        currency="EUR",
        country="FR",
        zone=ZONE,
        languages=["fr", "en"],
        now=now,
    )
    with write():
        Shop.objects.filter(id=shop.id).update(
            sender_email="commandes@atelier-lune.example",
            reply_email="bonjour@atelier-lune.example",
            mail_payment_received=True,
            legal_name="Atelier Lune SARL",
            legal_address=texts.ADDRESS,
            phone="+33 4 65 71 00 00",
            descriptions=texts.DESCRIPTION,
            terms=texts.TERMS,
            privacy=texts.PRIVACY,
            withdrawal=texts.WITHDRAWAL,
            imprint=texts.IMPRINT,
            accent="#33517c",
        )
    shop.refresh_from_db()
    return shop, Actor("member", shop.id, account.id, NAME, ALL)
