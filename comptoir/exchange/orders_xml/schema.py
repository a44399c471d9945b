"""Where the format is defined: its namespace and the XSD that the project publishes."""

from functools import cache
from pathlib import Path

from lxml import etree

NAMESPACE = "urn:comptoir:orders:1"
SCHEMA_PATH = Path(__file__).with_name("orders-1.xsd")


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA_PATH))


def tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
