"""The rows of the core: orders with their lines, money, parcels, tags and figures."""

from comptoir.orders.models.figure import MonthFigure
from comptoir.orders.models.line import OrderLine
from comptoir.orders.models.order import Order
from comptoir.orders.models.parcel import Parcel, ParcelLine
from comptoir.orders.models.payment import Payment
from comptoir.orders.models.search import OrderSearch
from comptoir.orders.models.tag import OrderTag, Tag
from comptoir.orders.models.tombstone import Tombstone

__all__ = [
    "MonthFigure",
    "Order",
    "OrderLine",
    "OrderSearch",
    "OrderTag",
    "Parcel",
    "ParcelLine",
    "Payment",
    "Tag",
    "Tombstone",
]
