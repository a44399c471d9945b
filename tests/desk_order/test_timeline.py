"""Every kind of event has its sentence, and what changed is told before and after."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation

import comptoir
from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.desk.timeline import TOLD, timeline, told
from comptoir.orders.queries.one import EventView
from comptoir.shops.rights import ALL, SEE

NOW = datetime(2026, 11, 20, 13, 3, tzinfo=UTC)
ROOT = Path(comptoir.__file__).parent
KIND = re.compile(r'"(order\.[a-z_]+)"')


def _event(kind: str, number: int = 1, **fields: object) -> Event:
    values = {"actor_kind": "member", "actor_name": "Lucie", "at": NOW, "before": {}, "after": {}}
    return Event(
        id=number, shop_id=1, subject_kind="order", subject_id=1, kind=kind, **values | fields
    )


def test_every_kind_that_is_written_has_a_sentence() -> None:
    files = [*ROOT.glob("orders/**/*.py"), *ROOT.glob("mailing/**/*.py")]
    written = {kind for file in files for kind in KIND.findall(file.read_text(encoding="utf-8"))}
    # A purged order has no page any more: its event belongs to the shop.
    assert len(written) > 25
    assert written - {"order.purged"} <= set(TOLD)


@pytest.mark.parametrize("kind", sorted(TOLD))
def test_each_is_said_in_both_languages(kind: str) -> None:
    event = _event(kind, before={"kind": "order.paid"} if kind == "order.undone" else {})
    with translation.override("en"):
        english = told(event, "EUR").what
    with translation.override("fr"):
        french = told(event, "EUR").what
    assert english
    assert not english.startswith("order.")
    assert french != english


def test_money_before_and_after() -> None:
    event = _event(
        "order.paid",
        before={"payment_state": "unpaid", "received": 0},
        after={
            "payment_state": "partly_paid",
            "received": 1050,
            "amount": 1050,
            "received_on": "2026-11-19",
            "method": "",
            "reference": "A 7",
            "payment_id": 3,
        },
    )
    with translation.override("en"):
        said = [(line.label, line.before, line.after) for line in told(event, "EUR").changes]
    assert said == [
        ("Amount", "", "€10.50"),
        ("Date", "", "19 November 2026"),
        ("Reference", "", "A 7"),
        ("Payment", "Unpaid", "Partly paid"),
    ]


def test_corrected_address_on_one_line() -> None:
    event = _event(
        "order.address_corrected",
        before={"delivery": {"name": "A", "street": "B 1", "city": "C", "country": "FR"}},
        after={"delivery": {"name": "A", "street": "B 2", "city": "C", "country": "FR"}},
    )
    with translation.override("fr"):
        (line,) = told(event, "EUR").changes
    assert (line.before, line.after) == ("A, B 1, C, France", "A, B 2, C, France")


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("customer", "Anne", "Anne (customer)"),
        ("customer", "", "Customer"),
        ("import", "2025.csv", "Import (2025.csv)"),
        ("system", "", "Comptoir"),
        ("member", "Lucie", "Lucie"),
    ],
)
def test_who_acted(kind: str, name: str, said: str) -> None:
    event = _event("order.paid", actor_kind=kind, actor_name=name)
    with translation.override("en"):
        assert told(event, "EUR").who == said


def test_undo_is_offered_for_what_stands_and_nothing_later_touched() -> None:
    first = _event("order.comment_changed", 1, after={"comment": "a"})
    paid = _event("order.paid", 2, after={"payment_state": "paid", "payment_id": 1})
    second = _event("order.comment_changed", 3, after={"comment": "b"})
    history = [EventView(event, None) for event in (second, paid, first)]
    member = Actor("member", 1, name="Lucie", rights=ALL)
    assert [entry.undoable for entry in timeline(history, "EUR", member)] == [True, True, False]
    onlooker = Actor("member", 1, rights=frozenset({SEE}))
    assert not any(entry.undoable for entry in timeline(history, "EUR", onlooker))
    undoing = _event("order.undone", 4, undoes=second, after={"comment": "a"})
    history = [EventView(undoing, None), EventView(second, undoing), *history[1:]]
    entries = timeline(history, "EUR", member)
    assert [entry.undoable for entry in entries] == [False, False, True, True]
    assert [entry.position for entry in entries] == [4, 3, 2, 1]
    assert entries[1].tone == "undone"


@pytest.mark.parametrize(
    ("kind", "provider", "english", "french"),
    [
        ("order.paid", "stripe", "Paid by Stripe", "Payée par Stripe"),
        ("order.paid", "paypal", "Paid by PayPal", "Payée par PayPal"),
        ("order.paid", "", "Marked as paid", "Marquée comme payée"),
        ("order.refunded", "stripe", "Refunded by Stripe", "Remboursée par Stripe"),
        (
            "order.refund_begun",
            "paypal",
            "Refund asked of PayPal",
            "Remboursement demandé à PayPal",
        ),
    ],
)
def test_what_a_provider_did_nobody_did_by_hand(
    kind: str, provider: str, english: str, french: str
) -> None:
    event = _event(kind, after={"provider": provider} if provider else {})
    with translation.override("en"):
        assert told(event, "EUR").what == english
    with translation.override("fr"):
        assert told(event, "EUR").what == french
