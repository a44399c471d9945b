"""Orders as XML, out and in; the format is documented in docs/orders-xml.md."""

from comptoir.exchange.orders_xml.reader import Broken, Found, read_orders
from comptoir.exchange.orders_xml.schema import NAMESPACE, SCHEMA_PATH
from comptoir.exchange.orders_xml.writer import write_orders

__all__ = ["NAMESPACE", "SCHEMA_PATH", "Broken", "Found", "read_orders", "write_orders"]
