"""Lines and sums of an order before it is one, on plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comptoir.catalog.queries import Offer
from comptoir.core.tax import split_gross
from comptoir.core.texts import Texts, text_in
from comptoir.shops.queries import Rate


@dataclass(frozen=True)
class DraftLine:
    """A line as it would be written. Amounts: minor units; rate: thousandths of a percent."""

    kind: str
    names: Texts
    quantity: int
    unit_price: int
    net: int
    tax: int
    gross: int
    rate: int
    tax_class: str
    tax_category: str
    country: str
    sku: str = ""
    variant_id: int | None = None
    weight: int = 0
    picture: str | None = None


@dataclass(frozen=True)
class Problem:
    """Why an order can't be placed as the customer saw it.

    kind: "price" (before, after: minor units), "stock" (before: wanted, after: left),
    "gone", "delivery", "payment", "total" (before, after: minor units).
    """

    kind: str
    name: str = ""
    variant_id: int | None = None
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class Draft:
    """What an order would hold and cost now."""

    lines: tuple[DraftLine, ...]
    problems: tuple[Problem, ...] = ()
    currency: str = ""

    @property
    def goods(self) -> tuple[DraftLine, ...]:
        return tuple(line for line in self.lines if line.kind == "goods")

    @property
    def goods_value(self) -> int:
        return sum(line.gross for line in self.goods)

    @property
    def weight(self) -> int:
        return sum(line.weight * line.quantity for line in self.goods)

    @property
    def items(self) -> int:
        return sum(line.quantity for line in self.goods)

    @property
    def net(self) -> int:
        return sum(line.net for line in self.lines)

    @property
    def tax(self) -> int:
        return sum(line.tax for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.gross for line in self.lines)

    @property
    def taxes(self) -> list[tuple[int, int, int]]:
        return taxes_by_rate((line.rate, line.net, line.tax) for line in self.lines)


def taxes_by_rate(lines: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """(rate, net, tax) summed per rate, highest rate first, taken from what the lines store."""
    sums: dict[int, tuple[int, int]] = {}
    for rate, net, tax in lines:
        before = sums.get(rate, (0, 0))
        sums[rate] = (before[0] + net, before[1] + tax)
    return [(rate, *sums[rate]) for rate in sorted(sums, reverse=True)]


def both_names(texts: Mapping[str, str], language: str, shop_language: str) -> Texts:
    """The text in the customer's and in the shop's language: what an order keeps."""
    return {code: text_in(texts, code, shop_language) for code in (language, shop_language)}


@dataclass(frozen=True)
class Wanted:
    """A basket line: what, how many, and the price the customer was last shown."""

    variant_id: int
    quantity: int
    unit_price: int


@dataclass(frozen=True)
class Pricing:
    """What lines are priced with: rates by tax class, and the two languages of the names."""

    taxes: Mapping[str, Rate]
    language: str
    shop_language: str

    def line(self, kind: str, names: Mapping[str, str], price: int, tax_class: str) -> DraftLine:
        """A line of one piece: delivery or fee."""
        return self._line(kind, names, 1, price, tax_class)

    def goods(self, offer: Offer, quantity: int) -> DraftLine:
        names = {
            code: " – ".join(
                part
                for part in (name, text_in(offer.variant_names, code, self.shop_language))
                if part
            )
            for code, name in both_names(
                offer.product_names, self.language, self.shop_language
            ).items()
        }
        return self._line(
            "goods",
            names,
            quantity,
            offer.price,
            offer.tax_class,
            sku=offer.sku,
            variant_id=offer.variant_id,
            weight=offer.weight,
            picture=offer.picture,
        )

    def _line(
        self,
        kind: str,
        names: Mapping[str, str],
        quantity: int,
        price: int,
        tax_class: str,
        *,
        sku: str = "",
        variant_id: int | None = None,
        weight: int = 0,
        picture: str | None = None,
    ) -> DraftLine:
        rate = self.taxes[tax_class]
        split = split_gross(price * quantity, rate.rate)
        return DraftLine(
            kind=kind,
            names=both_names(names, self.language, self.shop_language),
            quantity=quantity,
            unit_price=price,
            net=split.net,
            tax=split.tax,
            gross=split.gross,
            rate=rate.rate,
            tax_class=tax_class,
            tax_category=rate.category,
            country=rate.country,
            sku=sku,
            variant_id=variant_id,
            weight=weight,
            picture=picture,
        )


def goods_lines(
    wanted: Iterable[Wanted], offers: Mapping[int, Offer], pricing: Pricing
) -> tuple[list[DraftLine], list[Problem]]:
    """The goods at today's prices, and everything that differs from what was shown."""
    lines: list[DraftLine] = []
    problems: list[Problem] = []
    for want in wanted:
        offer = offers.get(want.variant_id)
        if offer is None or not offer.active:
            name = (
                text_in(offer.product_names, pricing.language, pricing.shop_language)
                if offer
                else ""
            )
            problems.append(Problem("gone", name, want.variant_id))
            continue
        line = pricing.goods(offer, want.quantity)
        lines.append(line)
        name = text_in(line.names, pricing.language, pricing.shop_language)
        if offer.price != want.unit_price:
            problems.append(Problem("price", name, want.variant_id, want.unit_price, offer.price))
        if offer.stock is not None and offer.stock < want.quantity:
            problems.append(Problem("stock", name, want.variant_id, want.quantity, offer.stock))
    return lines, problems
