"""Every address, and the demo's mailbox before them."""

from django.urls import include, path

from comptoir.config.urls import urlpatterns as ordinary

urlpatterns = [path("mailbox/", include("comptoir.demo.urls")), *ordinary]
