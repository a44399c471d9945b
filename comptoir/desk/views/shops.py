"""My shops: which ones there are, what waits in each, and a further one."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.desk.access import AccountRequest, account_view
from comptoir.desk.forms.shop import ShopForm
from comptoir.desk.frame import account_frame, shop_name
from comptoir.desk.setup_page import tell
from comptoir.shops.actions.create_shop import create_shop
from comptoir.shops.queries import shops_of
from comptoir.ui.toasts import toast


@account_view
@require_safe
def shops(request: AccountRequest) -> HttpResponse:
    rows = [(shop, shop_name(shop)) for shop in shops_of(request.user)]
    context = {"frame": account_frame(request), "rows": rows}
    return render(request, "desk/shops/list.html", context)


@account_view
@require_http_methods(["GET", "HEAD", "POST"])
def shop_add(request: AccountRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ShopForm(data)
    if data is not None and form.is_valid():
        try:
            shop = create_shop(owner=request.user, now=utc_now(), **form.details())
        except Refused as refusal:
            tell(form, refusal)
        else:
            toast(request, _("Your shop is there. What it still lacks is listed here."))
            return redirect(reverse("desk:settings", args=[shop.slug]))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if data is not None else HTTPStatus.OK
    context = {"frame": account_frame(request), "form": form}
    return render(request, "desk/shops/add.html", context, status=status)
