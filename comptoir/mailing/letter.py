"""What a mail says, before it is HTML or text. Both versions are made from the same value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its value; with `url`, the value leads there."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the order: what, how many at what price, and the amount."""

    name: str
    detail: str
    amount: str


@dataclass(frozen=True, slots=True)
class Sum:
    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    title: str
    items: tuple[Item, ...]
    sums: tuple[Sum, ...] = ()
    remark: str = ""
    shape: str = "lines"


@dataclass(frozen=True, slots=True)
class Code:
    """A payment code that the mail carries along; width: pixels as it is shown."""

    payload: str
    label: str
    width: int


@dataclass(frozen=True, slots=True)
class Details:
    title: str
    rows: tuple[Row, ...]
    text: str = ""
    boxed: bool = False
    code: Code | None = None
    shape: str = "details"


@dataclass(frozen=True, slots=True)
class Prose:
    title: str
    text: str
    small: bool = False
    shape: str = "prose"


@dataclass(frozen=True, slots=True)
class Columns:
    """Two short blocks that stand side by side where there is room."""

    left: Prose
    right: Prose
    shape: str = "columns"

    @property
    def sides(self) -> tuple[Prose, Prose]:
        return (self.left, self.right)


Block = Lines | Details | Prose | Columns


@dataclass(frozen=True, slots=True)
class Letter:
    """`last` is the last link of the mail; `footer` has none."""

    language: str
    shop_name: str
    accent: str
    subject: str
    heading: str
    paragraphs: tuple[str, ...]
    button: Link | None = None
    blocks: tuple[Block, ...] = ()
    footer: tuple[str, ...] = ()
    last: Link | None = None
    logo: str = ""

    @property
    def code(self) -> str:
        """What the payment code in the mail says; "" without one."""
        codes = [block.code for block in self.blocks if isinstance(block, Details) and block.code]
        return codes[0].payload if codes else ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail as it will be kept and sent."""

    subject: str
    html: str
    text: str
    language: str = "en"
    logo: str = ""
    code: str = ""
