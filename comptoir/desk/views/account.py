"""The account of who is signed in: name and language."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.desk.access import AccountRequest, account_view
from comptoir.desk.forms.account import AccountForm
from comptoir.desk.frame import account_frame
from comptoir.desk.language import speaks
from comptoir.desk.setup_page import tell
from comptoir.shops.actions.change_account import change_account
from comptoir.shops.models import Account
from comptoir.ui.toasts import toast


@account_view
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: AccountRequest) -> HttpResponse:
    there = request.user
    data = request.POST if request.method == "POST" else None
    form = AccountForm(data, initial={"name": there.name, "language": there.language})
    if data is not None and form.is_valid():
        try:
            changed = change_account(account_id=there.id, now=utc_now(), **form.cleaned_data)
        except Refused as refusal:
            tell(form, refusal)
        else:
            return _saved(request, changed)
    context = {"frame": account_frame(request), "form": form, "email": there.email}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if data is not None else HTTPStatus.OK
    return render(request, "desk/shops/account.html", context, status=status)


def _saved(request: AccountRequest, changed: Account) -> HttpResponse:
    with translation.override(changed.language):
        toast(request, _("Saved."))
    return speaks(request, redirect("desk:account"), changed)
