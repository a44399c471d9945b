"""The page Bank: files are uploaded here, and what their lines became is decided here."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from comptoir.core.clock import utc_now
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.bank_page import shown
from comptoir.desk.bank_words import VIEWS
from comptoir.desk.forms.bank import BankFileForm
from comptoir.desk.setup_page import setup_page, to
from comptoir.payments.actions.upload_bank_file import upload_bank_file
from comptoir.payments.bank import store
from comptoir.payments.queries.accounts_of_shop import accounts_of
from comptoir.payments.queries.bank_lines import MANY, counts, latest_files, line_page
from comptoir.shops.rights import PAY
from comptoir.ui.frames import Link


@desk_view(right=PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def bank(request: DeskRequest) -> HttpResponse:
    """Lines to decide first; booked, money out and ignored ones a click away."""
    accounts = accounts_of(request.shop.id)
    sent = request.method == "POST"
    form = BankFileForm(
        request.POST if sent else None, request.FILES if sent else None, accounts=accounts
    )
    if sent and form.is_valid():
        found = _uploaded(request, form)
        return redirect(to(request, "bank_file", bank_file=found))
    asked = request.GET.get("show", "")
    name, _label, states = next((one for one in VIEWS if one[0] == asked), VIEWS[0])
    page = line_page(request.shop.id, states, at=request.GET.get("at", ""))
    context = {
        "form": form,
        "files": latest_files(request.shop.id),
        "lines": shown(request.shop, page),
        "tabs": _tabs(request, name),
        "view": name,
        "older_url": f"?show={name}&at={page.older}" if page.older else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return setup_page(request, "desk/bank/bank.html", context, current="bank", status=status)


def _tabs(request: DeskRequest, current: str) -> list[Link]:
    waiting = counts(request.shop.id, VIEWS[0][2])
    return [
        Link(
            str(label),
            f"{to(request, 'bank')}?show={name}",
            current=name == current,
            count=min(waiting, MANY) if name == VIEWS[0][0] else None,
        )
        for name, label, _states in VIEWS
    ]


def _uploaded(request: DeskRequest, form: BankFileForm) -> str:
    file = form.cleaned_data["file"]
    return upload_bank_file(
        shop_id=request.shop.id,
        file=store.keep(request.shop.id, file),
        file_name=file.name,
        account=form.cleaned_data["account"],
        dry_run=form.cleaned_data["dry_run"],
        language=get_language() or request.shop.language,
        actor=request.actor,
        now=utc_now(),
    ).public_id
