"""Addresses of one order, and of the help pages that it links to.

They come after those of the list: `<number>` takes any word.
"""

from django.urls import URLPattern, URLResolver, include, path

from comptoir.desk.views.order import show_order
from comptoir.desk.views.order_help import help_page
from comptoir.desk.views.order_messages import message_frame, show_message
from comptoir.desk.views.order_print import print_order
from comptoir.desk.views.order_step import step_view
from comptoir.desk.views.order_tracking import preview_frame, preview_page, tracking
from comptoir.desk.views.order_undo import undo_entry

_STEPS = {
    "pay": "paid/",
    "void": "payments/<int:payment>/void/",
    "refund": "refund/",
    "remind": "remind/",
    "refund_online": "payments/<int:payment>/refund/",
    "complete": "complete/",
    "ready": "ready/",
    "parcel_add": "parcels/add/",
    "parcel": "parcels/<int:parcel>/",
    "parcel_remove": "parcels/<int:parcel>/remove/",
    "reopen": "reopen/",
    "cancel": "cancel/",
    "reinstate": "reinstate/",
    "archive": "archive/",
    "unarchive": "unarchive/",
    "delete": "delete/",
    "restore": "restore/",
    "purge": "purge/",
    "anonymise": "anonymise/",
    "contact": "contact/",
    "delivery_address": "delivery-address/",
    "billing_address": "billing-address/",
    "comment": "comment/",
    "tag": "tags/add/",
    "untag": "tags/remove/",
}

_ORDER: list[URLPattern] = [
    path("", show_order, name="order"),
    *(path(where, step_view(name), name=f"order_{name}") for name, where in _STEPS.items()),
    path("tracking/", tracking, name="order_tracking"),
    path("preview/<slug:kind>/", preview_page, name="order_preview"),
    path("preview/<slug:kind>/frame/", preview_frame, name="order_preview_frame"),
    path("history/<int:entry>/undo/", undo_entry, name="order_undo"),
    path("messages/<int:position>/", show_message, name="order_message"),
    path("messages/<int:position>/frame/", message_frame, name="order_message_frame"),
    path("print/", print_order, name="order_print"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:shop>/orders/<str:number>/", include(_ORDER)),
    path("<slug:shop>/help/<slug:topic>/", help_page, name="help"),
]
