"""A product's pictures: uploaded, described, put in order, removed."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comptoir.catalog.actions.add_picture import add_picture
from comptoir.catalog.actions.change_picture import change_picture
from comptoir.catalog.actions.remove_picture import remove_picture
from comptoir.catalog.actions.reorder_pictures import reorder_pictures
from comptoir.catalog.queries import editable_product, picture_of, picture_url
from comptoir.catalog.rules import MOST_PICTURES
from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.core.ordering import moved
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.forms.product import PictureForm
from comptoir.desk.setup_page import kept_texts, setup_page, step_of, tell, telling, to
from comptoir.shops.pictures import remade
from comptoir.shops.rights import SETUP
from comptoir.ui.toasts import toast


@desk_view(right=SETUP)
@require_POST
def picture_add(request: DeskRequest, product: str) -> HttpResponse:
    """Each file is taken by itself: one that can't be doesn't keep the others out."""
    there = editable_product(request.shop.id, product).product
    files = request.FILES.getlist("pictures")[:MOST_PICTURES]
    for file in files:
        try:
            made = remade(file)
            add_picture(
                shop_id=request.shop.id,
                product_id=there.id,
                content=made.content,
                ending=made.ending,
                alt={},
                actor=request.actor,
                now=utc_now(),
            )
        except Refused as refusal:
            toast(request, f"{file.name}: {refusal.message}", tone="danger")
    if not files:
        toast(request, _("Choose a picture first."), tone="warn")
    return _back(request, product)


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def picture(request: DeskRequest, product: str, picture: int) -> HttpResponse:
    """What the picture shows, in words."""
    there = picture_of(request.shop.id, product, picture)
    data = request.POST if request.method == "POST" else None
    form = PictureForm(request.shop, data, initial={"alt": there.alt})
    if data is not None and form.is_valid():
        alt = kept_texts(there.alt, form.cleaned_data["alt"] or {}, request.shop.languages)
        try:
            change_picture(
                shop_id=request.shop.id,
                picture_id=there.id,
                alt=alt,
                actor=request.actor,
                now=utc_now(),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            return _back(request, product)
    context = {
        "form": form,
        "url": picture_url(request.shop.slug, there.image.name),
        "picture": there,
        "cancel_url": to(request, "product", product=product),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return setup_page(
        request, "desk/setup/picture.html", context, current="products", status=status
    )


@desk_view(right=SETUP)
@require_POST
def picture_move(request: DeskRequest, product: str, picture: int) -> HttpResponse:
    there = editable_product(request.shop.id, product)
    picture_of(request.shop.id, product, picture)
    with telling(request):
        reorder_pictures(
            shop_id=request.shop.id,
            product_id=there.product.id,
            ids=moved([row.id for row in there.pictures], picture, step_of(request)),
            actor=request.actor,
            now=utc_now(),
        )
    return _back(request, product)


@desk_view(right=SETUP)
@require_POST
def picture_remove(request: DeskRequest, product: str, picture: int) -> HttpResponse:
    there = picture_of(request.shop.id, product, picture)
    remove_picture(shop_id=request.shop.id, picture_id=there.id, actor=request.actor, now=utc_now())
    toast(request, _("Picture removed."))
    return _back(request, product)


def _back(request: DeskRequest, product: str) -> HttpResponse:
    return redirect(to(request, "product", product=product) + "#pictures")
