"""Addresses of goods. "new-…" stands outside, so that any name can be a product's."""

from django.urls import URLPattern, include, path
from django.urls.resolvers import URLResolver

from comptoir.desk.views.categories import (
    categories,
    category,
    category_add,
    category_move,
    category_remove,
)
from comptoir.desk.views.pictures import picture, picture_add, picture_move, picture_remove
from comptoir.desk.views.products import product, product_add, product_delete, products

_PRODUCT = [
    path("", product, name="product"),
    path("delete/", product_delete, name="product_delete"),
    path("pictures/", picture_add, name="picture_add"),
    path("pictures/<int:picture>/", picture, name="picture"),
    path("pictures/<int:picture>/move/", picture_move, name="picture_move"),
    path("pictures/<int:picture>/remove/", picture_remove, name="picture_remove"),
]
_CATEGORY = [
    path("", category, name="category"),
    path("move/", category_move, name="category_move"),
    path("remove/", category_remove, name="category_remove"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:shop>/products/", products, name="products"),
    path("<slug:shop>/new-product/", product_add, name="product_add"),
    path("<slug:shop>/products/<slug:product>/", include(_PRODUCT)),
    path("<slug:shop>/categories/", categories, name="categories"),
    path("<slug:shop>/new-category/", category_add, name="category_add"),
    path("<slug:shop>/categories/<slug:category>/", include(_CATEGORY)),
]
