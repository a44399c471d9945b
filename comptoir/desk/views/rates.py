"""The shop's dated VAT rates."""

from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comptoir.core.clock import utc_now
from comptoir.core.countries import country_name
from comptoir.core.errors import Refused
from comptoir.core.money import format_rate
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.forms.rates import RateForm
from comptoir.desk.setup_page import TAX_CLASSES, done, setup_page, tell
from comptoir.shops.actions.remove_tax_rate import remove_tax_rate
from comptoir.shops.actions.set_tax_rate import set_tax_rate
from comptoir.shops.queries import tax_rows
from comptoir.shops.rights import SETUP


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def rates(request: DeskRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = RateForm(request.shop, data)
    if data is not None and form.is_valid():
        try:
            set_tax_rate(
                shop_id=request.shop.id, actor=request.actor, now=utc_now(), **form.cleaned_data
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            return done(request, _("Rate saved."), "rates")
    words = dict(TAX_CLASSES)
    rows = [
        {
            "id": row.id,
            "country": country_name(row.country, get_language() or "en"),
            "tax_class": words.get(row.tax_class, row.tax_class),
            "valid_from": row.valid_from,
            "rate": format_rate(row.rate, get_language() or "en"),
        }
        for row in tax_rows(request.shop)
    ]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if data is not None else HTTPStatus.OK
    context = {"form": form, "rows": rows}
    return setup_page(
        request, "desk/settings/rates.html", context, current="settings", status=status
    )


@desk_view(right=SETUP)
@require_POST
def rate_remove(request: DeskRequest, rate: int) -> HttpResponse:
    remove_tax_rate(shop_id=request.shop.id, rate_id=rate, actor=request.actor, now=utc_now())
    return done(request, _("Rate removed."), "rates")
