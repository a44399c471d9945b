"""A small site that shows every frame and component: for tests here, and for the gallery."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path, re_path
from django.utils import timezone, translation
from django.views.static import serve

from comptoir.core.clock import utc_now
from comptoir.ui.accent import accent_css
from comptoir.ui.forms import MoneyField, QuickSelect, TextsField
from comptoir.ui.frames import DeskFrame, Link, PlainFrame, StorefrontFrame
from comptoir.ui.toasts import toast

SAMPLES = Path(__file__).parent / "samples"
PICTURES = SAMPLES / "pictures"


class SampleForm(forms.Form):
    secret = forms.CharField(widget=forms.HiddenInput, initial="kept")
    names = TextsField(languages=["fr", "en"], label="Name", help_text="As customers see it.")
    price = MoneyField(currency="EUR", label="Price")
    email = forms.EmailField(label="E-mail", help_text="For the confirmation.")
    received_on = forms.DateField(
        label="Received on", widget=forms.DateInput({"type": "date"}), initial=date(2026, 11, 23)
    )
    country = forms.ChoiceField(
        label="Country", choices=[("FR", "France"), ("BE", "Belgique")], widget=QuickSelect
    )
    kind = forms.ChoiceField(
        label="Price of delivery",
        choices=[("flat", "The same for all"), ("weight", "By weight")],
        widget=forms.RadioSelect,
        initial="flat",
    )
    description = forms.CharField(label="Description", widget=forms.Textarea, required=False)
    picture = forms.FileField(label="Picture", required=False)
    active = forms.BooleanField(label="Customers can choose it", required=False, initial=True)


class ParcelForm(forms.Form):
    tracking = forms.CharField(label="Tracking number", required=False, max_length=20)
    carrier = forms.ChoiceField(label="Carrier", choices=[("dhl", "DHL"), ("dpd", "DPD")])
    send_mail = forms.BooleanField(
        label="Send the dispatch mail to anne@example.org", required=False, initial=True
    )


def desk_frame() -> DeskFrame:
    return DeskFrame(
        home_url="/desk/",
        shop_name="Atelier Lune",
        shops=[
            Link("Atelier Lune", "/list", current=True),
            Link("Café Merle", "/list"),
            Link("My shops", "/list", icon="store"),
            Link("View shop", "/store", icon="external-link", new_tab=True),
        ],
        nav=[
            Link("Orders", "/list", icon="inbox", current=True, key="g o"),
            Link("Products", "/form", icon="package", key="g p"),
            Link("Set-up", "/form", icon="settings", key="g s"),
        ],
        search_url="/list",
        account_name="Léa Martin",
        account=[Link("Profile", "/form", icon="user"), Link("Sign out", "/act", post=True, icon="log-out")],
    )


def store_frame() -> StorefrontFrame:
    return StorefrontFrame(
        home_url="/store",
        shop_name="Atelier Lune",
        accent_url="/accent.css",
        categories=[Link("Tasses", "/store", current=True), Link("Bols", "/store"), Link("Assiettes", "/store")],
        search_url="/store",
        basket_url="/checkout",
        basket_count=2,
        legal=[Link("Terms", "/text"), Link("Privacy", "/text"), Link("Withdrawal", "/text"), Link("Imprint", "/text")],
        languages=[
            Link("Français", "?language=fr", language="fr"),
            Link("English", "?language=en", language="en", current=True),
        ],
        footer_note="Atelier Lune · Lyon",
    )


def rows() -> list[dict[str, Any]]:
    now = utc_now()
    unpaid, paid = ("Unpaid", "wait", "half"), ("Paid", "done", "full")
    opened, sent = ("Open", "rest", "open"), ("Dispatched", "moving", "arrow")
    people = [
        (42, "Anne Dupont · Lyon", "DHL", 4890, unpaid, opened, "", timedelta(minutes=5)),
        (41, "Café Merle · Bruxelles", "Pick-up", 21200, paid, opened, "gift", timedelta(minutes=50)),
        (40, "Jana Nováková · Brno", "Packeta", 1950, paid, sent, "", timedelta(days=1)),
        (39, "Bartholomäus von und zu Hohenlohe-Langenburg · Villingen-Schwenningen", "Colissimo", 123456, ("Partly refunded", "rest", "dash"), ("Partly dispatched", "moving", "arrow"), "wholesale", timedelta(days=9)),
        (38, "Ola Nordmann · Bergen", "Mondial Relay", 3200, ("Overpaid", "alert", "full"), ("Ready to collect", "wait", "half"), "", timedelta(days=12)),
        (37, "Zoë Martin · Nantes", "DHL", 7700, paid, ("Completed", "done", "check"), "", timedelta(days=400)),
    ]
    return [
        {"number": f"2026-000{number}", "at": now - ago, "name": name, "way": way, "total": total, "states": [payment, handling], "tag": tag}
        for number, name, way, total, payment, handling, tag, ago in people
    ]


def entries() -> list[dict[str, Any]]:
    now = utc_now()
    return [
        {"at": now, "who": "Léa Martin", "what": "Marked as paid", "tone": "done", "changes": [{"label": "Received", "before": "0,00 €", "after": "48,90 €"}]},
        {"at": now - timedelta(hours=1), "who": "Comptoir", "what": "Confirmation sent", "note": "anne@example.org"},
        {"at": datetime(2026, 11, 2, 9, 30, tzinfo=now.tzinfo), "who": "Anne Dupont", "what": "Order placed"},
    ]


def products() -> list[dict[str, Any]]:
    names = ["Tasse Lune", "Bol Galet", "Assiette Brume", "Pichet Sel", "Théière Aube", "Soucoupe"]
    return [
        {"name": name, "price": 1800 + 650 * place, "picture": f"/pictures/{place % 4}.jpg", "note": "Last piece" if place == 2 else ""}
        for place, name in enumerate(names)
    ]


def page(request: HttpRequest, name: str) -> HttpResponse:
    """One sample page; ?language= and ?errors= change it."""
    code = request.GET.get("language", "en")
    with translation.override(code), timezone.override("Europe/Paris"):
        if request.GET.get("toast"):
            toast(request, "Marked as paid.", undo_url="/act", undo_until=utc_now() + timedelta(seconds=15))
        plain = {"form": "desk", "list": "desk", "order": "desk", "dialog": "desk", "empty": "desk"}
        frames: dict[str, Any] = {"sign_in": PlainFrame(languages=store_frame().languages)}
        frame = frames.get(name) or (desk_frame() if name in plain else store_frame())
        bad = {"email": "not an address", "price": "twelve", "names_en": "Cup"}
        context = {
            "frame": frame,
            "rows": [] if name == "empty" else rows(),
            "entries": entries(),
            "products": products(),
            "now": utc_now(),
            "form": SampleForm(bad if request.GET.get("errors") else None),
            "parcel": ParcelForm(request.POST or None),
            "tabs": [Link("Active", "/list", current=True, count=42), Link("Archived", "/list"), Link("Trash", "/list")],
            "bulk": [
                {"label": "Mark as paid", "name": "do", "value": "pay"},
                {"label": "Archive", "name": "do", "value": "archive", "icon": "archive"},
                {"label": "Delete", "name": "do", "value": "delete", "tone": "danger"},
            ],
            "ways": [
                {"value": "dhl", "label": "DHL", "detail": "2 to 3 days", "price": "4,90 €", "checked": True},
                {"value": "relay", "label": "Mondial Relay", "detail": "3 to 5 days, to a shop near you", "price": "3,50 €"},
                {"value": "pickup", "label": "Pick-up in store", "detail": "12 rue de la Lune, Lyon", "price": "Free"},
            ],
        }
        source = (SAMPLES / f"{name}.html").read_text(encoding="utf-8")
        return HttpResponse(engines["django"].from_string(source).render(context, request))


def dialog(request: HttpRequest) -> HttpResponse:
    """What every dialog's view does: draw, refuse with 422, or act and lead on."""
    if request.method == "POST" and ParcelForm(request.POST).is_valid():
        toast(request, "Marked as completed.", undo_url="/act", undo_until=utc_now() + timedelta(seconds=9))
        return redirect("/order")
    answer = page(request, "dialog")
    answer.status_code = 422 if request.method == "POST" else 200
    return answer


def act(request: HttpRequest) -> HttpResponse:
    toast(request, f"Done with {request.POST.get('version', 'nothing')}.")
    return redirect("/order")


def accent(request: HttpRequest) -> HttpResponse:
    return HttpResponse(accent_css(request.GET.get("colour", "#a3502f")), content_type="text/css")


urlpatterns = [
    path("dialog", dialog),
    path("act", act),
    path("accent.css", accent),
    re_path(r"^pictures/(?P<path>.*)$", serve, {"document_root": str(PICTURES)}),
    path("<slug:name>", page),
]
