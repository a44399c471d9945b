"""Addresses for machines that watch over this one."""

from django.urls import path

from comptoir.operations.views import health, metrics

urlpatterns = [
    path("healthz", health.health, name="health"),
    path("metrics", metrics.metrics, name="metrics"),
]
