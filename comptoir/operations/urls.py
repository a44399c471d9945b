"""Addresses for machines: for those that watch over this one, and those that read its files."""

from django.urls import path

from comptoir.operations.views import health, metrics, schemas

urlpatterns = [
    path("healthz", health.health, name="health"),
    path("metrics", metrics.metrics, name="metrics"),
    path("schemas/orders-1.xsd", schemas.orders, name="orders_schema"),
]
