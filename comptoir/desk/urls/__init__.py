"""Addresses of the desk, a file for each part."""

from django.urls import URLPattern, URLResolver

from comptoir.desk.urls import (
    account,
    bank,
    catalog,
    exchange,
    methods,
    order,
    orders,
    queue,
    settings,
    shops,
)

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = [
    *account.urlpatterns,
    *shops.urlpatterns,
    *settings.urlpatterns,
    *queue.urlpatterns,
    *catalog.urlpatterns,
    *methods.urlpatterns,
    *orders.urlpatterns,
    *exchange.urlpatterns,
    *bank.urlpatterns,
    *order.urlpatterns,
]
