"""Run as a program: the shop takes PayPal and Stripe too; prints what customers and providers need.

The providers' stand-ins must be running: they are asked whether they know the keys.
"""

import json
import sys
from typing import Any

import django

KINDS = ("stripe", "paypal")


def furnish() -> dict[str, Any]:
    from django.urls import reverse

    from comptoir.core.actor import Actor
    from comptoir.core.clock import utc_now
    from comptoir.methods.actions.add_payment_method import add_payment_method
    from comptoir.methods.details import PaymentDetails
    from comptoir.payments.actions.set_up_provider import set_up_provider
    from comptoir.payments.checking import check
    from comptoir.shops.actions.change_settings import change_settings
    from comptoir.shops.models import Shop
    from comptoir.shops.rights import ALL
    from tests.payments.scene import KEYS

    now, shop = utc_now(), Shop.objects.get()
    lea = Actor("member", shop.id, None, "Léa", ALL)
    change_settings(shop_id=shop.id, values={"mail_payment_received": True}, actor=lea, now=now)
    methods, hooks = {}, {}
    for kind in KINDS:
        details = PaymentDetails(kind=kind, names={"fr": kind, "en": kind})
        method = add_payment_method(shop_id=shop.id, details=details, actor=lea, now=now)
        where: Any = {"shop_id": shop.id, "method_id": method.id, "actor": lea, "now": now}
        account = check(
            set_up_provider(**where, test=True, keys=KEYS[kind]), actor=lea, now=utc_now()
        )
        assert not account.fault, account.fault
        methods[kind] = method.id
        hooks[kind] = reverse("payments:notice", args=[kind, account.public_id])
    return {"methods": methods, "hooks": hooks}


if __name__ == "__main__":
    django.setup()
    json.dump(furnish(), sys.stdout)
