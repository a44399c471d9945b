"""Orders as XML: valid, lossless, and the same after a round trip."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from lxml import etree

from comptoir.core.actor import importer
from comptoir.exchange.orders_xml import Broken, Found, read_orders, write_orders
from comptoir.exchange.orders_xml.schema import NAMESPACE, schema
from comptoir.orders.actions.add_parcel import add_parcel
from comptoir.orders.actions.add_tag import add_tag
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.correct_address import correct_address
from comptoir.orders.actions.delete import delete
from comptoir.orders.actions.import_orders import import_orders
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.refund import refund
from comptoir.orders.actions.set_comment import set_comment
from comptoir.orders.actions.undo import undo
from comptoir.orders.actions.void_payment import void_payment
from comptoir.orders.models import MonthFigure, Order, Payment
from comptoir.orders.queries.export import ids_by_number
from comptoir.orders.queries.snapshots import snapshots
from comptoir.orders.snapshot import TermsSnapshot
from comptoir.shops.models import Shop
from tests.factories import (
    NOW,
    make_address,
    make_delivery,
    make_order,
    make_shop,
    make_variant,
    member_of,
)

pytestmark = pytest.mark.django_db


def exported(shop: Shop) -> bytes:
    ids = Order.objects.filter(shop=shop).order_by("number").values_list("id", flat=True)
    stream = BytesIO()
    write_orders(stream, snapshots(shop.id, ids))
    return stream.getvalue()


def lively_shop() -> Shop:
    """Orders in which everything has happened that can."""
    shop = make_shop()
    actor = member_of(shop, name="Lucie & <Marc>")
    cup, bowl = make_variant(shop, stock=9), make_variant(shop, price=999, sku="B & W <1>")
    first = make_order(shop, cup, bowl, quantity=2, note="Sonnez\n« deux » fois\t& merci")
    second = make_order(shop, cup, language="en", delivery=make_delivery(shop, pickup=True))
    third = make_order(shop, cup)
    make_order(shop, bowl)
    now = NOW + timedelta(hours=1, microseconds=7)

    def do(action: object, order: Order, **values: object) -> object:
        assert callable(action)
        return action(shop_id=shop.id, order_id=order.id, actor=actor, now=now, **values)

    do(mark_paid, first, amount=1000, reference="VIR & 7")
    do(mark_paid, first)
    do(void_payment, first, payment_id=Payment.objects.order_by("id")[0].id)
    do(refund, first, amount=33)
    line = first.lines.get(position=1)
    do(
        add_parcel,
        first,
        quantities={line.id: 1},
        tracking_number="JJD 0099/99 99&9",
        carrier="dhl",
    )
    do(set_comment, first, text="élan\r\n\n  ligne 2 <b>")
    do(correct_address, first, which="billing", address=make_address(city="Brno", country="CZ"))
    event = do(complete, first)
    undo(shop_id=shop.id, event_id=event.id, actor=actor, now=now)  # type: ignore[attr-defined]  # an event
    do(add_tag, first, name="gift")
    do(add_tag, second, name="été")
    do(cancel, second, reason="changed my mind")
    do(delete, third)
    return shop


def test_export_is_valid_and_comes_back_the_same() -> None:
    shop = lively_shop()
    document = exported(shop)
    schema().assertValid(etree.fromstring(document))
    found = list(read_orders(BytesIO(document)))
    orders = [one.order for one in found if isinstance(one, Found)]
    assert len(orders) == len(found) == 4, found
    other = make_shop()
    results = import_orders(shop_id=other.id, orders=orders, actor=importer(other.id), now=NOW)
    assert [result.outcome for result in results] == ["taken"] * 4
    assert exported(other) == document
    figures = MonthFigure.objects.order_by("shop_id").values_list("month", "orders", "total")
    assert figures[0] == figures[1]
    again = import_orders(shop_id=other.id, orders=orders, actor=importer(other.id), now=NOW)
    assert [result.outcome for result in again] == ["same"] * 4
    assert exported(other) == document


def test_a_number_with_other_content_is_reported_and_left() -> None:
    shop = lively_shop()
    document = exported(shop).replace(b"Lyon", b"Lille")
    orders = [one.order for one in read_orders(BytesIO(document)) if isinstance(one, Found)]
    before = exported(shop)
    results = import_orders(shop_id=shop.id, orders=orders, actor=importer(shop.id), now=NOW)
    assert {result.outcome for result in results} == {"refused", "same"}
    assert {result.reason for result in results} == {"number_taken", ""}
    assert exported(shop) == before


def test_no_secret_and_no_internal_id_leaves() -> None:
    shop = lively_shop()
    document = exported(shop).decode()
    for order in Order.objects.filter(shop=shop):
        assert order.token not in document
    assert "token" not in document


ODD = "a & b < c > d \"e\" 'f'\ttab\nline\rreturn é œ 漢 \u2028"


def test_odd_characters_are_written_as_an_xml_library_writes_them() -> None:
    shop = lively_shop()
    (first, *_) = snapshots(shop.id, ids_by_number(shop.id))
    odd = replace(
        first,
        name=ODD,
        comment=ODD,
        reference=ODD,
        billing={"name": ODD, "street2": ""},
        terms=TermsSnapshot("fr", ODD),
        lines=tuple(replace(line, sku=ODD, names={"fr": ODD}) for line in first.lines),
        tags=(ODD,),
    )
    stream = BytesIO()
    write_orders(stream, [odd, first])
    root = etree.fromstring(stream.getvalue())
    orders = [etree.tostring(order, encoding="unicode", with_tail=False) for order in root]
    # Read back, an empty element and one without content are the same.
    written = re.sub(r"<([\w-]+)([^<>]*)></\1>", r"<\1\2/>", stream.getvalue().decode())
    assert written == "\n".join(
        [
            "<?xml version='1.0' encoding='UTF-8'?>",
            f'<orders xmlns="{NAMESPACE}">',
            *orders,
            "</orders>",
            "",
        ]
    )
    assert root[0].get("reference") == ODD
    with pytest.raises(ValueError, match=first.number):
        write_orders(BytesIO(), [replace(first, comment="\x01")])


def test_an_empty_view_is_a_valid_empty_document() -> None:
    document = exported(make_shop())
    schema().assertValid(etree.fromstring(document))
    assert list(read_orders(BytesIO(document))) == []


@pytest.mark.parametrize(
    ("spoil", "number"),
    [
        ((b'handling="open"', b'handling="lost"'), "2026-00001"),
        ((b'currency="EUR"', b'currency="euro"'), "2026-00001"),
        ((b"<total net=", b'<total oops="1" net='), "2026-00001"),
        ((b'placed-at="2026-', b'placed-at="soon-'), "2026-00001"),
        ((b"gross=", b'gross="1.00" was='), "2026-00001"),
    ],
)
def test_one_bad_order_is_named_and_the_others_taken(
    spoil: tuple[bytes, bytes], number: str
) -> None:
    shop = make_shop()
    make_order(shop)
    make_order(shop)
    document = exported(shop).replace(*spoil, 1)
    bad, good = list(read_orders(BytesIO(document)))
    assert isinstance(bad, Broken)
    assert (bad.number, bad.line > 0, bool(bad.reason)) == (number, True, True)
    assert isinstance(good, Found)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"not xml",
        b"<html/>",
        b"<orders/>",
        b'<!DOCTYPE o [<!ENTITY a "b">]><orders xmlns="urn:comptoir:orders:1">&a;',
    ],
)
def test_what_is_no_document_of_orders_is_said(document: bytes) -> None:
    found = list(read_orders(BytesIO(document)))
    assert len(found) == 1
    assert isinstance(found[0], Broken)
