"""Set-up of a shop: an overview, and sections of one form and one Save each."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from comptoir.core.clock import day_in, utc_now
from comptoir.core.database import write
from comptoir.core.errors import Refused
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.forms import settings as forms
from comptoir.desk.readiness import lacking
from comptoir.desk.setup_page import done, setup_page, tell, to
from comptoir.mailing.addresses import default_address
from comptoir.orders.actions.change_currency import change_currency
from comptoir.shops.actions.change_settings import change_settings
from comptoir.shops.actions.set_logo import set_logo
from comptoir.shops.pictures import remade
from comptoir.shops.rights import MEMBERS, SETUP
from comptoir.shops.rules import formatted_number

# The order number shown as an example counts this far; desk/number_format.js knows it too.
EXAMPLE = 42


@dataclass(frozen=True)
class Section:
    title: str | Promise
    about: str | Promise
    icon: str
    form: type[forms.SettingsForm]


SECTIONS = {
    "general": Section(
        gettext_lazy("The shop"),
        gettext_lazy("Name, languages, country, currency, open or closed"),
        "store",
        forms.GeneralForm,
    ),
    "look": Section(
        gettext_lazy("Look"), gettext_lazy("Logo and accent colour"), "palette", forms.LookForm
    ),
    "mails": Section(
        gettext_lazy("Mails"),
        gettext_lazy("Sender, who is told of orders, which mails go out"),
        "mail",
        forms.MailsForm,
    ),
    "legal": Section(
        gettext_lazy("Business"),
        gettext_lazy("Who you are by law, VAT number"),
        "landmark",
        forms.LegalForm,
    ),
    "texts": Section(
        gettext_lazy("Legal texts"),
        gettext_lazy("Terms, privacy, withdrawal, imprint"),
        "scroll-text",
        forms.TextsForm,
    ),
    "numbers": Section(
        gettext_lazy("Order numbers"), gettext_lazy("Their format"), "hash", forms.NumbersForm
    ),
    "limits": Section(
        gettext_lazy("Limits and trash"),
        gettext_lazy("Orders from one address, when the trash is emptied"),
        "shield",
        forms.LimitsForm,
    ),
}


@desk_view(right=SETUP)
@require_safe
def settings(request: DeskRequest) -> HttpResponse:
    pages = [
        (
            "truck",
            _("Delivery methods"),
            _("How goods are received"),
            to(request, "delivery_methods"),
        ),
        (
            "credit-card",
            _("Payment methods"),
            _("How they are paid"),
            to(request, "payment_methods"),
        ),
        ("percent", _("VAT rates"), _("Rates by class, country and day"), to(request, "rates")),
    ]
    pages += [
        (one.icon, str(one.title), str(one.about), to(request, "settings_section", section=name))
        for name, one in SECTIONS.items()
    ]
    pages.append(
        (
            "bell",
            _("Payment notices"),
            _("What providers reported and could not be booked"),
            to(request, "notices"),
        )
    )
    pages.append(
        ("list-todo", _("Queue"), _("What waits, what failed, try again"), to(request, "queue"))
    )
    if request.actor.may(MEMBERS):
        pages.append(("users", _("Members"), _("Who may do what here"), to(request, "members")))
    context = {"pages": pages, "lacking": lacking(request.shop, request.actor)}
    return setup_page(request, "desk/settings/overview.html", context, current="settings")


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def settings_section(request: DeskRequest, section: str) -> HttpResponse:
    known = SECTIONS.get(section)
    if known is None:
        raise Http404
    posted = request.method == "POST"
    form = known.form(
        request.shop, request.POST if posted else None, request.FILES if posted else None
    )
    if posted and form.is_valid():
        try:
            with write():  # all of the section or nothing
                _save(request, form)
        except Refused as refusal:
            tell(form, refusal)
        else:
            return done(request, _("Saved."), "settings_section", section=section)
    context = {
        "form": form,
        "title": known.title,
        "section": section,
        **_beside(request, section),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if posted else HTTPStatus.OK
    return setup_page(
        request, "desk/settings/section.html", context, current="settings", status=status
    )


def _save(request: DeskRequest, form: forms.SettingsForm) -> None:
    shop_id, actor, now = request.shop.id, request.actor, utc_now()
    if isinstance(form, forms.GeneralForm):
        currency = form.cleaned_data["currency"]
        change_currency(shop_id=shop_id, currency=currency, actor=actor, now=now)
    if isinstance(form, forms.LookForm):
        upload = form.cleaned_data["upload"]
        made = remade(upload) if upload else None
        if made is not None:
            set_logo(
                shop_id=shop_id, content=made.content, ending=made.ending, actor=actor, now=now
            )
        elif form.cleaned_data["no_logo"]:
            set_logo(shop_id=shop_id, content=None, actor=actor, now=now)
    change_settings(shop_id=shop_id, values=form.values(), actor=actor, now=now)


def _beside(request: DeskRequest, section: str) -> dict[str, object]:
    """What a section shows beside its form."""
    shop = request.shop
    if section == "numbers":
        year = day_in(utc_now(), shop.zone).year
        return {"year": year, "example": formatted_number(shop.number_format, year, EXAMPLE)}
    if section == "mails":
        return {"sender": shop.sender_email, "default_sender": default_address()}
    return {}
