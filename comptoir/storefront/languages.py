"""Which of the shop's languages a customer reads."""

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from comptoir.shops.models import Shop

COOKIE = "storefront_language"
PARAMETER = "language"


def chosen(request: HttpRequest, shop: Shop) -> str:
    """The language asked for by address, cookie or browser, as far as the shop has it."""
    spoken = [str(code) for code in shop.languages]
    for wish in (request.GET.get(PARAMETER), request.COOKIES.get(COOKIE)):
        if wish in spoken:
            return wish
    for code, _ in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        for wish in (code, code.split("-")[0]):
            if wish in spoken:
                return wish
    return shop.language
