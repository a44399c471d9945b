"""Every address. Shops come last, because their first part can be any name that is not reserved."""

from django.urls import include, path

urlpatterns = [
    path("", include("comptoir.operations.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("account/", include("comptoir.config.account_urls")),
    path("desk/", include("comptoir.desk.urls")),
    path("hooks/", include("comptoir.payments.urls")),
    path("", include("comptoir.storefront.urls")),
]

handler400 = "comptoir.storefront.views.unreadable.unreadable"
handler500 = "comptoir.operations.views.trouble.trouble"
