"""Addresses of My shops."""

from django.urls import URLPattern, path

from comptoir.desk.views import shops

urlpatterns: list[URLPattern] = [
    path("", shops.shops, name="shops"),
    path("add/", shops.shop_add, name="shop_add"),
]
