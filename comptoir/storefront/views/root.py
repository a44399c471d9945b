"""The front door: the only shop, or a list of shops."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from comptoir.storefront.queries import open_shops


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """The only shop's storefront, or a list of the open shops."""
    shops = open_shops()
    if len(shops) == 1:
        return redirect("storefront:home", shop=shops[0].slug)
    return render(request, "storefront/shops.html", {"shops": shops})
