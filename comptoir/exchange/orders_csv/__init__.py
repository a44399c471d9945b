"""Orders from another shop's CSV, by a mapping kept in a small file (docs/orders-csv.md)."""

from comptoir.exchange.orders_csv.mapping import Mapping, load_mapping, read_mapping
from comptoir.exchange.orders_csv.reader import Refusal, read_orders

__all__ = ["Mapping", "Refusal", "load_mapping", "read_mapping", "read_orders"]
