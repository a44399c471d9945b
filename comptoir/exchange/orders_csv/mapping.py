"""The mapping: what the columns of somebody's CSV mean. A TOML file; docs/orders-csv.md explains it."""

import re
import tomllib
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.core import UnknownLocaleError, get_global
from babel.localedata import exists
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Invalid

ORDER = ("number", "placed_at")
LINE = ("quantity", "unit_price")
COLUMNS = frozenset(
    {
        *ORDER,
        *LINE,
        "sku",
        "description",
        "customer",
        "email",
        "name",
        "company",
        "phone",
        "street",
        "postal_code",
        "city",
        "country",
        "note",
    }
)
CANCELLATIONS = ("refuse", "cancelled", "refund")
# UNCL 5305: standard, zero, exempt, not subject.
CATEGORIES = ("S", "Z", "E", "O")
COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True)
class Mapping:
    """columns: our name → the file's column; tax_rate: thousandths of a percent."""

    columns: dict[str, str]
    currency: str
    zone: str = "UTC"
    date_format: str = "%Y-%m-%d %H:%M:%S"
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    decimal: str = "."
    language: str = "en"
    tax_rate: int = 0
    tax_class: str = "standard"
    tax_category: str = "S"
    tax_country: str = ""
    prices_with_tax: bool = True
    countries: dict[str, str] = field(default_factory=dict)
    cancellation_prefix: str = ""
    cancellation: str = "refuse"

    @property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def load_mapping(path: Path) -> Mapping:
    """The mapping of that file; Invalid names the entry that can't be."""
    return read_mapping(path.read_bytes())


def read_mapping(content: bytes) -> Mapping:
    """The mapping that is written there; Invalid names the entry that can't be."""
    try:
        values = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid("mapping", "%(fault)s", "mapping", fault=error) from error
    known = {one.name for one in fields(Mapping)}
    for name in values:
        _expect(name in known, name, _("is no entry of a mapping"))
    for name in ("columns", "currency"):
        _expect(name in values, name, _("is missing"))
    mapping = Mapping(**values)
    _check(mapping)
    return mapping


def _check(mapping: Mapping) -> None:
    for one in fields(Mapping):
        right = _is_kind(one.name, getattr(mapping, one.name))
        _expect(right, one.name, _("has the wrong kind of value"))
    for name in mapping.columns:
        _expect(name in COLUMNS, f"columns.{name}", _("is no column Comptoir knows"))
    for name in (*ORDER, *LINE):
        _expect(name in mapping.columns, f"columns.{name}", _("is missing"))
    _expect(mapping.currency in get_global("all_currencies"), "currency", _("is no ISO 4217 code"))
    _expect(len(mapping.delimiter) == 1, "delimiter", _("is one character"))
    _expect(mapping.decimal in {".", ","}, "decimal", _("is a full stop or a comma"))
    _expect(0 <= mapping.tax_rate <= 100_000, "tax_rate", _("is thousandths of a percent"))
    _expect(mapping.tax_category in CATEGORIES, "tax_category", _("is S, Z, E or O"))
    countries = {f"countries.{name}": code for name, code in mapping.countries.items()}
    for name, code in {"tax_country": mapping.tax_country, **countries}.items():
        _expect(not code or COUNTRY.fullmatch(code), name, _("is no country code of two letters"))
    _check_cancellations(mapping)
    _check_outside(mapping)


def _is_kind(name: str, value: object) -> bool:
    if name in {"columns", "countries"}:
        return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    if name == "prices_with_tax":
        return isinstance(value, bool)
    if name == "tax_rate":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


def _check_cancellations(mapping: Mapping) -> None:
    known, way = mapping.cancellation in CANCELLATIONS, mapping.cancellation
    _expect(known, "cancellation", _("is refuse, cancelled or refund"))
    named = bool(mapping.cancellation_prefix) or way == "refuse"
    _expect(named, "cancellation_prefix", _("is missing"))


def _check_outside(mapping: Mapping) -> None:
    """What others know: zones, languages, encodings, formats of dates."""
    try:
        mapping.zone_info.utcoffset(None)
        _expect(exists(mapping.language), "language", _("is no language code"))
        "".encode(mapping.encoding)
    except (KeyError, ValueError, LookupError, OSError, UnknownLocaleError) as error:
        text = _("Zone, language or encoding: %(fault)s")
        raise Invalid("mapping", text, "mapping", fault=error) from error
    example = datetime(2025, 7, 31, 12, 30, tzinfo=UTC).strftime(mapping.date_format)
    try:
        read = datetime.strptime(example, mapping.date_format).date().isoformat()  # noqa: DTZ007  # only its day
    except (ValueError, re.error):
        read = ""
    _expect(read == "2025-07-31", "date_format", _("does not say a day"))


def _expect(holds: object, name: str, what: str | Promise) -> None:
    if not holds:
        raise Invalid("mapping", "%(name)s: %(what)s", "mapping", name=name, what=what)
