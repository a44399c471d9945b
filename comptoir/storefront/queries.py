"""Two small reads that only the storefront asks for."""

from comptoir.catalog.models import Picture
from comptoir.shops.models import Shop


def open_shops() -> list[Shop]:
    """Every shop whose door is open, by slug."""
    return list(Shop.objects.filter(open=True).order_by("slug")[:200])


def has_picture(shop_id: int, name: str) -> bool:
    """True if one of the shop's products shows that file."""
    return Picture.objects.filter(shop_id=shop_id, image=name).exists()
