"""Products: the list, the page of one, its deletion."""

from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comptoir.catalog.actions.add_product import add_product
from comptoir.catalog.actions.change_product import change_product
from comptoir.catalog.actions.delete_product import delete_product
from comptoir.catalog.queries import (
    Editable,
    categories,
    editable_product,
    listed_products,
    picture_url,
)
from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.forms.product import ProductForms
from comptoir.desk.setup_page import done, goods_tabs, said, setup_page, to
from comptoir.shops.rights import SETUP
from comptoir.ui.frames import Link


@desk_view(right=SETUP)
@require_safe
def products(request: DeskRequest) -> HttpResponse:
    """The shop's products, fifty at a time; `q` searches, `state` and `category` narrow."""
    given = request.GET
    search, state = given.get("q", "").strip()[:200], given.get("state", "")
    groups = categories(request.shop.id)
    group = next((row for row in groups if row.slug == given.get("category")), None)
    page = listed_products(
        request.shop.id,
        search=search,
        state=state,
        category_id=group.id if group else None,
        before=given.get("before"),
        after=given.get("after"),
    )
    context = {
        "page": page,
        "rows": [(row, said(request.shop, row.names)) for row in page.rows],
        "search": search,
        "state": state,
        "group": group,
        "groups": [(row, said(request.shop, row.names)) for row in groups],
        "states": _states(request, state),
        "narrowed": bool(search or state or group),
        "before_url": _page_url(request, "before", page.before),
        "after_url": _page_url(request, "after", page.after),
        "tabs": goods_tabs(request, "products"),
    }
    return setup_page(request, "desk/setup/products.html", context, current="products")


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def product_add(request: DeskRequest) -> HttpResponse:
    forms = ProductForms(request.shop, data=request.POST if request.method == "POST" else None)
    if request.method != "POST" or forms.rows.asked_for_more:
        return _page(request, forms)
    if forms.is_valid():
        try:
            product = add_product(
                shop_id=request.shop.id,
                details=forms.details(),
                variants=forms.variant_details(),
                actor=request.actor,
                now=utc_now(),
            )
        except Refused as refusal:
            forms.refuse(refusal)
        else:
            return done(request, _("Product added."), "product", product=product.slug)
    return _page(request, forms, HTTPStatus.UNPROCESSABLE_ENTITY)


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def product(request: DeskRequest, product: str) -> HttpResponse:
    there = editable_product(request.shop.id, product)
    forms = ProductForms(request.shop, there, request.POST if request.method == "POST" else None)
    if request.method != "POST" or forms.rows.asked_for_more:
        return _page(request, forms)
    if forms.is_valid():
        try:
            changed = change_product(
                shop_id=request.shop.id,
                product_id=there.product.id,
                details=forms.details(),
                variants=forms.variant_details(),
                actor=request.actor,
                now=utc_now(),
            )
        except Refused as refusal:
            forms.refuse(refusal)
        else:
            return done(request, _("Product saved."), "product", product=changed.slug)
    return _page(request, forms, HTTPStatus.UNPROCESSABLE_ENTITY)


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def product_delete(request: DeskRequest, product: str) -> HttpResponse:
    there = editable_product(request.shop.id, product).product
    if request.method == "POST":
        delete_product(
            shop_id=request.shop.id, product_id=there.id, actor=request.actor, now=utc_now()
        )
        return done(request, _("Product deleted."), "products")
    context = {
        "title": _("Delete product"),
        "question": _("Delete “%(name)s”?") % {"name": said(request.shop, there.names)},
        "text": _("It leaves the shop and this list for good. Orders keep what they show."),
        "label": _("Delete"),
        "tone": "danger",
        "cancel_url": to(request, "product", product=there.slug),
    }
    return setup_page(request, "desk/setup/confirm.html", context, current="products")


def _page(request: DeskRequest, forms: ProductForms, status: int = HTTPStatus.OK) -> HttpResponse:
    there = forms.editable
    context = {
        "forms": forms,
        "there": there,
        "name": said(request.shop, there.product.names) if there else "",
        "pictures": _pictures(request, there) if there else [],
        "bare": there is not None and not any(row.active for row in there.variants),
    }
    return setup_page(
        request, "desk/setup/product.html", context, current="products", status=status
    )


def _pictures(request: DeskRequest, there: Editable) -> list[dict[str, object]]:
    last = len(there.pictures) - 1
    return [
        {
            "picture": picture,
            "url": picture_url(request.shop.slug, picture.image.name),
            "alt": said(request.shop, picture.alt),
            "id": f"picture-{place + 1}",
            "first": place == 0,
            "last": place == last,
        }
        for place, picture in enumerate(there.pictures)
    ]


def _states(request: DeskRequest, current: str) -> list[Link]:
    named = [("", _("All")), ("on", _("On sale")), ("off", _("Off sale")), ("out", _("Sold out"))]
    return [Link(label, _with(request, state=name), name == current) for name, label in named]


def _page_url(request: DeskRequest, name: str, key: str | None) -> str:
    return _with(request, **{name: key}) if key else ""


def _with(request: DeskRequest, **changed: str) -> str:
    """This list's address with that part changed, from its first page unless a page is named."""
    query = request.GET.copy()
    for name in ("before", "after", *changed):
        query.pop(name, None)
    for name, value in changed.items():
        if value:
            query[name] = value
    return f"{to(request, 'products')}?{query.urlencode()}" if query else to(request, "products")
