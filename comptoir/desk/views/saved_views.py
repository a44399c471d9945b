"""Saved views: a name for the filters that are on."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comptoir.core.clock import utc_now
from comptoir.core.errors import Invalid
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.forms.saved_view import ViewNameForm
from comptoir.desk.frame import desk_frame
from comptoir.desk.list_query import ListQuery, query_of
from comptoir.shops.actions.remove_view import remove_view
from comptoir.shops.actions.save_view import save_view
from comptoir.shops.models import Shop
from comptoir.shops.queries import saved_views
from comptoir.shops.rights import SEE
from comptoir.ui.toasts import toast


@desk_view(right=SEE)
def save(request: DeskRequest) -> HttpResponse:
    """Asks for a name and saves the view under it."""
    shop = request.shop
    given = request.POST if request.method == "POST" else None
    form = ViewNameForm(given, initial={"query": query_of(request.GET.urlencode()).address})
    query = query_of(request.POST.get("query", "") or request.GET.urlencode())
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            save_view(
                shop_id=shop.id,
                name=name,
                query=query.address,
                actor=request.actor,
                now=utc_now(),
            )
        except Invalid as refusal:
            form.add_error("name", refusal.message)
        else:
            toast(request, _("View “%(name)s” saved.") % {"name": name})
            return redirect(_list(shop, query))
    context = {
        "form": form,
        "shop": shop,
        "cancel_url": _list(shop, query),
        "frame": desk_frame(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/orders/view_save.html", context, status=status)


@desk_view(right=SEE)
def manage(request: DeskRequest) -> HttpResponse:
    """Renames and removes views."""
    shop = request.shop
    error = ("", "")
    if request.method == "POST":
        name = request.POST.get("view", "")
        if request.POST.get("do") == "remove":
            remove_view(shop_id=shop.id, name=name, actor=request.actor, now=utc_now())
            toast(request, _("View “%(name)s” removed.") % {"name": name})
            return redirect("desk:views", shop.slug)
        try:
            _rename(request, name, request.POST.get("name", ""))
            return redirect("desk:views", shop.slug)
        except Invalid as refusal:
            error = (name, refusal.message)
    context = {
        "views": [
            {
                "name": name,
                "url": reverse("desk:orders", args=[shop.slug]) + query,
                "error": error[1] if name == error[0] else "",
                "typed": request.POST.get("name", "") if name == error[0] else name,
            }
            for name, query in saved_views(shop.id)
        ],
        "back_url": reverse("desk:orders", args=[shop.slug]),
        "frame": desk_frame(request),
    }
    return render(request, "desk/orders/views.html", context, status=422 if error[1] else 200)


def _rename(request: DeskRequest, name: str, new_name: str) -> None:
    query = dict(saved_views(request.shop.id)).get(name)
    if query is None:
        return
    save_view(
        shop_id=request.shop.id,
        name=new_name,
        query=query,
        renamed=name,
        actor=request.actor,
        now=utc_now(),
    )
    toast(request, _("View renamed to “%(name)s”.") % {"name": " ".join(new_name.split())})


def _list(shop: Shop, query: ListQuery) -> str:
    return reverse("desk:orders", args=[shop.slug]) + query.address
