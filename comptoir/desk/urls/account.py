"""Addresses of the account of who is signed in, and of getting in."""

from django.urls import URLPattern, path

from comptoir.desk.views import account, joining, typed

urlpatterns: list[URLPattern] = [
    path("account/", account.account, name="account"),
    path("account/typed/leave/", typed.typed_leave, name="typed_leave"),
    path("join/<str:token>/", joining.join, name="join"),
    path("first-run/<str:token>/", joining.first_run, name="first_run"),
]
