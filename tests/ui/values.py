"""What the samples show."""

from datetime import datetime, timedelta
from typing import Any

from comptoir.core.clock import utc_now
from comptoir.ui.frames import DeskFrame, Link, StorefrontFrame


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
        account=[
            Link("Profile", "/form", icon="user"),
            Link("Sign out", "/act", post=True, icon="log-out"),
        ],
    )


def store_frame() -> StorefrontFrame:
    return StorefrontFrame(
        home_url="/store",
        shop_name="Atelier Lune",
        accent_url="/accent.css",
        categories=[
            Link("Tasses", "/store", current=True),
            Link("Bols", "/store"),
            Link("Assiettes", "/store"),
        ],
        search_url="/store",
        basket_url="/checkout",
        basket_count=2,
        legal=[
            Link("Terms", "/text"),
            Link("Privacy", "/text"),
            Link("Withdrawal", "/text"),
            Link("Imprint", "/text"),
        ],
        languages=[
            Link("Français", "?language=fr", language="fr"),
            Link("English", "?language=en", language="en", current=True),
        ],
        footer_note="Atelier Lune · Lyon",
    )


UNPAID, PAID = ("Unpaid", "wait", "half"), ("Paid", "done", "full")
OPEN, SENT = ("Open", "rest", "open"), ("Dispatched", "moving", "arrow")
PARTLY = (("Partly refunded", "rest", "dash"), ("Partly dispatched", "moving", "arrow"))
READY = (("Overpaid", "alert", "full"), ("Ready to collect", "wait", "half"))
LONG = "Bartholomäus von und zu Hohenlohe-Langenburg · Villingen-Schwenningen"
ROWS = [
    (42, "Anne Dupont · Lyon", "DHL", 4890, (UNPAID, OPEN), "", timedelta(minutes=5)),
    (41, "Café Merle · Bruxelles", "Pick-up", 21200, (PAID, OPEN), "gift", timedelta(minutes=50)),
    (40, "Jana Nováková · Brno", "Packeta", 1950, (PAID, SENT), "", timedelta(days=1)),
    (39, LONG, "Colissimo", 123456, PARTLY, "wholesale", timedelta(days=9)),
    (38, "Ola Nordmann · Bergen", "Mondial Relay", 3200, READY, "", timedelta(days=12)),
    (
        37,
        "Zoë Martin",
        "DHL",
        7700,
        (PAID, ("Completed", "done", "check")),
        "",
        timedelta(days=400),
    ),
]


def rows() -> list[dict[str, Any]]:
    names = ("name", "way", "total", "states", "tag")
    return [
        {
            "number": f"2026-000{number}",
            "at": utc_now() - ago,
            **dict(zip(names, shown, strict=True)),
        }
        for number, *shown, ago in ROWS
    ]


def entries() -> list[dict[str, Any]]:
    now = utc_now()
    return [
        {
            "at": now,
            "who": "Léa Martin",
            "what": "Marked as paid",
            "tone": "done",
            "changes": [{"label": "Received", "before": "0,00 €", "after": "48,90 €"}],
        },
        {
            "at": now - timedelta(hours=1),
            "who": "Comptoir",
            "what": "Confirmation sent",
            "note": "anne@example.org",
        },
        {
            "at": datetime(2026, 11, 2, 9, 30, tzinfo=now.tzinfo),
            "who": "Anne Dupont",
            "what": "Order placed",
        },
    ]


def products() -> list[dict[str, Any]]:
    names = ["Tasse Lune", "Bol Galet", "Assiette Brume", "Pichet Sel", "Théière Aube", "Soucoupe"]
    return [
        {
            "name": name,
            "price": 1800 + 650 * place,
            "picture": f"/pictures/{place % 4}.jpg",
            "note": "Last piece" if place == 2 else "",
        }
        for place, name in enumerate(names)
    ]


TABS = [
    Link("Active", "/list", current=True, count=42),
    Link("Archived", "/list"),
    Link("Trash", "/list"),
]
BULK: list[dict[str, Any]] = [
    {"label": "Mark as paid", "name": "do", "value": "pay"},
    {"label": "Archive", "name": "do", "value": "archive", "icon": "archive"},
    {"label": "Delete", "name": "do", "value": "delete", "tone": "danger"},
]
WAYS: list[dict[str, Any]] = [
    {"value": "dhl", "label": "DHL", "detail": "2 to 3 days", "price": "4,90 €", "checked": True},
    {"value": "relay", "label": "Mondial Relay", "detail": "3 to 5 days", "price": "3,50 €"},
    {"value": "pickup", "label": "Pick-up in store", "detail": "Lyon", "price": "Free"},
]
