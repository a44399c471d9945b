"""Addresses of the storefront. `<shop>` comes last of all: names that are not shops stand before."""

from django.urls import path

from comptoir.storefront.views import (
    basket,
    catalog,
    checkout,
    files,
    legal,
    order,
    pay,
    payment,
    review,
    root,
    withdrawal,
)

app_name = "storefront"

urlpatterns = [
    path("", root.root, name="root"),
    path("<slug:shop>/", catalog.home, name="home"),
    path("<slug:shop>/search/", catalog.search, name="search"),
    path("<slug:shop>/c/<slug:category>/", catalog.category, name="category"),
    path("<slug:shop>/p/<slug:product>/", catalog.product, name="product"),
    path("<slug:shop>/basket/", basket.show, name="basket"),
    path("<slug:shop>/basket/add/", basket.add, name="basket_add"),
    path("<slug:shop>/basket/fit/", basket.fit, name="basket_fit"),
    path("<slug:shop>/basket/lines/<int:variant>/", basket.change, name="basket_line"),
    path("<slug:shop>/checkout/", checkout.checkout, name="checkout"),
    path("<slug:shop>/checkout/review/", review.review, name="review"),
    path("<slug:shop>/order/<str:token>/", order.show, name="order"),
    path("<slug:shop>/order/<str:token>/pay/", pay.pay, name="pay"),
    path("<slug:shop>/order/<str:token>/pay/<str:key>/", pay.came_back, name="pay_return"),
    path("<slug:shop>/order/<str:token>/pay/<str:key>/left/", pay.left, name="pay_left"),
    path("<slug:shop>/order/<str:token>/payment/", payment.choose, name="payment"),
    path("<slug:shop>/order/<str:token>/withdraw/", withdrawal.of_order, name="withdraw"),
    path("<slug:shop>/withdraw/", withdrawal.by_number, name="withdraw_any"),
    path("<slug:shop>/legal/<slug:page>/", legal.page, name="page"),
    path("<slug:shop>/accent-<slug:digest>.css", files.accent, name="accent"),
    path("<slug:shop>/media/<path:name>", files.media, name="media"),
]
