"""Addresses of the ways to receive and to pay."""

from django.urls import URLPattern, URLResolver, include, path

from comptoir.desk.views import methods, payment_connection
from comptoir.desk.views.delivery_methods import DELIVERY
from comptoir.desk.views.methods import Kind
from comptoir.desk.views.payment_methods import PAYMENT


def _of(kind: Kind) -> list[URLPattern]:
    name = kind.name
    return [
        path("", methods.listed(kind), name=kind.names),
        path("add/", methods.added(kind), name=f"{name}_add"),
        path("<int:method>/", methods.changed(kind), name=name),
        path("<int:method>/switch/", methods.switched(kind), name=f"{name}_switch"),
        path("<int:method>/move/", methods.replaced(kind), name=f"{name}_move"),
        path("<int:method>/delete/", methods.removed(kind), name=f"{name}_delete"),
    ]


_CONNECTION = [
    path("<int:method>/connection/", payment_connection.connection, name="payment_connect"),
    path("<int:method>/connection/check/", payment_connection.check, name="payment_check"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:shop>/settings/delivery/", include(_of(DELIVERY))),
    path("<slug:shop>/settings/payment/", include([*_of(PAYMENT), *_CONNECTION])),
]
