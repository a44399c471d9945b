"""Categories: the list in its order, adding, changing, removing."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comptoir.catalog.actions.add_category import add_category
from comptoir.catalog.actions.change_category import change_category
from comptoir.catalog.actions.remove_category import remove_category
from comptoir.catalog.actions.reorder_categories import reorder_categories
from comptoir.catalog.models import Category
from comptoir.catalog.queries import categories as all_categories
from comptoir.catalog.queries import categories_counted, category_by_slug
from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.core.ordering import moved
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.forms.product import CategoryForm
from comptoir.desk.setup_page import (
    done,
    goods_tabs,
    kept_texts,
    said,
    setup_page,
    step_of,
    tell,
    telling,
    to,
)
from comptoir.shops.rights import SETUP


@desk_view(right=SETUP)
@require_safe
def categories(request: DeskRequest) -> HttpResponse:
    rows = categories_counted(request.shop.id)
    context = {
        "rows": [(row, said(request.shop, row.names), held) for row, held in rows],
        "tabs": goods_tabs(request, "categories"),
    }
    return setup_page(request, "desk/setup/categories.html", context, current="products")


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def category_add(request: DeskRequest) -> HttpResponse:
    form = CategoryForm(request.shop, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_category(
                shop_id=request.shop.id,
                names=form.cleaned_data["names"],
                slug=form.cleaned_data["slug"],
                actor=request.actor,
                now=utc_now(),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            return done(request, _("Category added."), "categories")
    return _page(request, form, None)


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def category(request: DeskRequest, category: str) -> HttpResponse:
    there = category_by_slug(request.shop.id, category)
    initial = {"names": there.names, "slug": there.slug}
    data = request.POST if request.method == "POST" else None
    form = CategoryForm(request.shop, data, initial=initial)
    if form.is_valid():
        try:
            change_category(
                shop_id=request.shop.id,
                category_id=there.id,
                names=kept_texts(there.names, form.cleaned_data["names"], request.shop.languages),
                slug=form.cleaned_data["slug"],
                actor=request.actor,
                now=utc_now(),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            return done(request, _("Category saved."), "categories")
    return _page(request, form, there)


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def category_remove(request: DeskRequest, category: str) -> HttpResponse:
    there = category_by_slug(request.shop.id, category)
    if request.method == "POST":
        remove_category(
            shop_id=request.shop.id, category_id=there.id, actor=request.actor, now=utc_now()
        )
        return done(request, _("Category removed."), "categories")
    context = {
        "title": _("Remove category"),
        "question": _("Remove “%(name)s”?") % {"name": said(request.shop, there.names)},
        "text": _("Its products stay; they only leave this category."),
        "label": _("Remove"),
        "tone": "danger",
        "cancel_url": to(request, "categories"),
    }
    return setup_page(request, "desk/setup/confirm.html", context, current="products")


@desk_view(right=SETUP)
@require_POST
def category_move(request: DeskRequest, category: str) -> HttpResponse:
    there = category_by_slug(request.shop.id, category)
    ids = [row.id for row in all_categories(request.shop.id)]
    with telling(request):
        reorder_categories(
            shop_id=request.shop.id,
            ids=moved(ids, there.id, step_of(request)),
            actor=request.actor,
            now=utc_now(),
        )
    return redirect(to(request, "categories"))


def _page(request: DeskRequest, form: CategoryForm, there: Category | None) -> HttpResponse:
    context = {"form": form, "there": there, "cancel_url": to(request, "categories")}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return setup_page(
        request, "desk/setup/category.html", context, current="products", status=status
    )
