"""Addresses of bank files and their lines."""

from django.urls import URLPattern, path

from comptoir.desk.views.bank import bank
from comptoir.desk.views.bank_file import bank_file
from comptoir.desk.views.bank_line import bank_accept, bank_choose, bank_ignore, bank_undo

urlpatterns: list[URLPattern] = [
    path("<slug:shop>/bank/", bank, name="bank"),
    path("<slug:shop>/bank/files/<str:bank_file>/", bank_file, name="bank_file"),
    path("<slug:shop>/bank/lines/<int:bank_line>/accept/", bank_accept, name="bank_accept"),
    path("<slug:shop>/bank/lines/<int:bank_line>/choose/", bank_choose, name="bank_choose"),
    path("<slug:shop>/bank/lines/<int:bank_line>/ignore/", bank_ignore, name="bank_ignore"),
    path("<slug:shop>/bank/lines/<int:bank_line>/undo/", bank_undo, name="bank_undo"),
]
