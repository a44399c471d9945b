"""Addresses of the local mailbox, served in the demo only."""

from django.urls import path

from comptoir.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<str:name>/", views.letter, name="letter"),
    path("<str:name>/page/", views.page, name="page"),
]
