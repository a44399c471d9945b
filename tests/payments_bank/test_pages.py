"""The page Bank: upload, columns of a CSV, suggestions, choosing, ignoring, undoing."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.jobs import work
from comptoir.orders.actions.set_comment import set_comment
from comptoir.orders.models import Payment
from comptoir.payments.models import BankFile, BankLine
from comptoir.payments.statements.reasons import Reason
from comptoir.shops.models import Shop
from comptoir.shops.rights import PAY, SEE
from tests.factories import make_account, make_member, make_payment, make_shop, member_of
from tests.payments_bank import files
from tests.payments_bank.scene import given, lines, order, paid

pytestmark = pytest.mark.django_db
BANK = "/desk/lune/bank/"


@pytest.fixture
def shop() -> Shop:
    shop = make_shop(slug="lune")
    make_payment(shop, iban=files.IBAN)
    return shop


def member(shop: Shop, *rights: str, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    given_rights: Any = {"rights": frozenset(rights)} if rights else {}
    client.force_login(make_member(shop, make_account(), **given_rights).account)
    return client


@pytest.fixture
def desk(shop: Shop) -> Client:
    return member(shop)


def upload(desk: Client, content: bytes, name: str = "a.xml", **more: str) -> str:
    sent = desk.post(BANK, {"file": SimpleUploadedFile(name, content), **more})
    assert sent.status_code == 302, sent.content.decode()
    work(now=utc_now())
    return str(sent["Location"])


def page(desk: Client, address: str = BANK) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_zero_bytes_of_a_file_stop_no_report(desk: Client, shop: Shop) -> None:
    """PostgreSQL's JSON takes none."""
    content = files.mt940([paid(order(shop))]).replace(b":28C:1/1", b":28C:1\0/1")
    upload(desk, content)
    upload(desk, content.replace(b":61:", b":61:\0x"))
    taken, refused = BankFile.objects.order_by("id")
    assert (taken.state, taken.summary["statements"][0]["number"]) == ("done", "1/1")
    assert (refused.state, refused.fault["code"]) == ("failed", Reason.STATEMENT_AT_LINE)


def test_a_file_is_read_by_the_worker_and_its_lines_decided(desk: Client, shop: Shop) -> None:
    one, two = order(shop), order(shop, "Bert Klein")
    content = files.camt(
        [paid(one), paid(two, amount=two.total - 5), paid(two, "Loyer", amount=9, name="Y Z")]
    )
    report = page(desk, upload(desk, content))
    assert "Booked" in report
    assert one.number in report
    assert "the order number is there, the amount is right" in report
    todo = page(desk)
    assert two.number in todo
    assert "less than what is open" in todo
    parts = re.findall(r'name="parts" value="([^"]+)"', todo)
    line = BankLine.objects.get(state="near")
    done = desk.post(
        f"{BANK}lines/{line.id}/accept/", {"parts": parts[0]}, follow=True
    ).content.decode()
    assert "Booked." in done
    two.refresh_from_db()
    assert two.payment_state == "partly_paid"
    assert two.number in page(desk, f"{BANK}?show=booked")
    desk.post(f"{BANK}lines/{line.id}/undo/")
    two.refresh_from_db()
    assert two.payment_state == "unpaid"
    other = BankLine.objects.get(state="open")
    desk.post(f"{BANK}lines/{other.id}/ignore/")
    assert "Loyer" in page(desk, f"{BANK}?show=ignored")


def test_an_order_that_moved_is_not_booked_blindly(desk: Client, shop: Shop) -> None:
    one = order(shop)
    given(shop, files.camt([paid(one, amount=5)]))
    parts = re.findall(r'name="parts" value="([^"]+)"', page(desk))[0]
    set_comment(
        shop_id=shop.id,
        order_id=one.id,
        text="x",
        version=one.version,
        actor=member_of(shop),
        now=utc_now(),
    )
    answer = desk.post(f"{BANK}lines/{lines(shop)[0].id}/accept/", {"parts": parts}, follow=True)
    assert "changed meanwhile" in answer.content.decode()
    assert not Payment.objects.exists()
    for nonsense in ("", "a:b:c", "1:2", "999999:5:1"):
        desk.post(f"{BANK}lines/{lines(shop)[0].id}/accept/", {"parts": nonsense})
    assert not Payment.objects.exists()


def test_orders_are_searched_ticked_and_booked_together(desk: Client, shop: Shop) -> None:
    one, two = order(shop, "Bert Klein"), order(shop, "Bert Klein")
    given(shop, files.camt([paid(one, "merci", amount=one.total + two.total, name="Klein Bert")]))
    line = lines(shop)[0]
    address = f"{BANK}lines/{line.id}/choose/"
    assert one.number in page(desk, address)
    assert one.number in page(desk, f"{address}?q={one.number}")
    ticked = {
        "order": [f"{one.id}:{one.version}", f"{two.id}:{two.version}"],
        f"amount-{one.id}": f"{one.total / 100:.2f}",
        f"amount-{two.id}": "abc",
    }
    refused = desk.post(f"{address}?q=klein", ticked)
    assert "Enter an amount" in refused.content.decode()
    ticked[f"amount-{two.id}"] = f"{two.total / 100:.2f}".replace(".", ",")
    assert desk.post(address, ticked).status_code == 302
    assert Payment.objects.count() == 2
    assert desk.post(address, {"order": []}).status_code == 200


def test_a_csv_is_explained_once(desk: Client, shop: Shop) -> None:
    one = order(shop)
    where = upload(desk, files.csv_text([paid(one)]), "umsatz.csv")
    asked = page(desk, where)
    assert "What do these columns mean?" in asked
    assert "Verwendungszweck" in asked
    values = dict(
        re.findall(r'<select name="([^"]+)".*?<option value="([^"]*)" selected', asked, re.S)
    )
    values |= {"text": "4", "own_account": files.IBAN, "own_currency": "EUR"}
    missing = desk.post(where, values | {"own_account": ""})
    assert missing.status_code == 422
    assert desk.post(where, values).status_code == 302
    work(now=utc_now())
    one.refresh_from_db()
    assert one.payment_state == "paid"
    two = order(shop, "Bert Klein")
    upload(desk, files.csv_text([paid(one), paid(two)]), "spaeter.csv")
    two.refresh_from_db()
    assert two.payment_state == "paid"
    assert BankLine.objects.count() == 2


def test_the_page_that_waits_is_drawn_anew_once_the_file_was_read(desk: Client, shop: Shop) -> None:
    """A part of it would be nothing: the columns' question and the lines stand elsewhere."""
    csv = files.csv_text([paid(order(shop))])
    for content, name in ((csv, "umsatz.csv"), (files.camt([paid(order(shop))]), "a.xml")):
        sent = desk.post(BANK, {"file": SimpleUploadedFile(name, content)})
        asks = {"HX-Request": "true", "HX-Target": "transfer"}
        waits = desk.get(sent["Location"], headers=asks)
        assert 'hx-trigger="every 1s"' in waits.content.decode()
        work(now=utc_now())
        assert desk.get(sent["Location"], headers=asks)["HX-Refresh"] == "true"


def test_only_looking_keeps_nothing(desk: Client, shop: Shop) -> None:
    one = order(shop)
    report = page(desk, upload(desk, files.camt([paid(one)]), dry_run="on"))
    assert "Would be booked" in report
    assert not BankLine.objects.exists()
    assert not Payment.objects.exists()


@pytest.mark.parametrize(("language", "said"), [("en", "cut short"), ("fr", "incomplet")])
def test_a_broken_file_says_why_and_books_nothing(shop: Shop, language: str, said: str) -> None:
    desk = member(shop, language=language)
    content = files.camt([paid(order(shop))])
    report = page(desk, upload(desk, content[:-40]))
    assert said in report
    assert not BankLine.objects.exists()
    assert BankFile.objects.get().file == ""


@pytest.mark.parametrize("uploader", ["en", "fr"])
def test_why_not_is_said_in_the_readers_language(shop: Shop, uploader: str) -> None:
    """Whoever uploaded the file: reasons stand as codes, and within one another too."""
    readers = {language: member(shop, language=language) for language in ("en", "fr")}
    broken = files.camt([paid(order(shop))])[:-40]
    whole, table = files.camt([paid(order(shop))]), files.csv_text([paid(order(shop))])
    _explained(readers[uploader], table)
    half = whole.replace(b"</Stmt>", b"</Stmt><Stmt><Id>S-9</Id></Stmt>", 1)
    said = {
        "a.xml": (broken, {"en": "breaks off at line", "fr": "s’interrompt à la ligne"}),
        "b.xml": (half, {"en": "Statement S-9: it does not say", "fr": "Relevé S-9"}),
        "c.csv": (re.sub(rb"\d+,\d\d(?=;)", b"viel", table), {"en": "Row 2: ", "fr": "Ligne 2"}),
    }
    for name, (content, words) in said.items():
        where = upload(readers[uploader], content, name)
        for language, reader in readers.items():
            other = words["fr" if language == "en" else "en"]
            report = page(reader, where)
            assert words[language] in report, (name, language)
            assert other not in report


def test_what_was_said_before_there_were_codes_stays_as_it_was(desk: Client, shop: Shop) -> None:
    where = upload(desk, files.camt([paid(order(shop))])[:-40])
    row = BankFile.objects.get()
    old = {"code": "text", "values": {"text": "Der Grund von damals, 100 %."}}
    with write():
        row.fault = old
        row.save()
    assert "Der Grund von damals, 100 %." in page(desk, where)
    with write():
        row.fault = {"code": "of_a_later_version", "values": {"x": "y"}}
        row.save()
    assert "could not be read as a bank statement" in page(desk, where)


def _explained(desk: Client, table: bytes) -> None:
    """The columns of such a CSV are known from now on."""
    where = upload(desk, table, "umsatz.csv")
    drawn = re.findall(
        r'<select name="([^"]+)".*?<option value="([^"]*)" selected', page(desk, where), re.S
    )
    more = {"text": "4", "own_account": files.IBAN, "own_currency": "EUR"}
    assert desk.post(where, dict(drawn) | more).status_code == 302
    work(now=utc_now())


def test_who_may_not_mark_as_paid_sees_no_bank(shop: Shop) -> None:
    assert member(shop, SEE).get(BANK).status_code == 403
    assert BANK not in page(member(shop, SEE), "/desk/lune/orders/")
    assert BANK in page(member(shop, SEE, PAY), "/desk/lune/orders/")


def test_the_page_asks_the_same_number_of_statements_however_full(desk: Client, shop: Shop) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            page(desk)
        return len(found)

    given(shop, files.camt([paid(order(shop), amount=5)]))
    page(desk)
    before = asked()
    more = [order(shop, name) for name in ("Bert Klein", "Caro Roux", "Dora Weiss")]
    given(shop, files.camt([paid(one, amount=6) for one in more]))
    page(desk)
    assert asked() == before <= 20


def test_older_lines_are_a_page_away(desk: Client, shop: Shop) -> None:
    one = order(shop)
    given(
        shop,
        files.camt(
            [paid(one, f"nothing {n}", amount=100_000 + n, name=f"Payer {n}") for n in range(35)]
        ),
    )
    first = page(desk)
    older = re.search(r'href="\?show=todo&amp;at=([^"]+)"', first)
    assert older is not None
    second = page(desk, f"{BANK}?show=todo&at={older[1]}")
    seen = {name for text in (first, second) for name in re.findall(r"Payer \d+", text)}
    assert len(seen) == 35
