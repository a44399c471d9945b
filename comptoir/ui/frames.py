"""What the frames show, as values: rooms fill these in, the templates only draw them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a navigation, menu, footer or row of tabs."""

    label: str
    url: str
    current: bool = False
    icon: str = ""
    key: str = ""
    # True: a button in a POST form, with `fields` as hidden inputs.
    post: bool = False
    count: int | str | None = None
    new_tab: bool = False
    # The language the label is written in, where it is not the page's.
    language: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeskFrame:
    """The merchant's side: shop menu, navigation, search, account."""

    home_url: str
    shop_name: str = ""
    shops: Sequence[Link] = ()
    nav: Sequence[Link] = ()
    search_url: str = ""
    search_query: str = ""
    # What is drawn again as one types, such as "#orders"; "": Enter searches.
    search_live: str = ""
    account_name: str = ""
    account: Sequence[Link] = ()
    # The same key, the same frame but for the search: it need not be drawn again. None: not known.
    key: Hashable | None = None


@dataclass(frozen=True, slots=True)
class StorefrontFrame:
    """The customer's side: the shop's name, categories, search, basket, legal pages."""

    home_url: str
    shop_name: str
    logo_url: str = ""
    accent_url: str = ""
    categories: Sequence[Link] = ()
    search_url: str = ""
    search_query: str = ""
    basket_url: str = ""
    basket_count: int = 0
    legal: Sequence[Link] = ()
    languages: Sequence[Link] = ()
    footer_note: str = ""
    # The same key, the same frame: it need not be drawn again. None: not known.
    key: Hashable | None = None


@dataclass(frozen=True, slots=True)
class PlainFrame:
    """Sign-in, first run, errors: a name and nothing to wander off to."""

    home_url: str = "/"
    shop_name: str = ""
    languages: Sequence[Link] = ()
