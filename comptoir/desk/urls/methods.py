"""Addresses of the ways to receive and to pay."""

from django.urls import URLPattern, URLResolver, include, path

from comptoir.desk.views import delivery_methods as delivery
from comptoir.desk.views import payment_methods as payment

_DELIVERY = [
    path("", delivery.delivery_methods, name="delivery_methods"),
    path("add/", delivery.delivery_method_add, name="delivery_method_add"),
    path("<int:method>/", delivery.delivery_method, name="delivery_method"),
    path("<int:method>/switch/", delivery.delivery_method_switch, name="delivery_method_switch"),
    path("<int:method>/move/", delivery.delivery_method_move, name="delivery_method_move"),
    path("<int:method>/delete/", delivery.delivery_method_delete, name="delivery_method_delete"),
]
_PAYMENT = [
    path("", payment.payment_methods, name="payment_methods"),
    path("add/", payment.payment_method_add, name="payment_method_add"),
    path("<int:method>/", payment.payment_method, name="payment_method"),
    path("<int:method>/switch/", payment.payment_method_switch, name="payment_method_switch"),
    path("<int:method>/move/", payment.payment_method_move, name="payment_method_move"),
    path("<int:method>/delete/", payment.payment_method_delete, name="payment_method_delete"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:shop>/settings/delivery/", include(_DELIVERY)),
    path("<slug:shop>/settings/payment/", include(_PAYMENT)),
]
