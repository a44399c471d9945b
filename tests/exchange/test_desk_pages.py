"""Export and import through the desk, by plain forms and the worker."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.jobs import claim, work
from comptoir.core.models import Event, Job
from comptoir.exchange.models import Export, Import
from comptoir.exchange.orders_xml.schema import schema, tag
from comptoir.exchange.tidying import KEPT, forget_old_transfers
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from comptoir.shops.rights import EDIT, EXPORT, SEE, SETUP
from tests.exchange.csv_files import mapping_text, row, text_of
from tests.factories import make_account, make_member, make_order, make_shop
from tests.orders_queries.scene import fill

pytestmark = pytest.mark.django_db
EXPORT_URL, IMPORT_URL = "/desk/lune/export/", "/desk/lune/import/"


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def shop() -> Shop:
    return make_shop(slug="lune")


def member(shop: Shop, *rights: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    given = {"rights": frozenset(rights)} if rights else {}
    client.force_login(make_member(shop, make_account(), **given).account)
    return client


@pytest.fixture
def desk(shop: Shop) -> Client:
    return member(shop)


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def numbers(document: bytes) -> list[str]:
    root = etree.fromstring(document)
    schema().assertValid(root)
    return [str(order.get("number")) for order in root.iterchildren(tag("order"))]


def test_the_list_leads_to_its_export(desk: Client, shop: Shop) -> None:
    make_order(shop)
    page = desk.get("/desk/lune/orders/?payment=unpaid").content.decode()
    assert f'href="{EXPORT_URL}?payment=unpaid"' in page
    assert "Export this view (1)" in desk.get(EXPORT_URL + "?payment=unpaid").content.decode()


def test_a_small_view_comes_at_once(desk: Client, shop: Shop) -> None:
    fill(shop, 3, payment_state="paid", received=0)
    unpaid = fill(shop, 2, first=10, payment_state="unpaid")
    fill(make_shop(), 2, payment_state="unpaid")
    got = desk.post(EXPORT_URL, {"query": "?payment=unpaid", "what": "view"})
    assert numbers(body(got)) == sorted(order.number for order in unpaid)
    assert got["content-disposition"].startswith('attachment; filename="lune-')
    everything = desk.post(EXPORT_URL, {"query": "?payment=unpaid", "what": "all"})
    assert len(numbers(body(everything))) == 5
    assert Event.objects.filter(shop_id=shop.id, kind="shop.orders_exported").count() == 2
    assert not Export.objects.exists()


def test_an_empty_view_is_a_valid_empty_document(desk: Client) -> None:
    assert numbers(body(desk.post(EXPORT_URL, {"query": "?tag=none", "what": "view"}))) == []


@pytest.fixture
def large(desk: Client, shop: Shop) -> Export:
    """An export of more orders than come at once, not written yet."""
    fill(shop, 510, payment_state="unpaid")
    started = desk.post(EXPORT_URL, {"query": "", "what": "view"})
    assert started.status_code == 302
    return Export.objects.get()


def test_a_large_view_is_written_by_the_worker(desk: Client, shop: Shop, large: Export) -> None:
    state = f"/desk/lune/exports/{large.public_id}/"
    waiting = desk.get(state).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    assert desk.get(f"{state}orders.xml").status_code == 404
    work(now=utc_now())
    done = desk.get(state).content.decode()
    assert "The file is ready: 510 orders" in done
    assert "hx-trigger" not in re.search(r'<div id="transfer".*?</main>', done, re.S)[0]  # type: ignore[index]  # it is there
    got = desk.get(f"{state}orders.xml")
    found = numbers(body(got))
    assert len(found) == len(set(found)) == 510
    assert not Job.objects.exists()


def test_a_broken_download_goes_on(desk: Client, large: Export) -> None:
    work(now=utc_now())
    address = f"/desk/lune/exports/{large.public_id}/orders.xml"
    whole = desk.get(address)
    content, tag_ = body(whole), whole["etag"]
    size = len(content)
    assert (whole["accept-ranges"], whole["content-length"]) == ("bytes", str(size))
    first = desk.get(address, headers={"range": "bytes=0-999"})
    rest = desk.get(address, headers={"range": "bytes=1000-", "if-range": tag_})
    assert (first.status_code, rest.status_code) == (206, 206)
    assert first["content-range"] == f"bytes 0-999/{size}"
    assert body(first) + body(rest) == content
    tail = desk.get(address, headers={"range": "bytes=-10"})
    assert (body(tail), tail["content-length"]) == (content[-10:], "10")
    beyond = desk.get(address, headers={"range": f"bytes={size}-"})
    assert (beyond.status_code, beyond["content-range"]) == (416, f"bytes */{size}")
    for headers in (
        {"range": "bytes=5-", "if-range": '"other"'},
        {"range": "bytes=9-5"},
        {"range": "lines=1-2"},
        {"range": "bytes=0-1,4-5"},
    ):
        answer = desk.get(address, headers=headers)
        assert (answer.status_code, body(answer)) == (200, content)
    assert desk.get(address, headers={"if-none-match": tag_}).status_code == 304


def test_a_killed_worker_leaves_the_job_to_the_next(desk: Client, large: Export) -> None:
    now = utc_now()
    dead = claim(kind="exchange.export", now=now)
    assert len(dead) == 1
    assert work(now=now + timedelta(seconds=60)) == 0
    assert work(now=now + timedelta(seconds=121)) == 1
    large.refresh_from_db()
    assert (large.state, large.total) == ("done", 510)


def test_old_files_go(desk: Client, large: Export) -> None:
    work(now=utc_now())
    large.refresh_from_db()
    forget_old_transfers(large.created_at + KEPT - timedelta(minutes=1))
    assert default_storage.exists(large.file)
    forget_old_transfers(large.created_at + KEPT + timedelta(minutes=1))
    assert not default_storage.exists(large.file)
    assert not Export.objects.exists()


def upload(client: Client, text: bytes, name: str = "orders.csv", **mapping: Any) -> Any:
    values: dict[str, Any] = {"file": SimpleUploadedFile(name, text)}
    if name.endswith(".csv"):
        values["mapping"] = SimpleUploadedFile("m.toml", mapping_text(**mapping).encode())
    return client.post(IMPORT_URL, values)


def test_a_csv_comes_in_by_the_worker(desk: Client, shop: Shop) -> None:
    text = text_of(row("1"), row("2", quantity="x"), row("3")).encode()
    started = upload(desk, text)
    found = Import.objects.get()
    assert started["location"] == f"/desk/lune/imports/{found.public_id}/"
    assert "The file is being read" in desk.get(started["location"]).content.decode()
    kept = found.file
    work(now=utc_now())
    found.refresh_from_db()
    assert (found.state, found.taken, found.same, found.refused) == ("done", 2, 0, 1)
    assert not default_storage.exists(kept)
    page = desk.get(started["location"]).content.decode()
    assert "“x” is no number" in page
    refused = desk.get(f"{started['location']}refused.csv").content.decode("utf-8-sig")
    assert refused.splitlines() == ["line,number,reason", "3,2,“x” is no number"]
    assert set(Order.objects.filter(shop=shop).values_list("number", "source")) == {
        ("1", "import"),
        ("3", "import"),
    }
    upload(desk, text)
    work(now=utc_now())
    again = Import.objects.latest("id")
    assert (again.taken, again.same) == (0, 2)


def test_an_import_begun_by_a_dead_worker_makes_no_order_twice(desk: Client, shop: Shop) -> None:
    upload(desk, text_of(row("1"), row("2")).encode())
    now = utc_now()
    assert claim(kind="exchange.import", now=now)
    with write():
        Import.objects.update(state="running", done=1, total=2)
    work(now=now + timedelta(seconds=121))
    assert Import.objects.get().state == "done"
    assert Order.objects.filter(shop=shop).count() == 2


def test_what_was_exported_comes_in_elsewhere(desk: Client, shop: Shop) -> None:
    make_order(shop)
    document = body(desk.post(EXPORT_URL, {"query": "", "what": "all"}))
    other = make_shop(slug="autre")
    client = member(other)
    client.post("/desk/autre/import/", {"file": BytesIO(document)})
    work(now=utc_now())
    assert Import.objects.get().taken == 1
    got = client.post("/desk/autre/export/", {"query": "", "what": "all"})
    assert body(got) == document


@pytest.mark.parametrize(
    ("text", "mapping", "words"),
    [
        (b"a,b\n", {}, "the file has no column"),
        (b"\x1f\x8bno gzip", {}, "The file could not be read"),
        (text_of(row(description="é")).encode("latin-1"), {}, "The file could not be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(
    desk: Client, text: bytes, mapping: dict[str, Any], words: str
) -> None:
    started = upload(desk, text, **mapping)
    work(now=utc_now())
    assert words in desk.get(started["location"]).content.decode()
    assert Import.objects.get().state == "failed"
    assert not Job.objects.exists()


def test_a_form_that_cannot_be_is_answered_with_words(desk: Client) -> None:
    csv_alone = desk.post(IMPORT_URL, {"file": SimpleUploadedFile("orders.csv.gz", b"x")})
    assert csv_alone.status_code == 422
    assert "A CSV needs a mapping." in csv_alone.content.decode()
    wrong = upload(desk, b"x", currency="EURO")
    assert wrong.status_code == 422
    assert "is no ISO 4217 code" in wrong.content.decode()
    assert not Import.objects.exists()


def test_who_may_what(shop: Shop, large: Export) -> None:
    work(now=utc_now())
    upload(member(shop), text_of(row()).encode())
    state, incoming = f"exports/{large.public_id}/", f"imports/{Import.objects.get().public_id}/"
    pages = {
        EXPORT: ["export/", state, f"{state}orders.xml"],
        SETUP: ["import/", incoming, f"{incoming}refused.csv"],
    }
    sees, exports, imports = (
        member(shop, SEE),
        member(shop, SEE, EXPORT),
        member(shop, SEE, EDIT, SETUP),
    )
    elsewhere = make_shop(slug="autre")
    stranger = member(elsewhere)
    for right, names in pages.items():
        for name in names:
            address = f"/desk/lune/{name}"
            assert "/account/login/" in Client().get(address)["location"]
            assert stranger.get(address).status_code == 404
            assert sees.get(address).status_code == 403
            assert exports.get(address).status_code == (200 if right == EXPORT else 403)
            assert imports.get(address).status_code == (200 if right == SETUP else 403)
            if name not in {"export/", "import/"}:
                assert stranger.get(f"/desk/autre/{name}").status_code == 404
    assert member(shop, SEE, EDIT).get(IMPORT_URL).status_code == 403


def test_the_schema_is_public() -> None:
    answer = Client().get("/schemas/orders-1.xsd")
    assert answer.status_code == 200
    etree.XMLSchema(etree.fromstring(answer.content))
