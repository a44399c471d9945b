"""Addresses of the shop's set-up and its members."""

from django.urls import URLPattern, path

from comptoir.desk.views import members, rates, settings

urlpatterns: list[URLPattern] = [
    path("<slug:shop>/settings/", settings.settings, name="settings"),
    path("<slug:shop>/settings/rates/", rates.rates, name="rates"),
    path("<slug:shop>/settings/rates/<int:rate>/remove/", rates.rate_remove, name="rate_remove"),
    path("<slug:shop>/settings/members/", members.members, name="members"),
    path("<slug:shop>/settings/members/<int:member>/", members.member, name="member"),
    path(
        "<slug:shop>/settings/members/<int:member>/remove/",
        members.member_remove,
        name="member_remove",
    ),
    path(
        "<slug:shop>/settings/invitations/<int:invitation>/withdraw/",
        members.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path(
        "<slug:shop>/settings/shop/<slug:section>/",
        settings.settings_section,
        name="settings_section",
    ),
]
