"""Every step that staff or customer can take on an order, and values to take it with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comptoir.core.actor import Actor, customer
from comptoir.orders.actions.add_parcel import add_parcel
from comptoir.orders.actions.add_tag import add_tag
from comptoir.orders.actions.anonymise import anonymise
from comptoir.orders.actions.archive import archive
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.correct_address import correct_address
from comptoir.orders.actions.correct_contact import correct_contact
from comptoir.orders.actions.correct_parcel import correct_parcel
from comptoir.orders.actions.delete import delete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.mark_ready import mark_ready
from comptoir.orders.actions.refund import refund
from comptoir.orders.actions.reinstate import reinstate
from comptoir.orders.actions.remove_parcel import remove_parcel
from comptoir.orders.actions.remove_tag import remove_tag
from comptoir.orders.actions.reopen import reopen
from comptoir.orders.actions.restore import restore
from comptoir.orders.actions.set_comment import set_comment
from comptoir.orders.actions.unarchive import unarchive
from comptoir.orders.actions.void_payment import void_payment
from comptoir.orders.actions.withdraw import withdraw
from comptoir.orders.frozen import Contact
from comptoir.orders.models import Order, Parcel, Payment
from tests.factories import make_address

TAGS = ("gift", "late")
AMOUNTS = (None, None, 1, 490, 2400, 5290, 9000, None)


@dataclass(frozen=True)
class Step:
    """One button. `versioned`: its form carries the version that the page was drawn from."""

    name: str
    action: Callable[..., Any]
    versioned: bool = True

    def ready(
        self, order: Order, values: dict[str, Any], actor: Actor, now: datetime
    ) -> Callable[[], Any]:
        """The button of the page as it is now; it can be pressed more than once."""
        given = dict(values)
        if self.name == "correct_contact":
            given = {"contact": Contact(email=given["email"], name="Anne")}
        elif self.name == "correct_address":
            given = {"which": "delivery", "address": make_address(city=given["city"])}
        elif self.name == "withdraw":
            actor = customer(order.shop_id)
        if self.versioned:
            given["version"] = order.version
        shop_id, order_id = order.shop_id, order.id
        return lambda: self.action(
            shop_id=shop_id, order_id=order_id, actor=actor, now=now, **given
        )

    def __repr__(self) -> str:
        return self.name


STEPS = (
    Step("mark_paid", mark_paid),
    Step("refund", refund),
    Step("void", void_payment),
    Step("set_comment", set_comment),
    Step("correct_contact", correct_contact),
    Step("correct_address", correct_address),
    Step("mark_ready", mark_ready),
    Step("complete", complete),
    Step("reopen", reopen),
    Step("add_parcel", add_parcel),
    Step("correct_parcel", correct_parcel),
    Step("remove_parcel", remove_parcel),
    Step("archive", archive),
    Step("unarchive", unarchive),
    Step("cancel", cancel),
    Step("reinstate", reinstate),
    Step("delete", delete),
    Step("restore", restore),
    Step("add_tag", add_tag, versioned=False),
    Step("remove_tag", remove_tag, versioned=False),
    Step("anonymise", anonymise, versioned=False),
    Step("withdraw", withdraw, versioned=False),
)


def values_of(step: Step, order: Order, n: int) -> dict[str, Any] | None:
    """What is typed, after the dice `n`; None where there is nothing to press."""
    if step.name in {"mark_paid", "refund"}:
        amount = AMOUNTS[n]
        return {"amount": amount if step.name == "mark_paid" else amount or 700}
    if step.name == "void":
        return _one_of("payment_id", Payment, order, n)
    if step.name in {"correct_parcel", "remove_parcel"}:
        found = _one_of("parcel_id", Parcel, order, n)
        typed = {"tracking_number": f"RB{n}"} if step.name == "correct_parcel" else {}
        return None if found is None else found | typed
    if step.name == "add_parcel":
        line = order.lines.filter(kind="goods").order_by("id")[n % 2]
        return {"quantities": {line.id: 1} if n < 4 else None, "send_mail": n % 3 == 0}
    typed_by_name: dict[str, dict[str, Any]] = {
        "set_comment": {"text": f"Note {n}\nÀ voir"},
        "correct_contact": {"email": f"anne{n}@example.com"},
        "correct_address": {"city": ("Lyon", "Nîmes")[n % 2]},
        "complete": {"tracking_number": "RB1" if n % 2 else "", "send_mail": n % 3 == 0},
        "cancel": {"put_back": n % 4 != 0},
        "delete": {"put_back": n % 4 != 0},
        "reinstate": {"without_stock": n % 4 == 0},
        "restore": {"without_stock": n % 4 == 0},
        "add_tag": {"name": TAGS[n % 2]},
        "remove_tag": {"name": TAGS[n % 2]},
        "withdraw": {"name": "Anne", "email": "anne@example.com"},
    }
    return typed_by_name.get(step.name, {})


def _one_of(key: str, rows: Any, order: Order, n: int) -> dict[str, Any] | None:
    ids = list(rows.objects.filter(order=order).order_by("id").values_list("id", flat=True))
    return {key: ids[n % len(ids)]} if ids else None
