"""One bank file: how far it is, what was read, and what a CSV's columns mean."""

from datetime import date
from http import HTTPStatus
from typing import Any, BinaryIO, cast

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from comptoir.core.clock import utc_now
from comptoir.core.errors import NotFound, Refused
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.bank_page import shown
from comptoir.desk.bank_words import why_words
from comptoir.desk.forms.bank import CsvForm
from comptoir.desk.setup_page import setup_page, to
from comptoir.payments.actions.explain_csv import explain_csv
from comptoir.payments.bank import store
from comptoir.payments.models import BankFile, BankLine
from comptoir.payments.queries.accounts_of_shop import accounts_of
from comptoir.payments.queries.bank_lines import file_of, line_page
from comptoir.payments.statements import formats
from comptoir.payments.statements.csv_mapping import suggested_mapping
from comptoir.payments.statements.reasons import kept
from comptoir.shops.rights import PAY

SAMPLES = 4


@desk_view(right=PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def bank_file(request: DeskRequest, bank_file: str) -> HttpResponse:
    """The report of a file; for a CSV that nobody has explained, the question about its columns."""
    found = file_of(request.shop.id, bank_file)
    if _polls(request) and found.state != BankFile.State.WAITING:
        # What it became is more than the part that waits: lines, or a question about columns.
        return HttpResponseClientRefresh()
    if found.state == BankFile.State.UNMAPPED:
        return _columns(request, found)
    page = line_page(
        request.shop.id,
        BankLine.State.values,
        file=found,
        at=request.GET.get("at", ""),
    )
    looked = [
        {**one, "why": why_words(one["why"])}
        for one in found.summary.get("lines", [])
        if found.dry_run
    ]
    context = {
        "found": found,
        "summary": found.summary,
        "failed": kept(found.fault).message if found.fault else "",
        "faults": [kept(one).message for one in found.summary.get("faults", [])],
        "statements": [_dated(one) for one in found.summary.get("statements", [])],
        "lines": shown(request.shop, page),
        "looked": looked,
        "older_url": f"?at={page.older}" if page.older else "",
    }
    return setup_page(request, "desk/bank/file.html", context, current="bank")


def _polls(request: DeskRequest) -> bool:
    """True for the page that asks every second how far the file is."""
    return request.headers.get("HX-Target") == "transfer"


def _dated(statement: dict[str, Any]) -> dict[str, Any]:
    days = {
        key: date.fromisoformat(statement[key]) if statement.get(key) else None
        for key in ("from", "to")
    }
    return {**statement, **days}


def _columns(request: DeskRequest, found: BankFile) -> HttpResponse:
    asked = _asked(found)
    accounts = accounts_of(request.shop.id)
    suggested = suggested_mapping(
        asked.sheet,
        asked.encoding,
        account=found.account or next(iter(accounts), ""),
        currency=request.shop.currency,
    )
    sent = request.POST if request.method == "POST" else None
    form = CsvForm(sent, sheet=asked.sheet, suggested=suggested)
    if sent is not None and form.is_valid():
        explain_csv(
            shop_id=request.shop.id,
            file_id=found.id,
            signature=asked.sheet.signature,
            mapping=form.mapping(),
            actor=request.actor,
            now=utc_now(),
        )
        return redirect(to(request, "bank_file", bank_file=found.public_id))
    context = {
        "found": found,
        "form": form,
        "sheet": asked.sheet,
        "rows": asked.sheet.rows[:SAMPLES],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return setup_page(request, "desk/bank/columns.html", context, current="bank", status=status)


def _asked(found: BankFile) -> formats.NeedsMapping:
    try:
        with store.fetch(found.file) as stream:
            formats.read(cast(BinaryIO, stream))
    except formats.NeedsMapping as asked:
        return asked
    except Refused as refusal:
        raise NotFound from refusal
    raise NotFound
