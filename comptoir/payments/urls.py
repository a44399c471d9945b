"""Addresses for payment providers."""

from django.urls import path

from comptoir.payments.views import notice

app_name = "payments"

urlpatterns = [
    path("<slug:provider>/<str:account>/", notice.notice, name="notice"),
]
