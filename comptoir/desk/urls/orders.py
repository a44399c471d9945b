"""Addresses of the orders list. Order numbers are any word: nothing else stands below orders/."""

from django.urls import path

from comptoir.desk.views.bulk import bulk, bulk_undo
from comptoir.desk.views.orders_list import orders_list
from comptoir.desk.views.saved_views import manage, save

urlpatterns = [
    path("<slug:shop>/orders/", orders_list, name="orders"),
    path("<slug:shop>/bulk/", bulk, name="orders_bulk"),
    path("<slug:shop>/bulk/undo/", bulk_undo, name="orders_bulk_undo"),
    path("<slug:shop>/views/", manage, name="views"),
    path("<slug:shop>/views/save/", save, name="view_save"),
]
