"""Addresses of files with orders: out and in."""

from django.urls import URLPattern, path

from comptoir.desk.views.exchange_export import export, export_file, export_state
from comptoir.desk.views.exchange_import import import_orders, import_refused, import_state

urlpatterns: list[URLPattern] = [
    path("<slug:shop>/export/", export, name="export"),
    path("<slug:shop>/exports/<str:transfer>/", export_state, name="export_state"),
    path("<slug:shop>/exports/<str:transfer>/orders.xml", export_file, name="export_file"),
    path("<slug:shop>/import/", import_orders, name="import"),
    path("<slug:shop>/imports/<str:transfer>/", import_state, name="import_state"),
    path("<slug:shop>/imports/<str:transfer>/refused.csv", import_refused, name="import_refused"),
]
