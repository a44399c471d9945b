"""What every letter has: the shop's name and colour, the subject's form, the foot."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from comptoir.mailing.facts import Facts
from comptoir.mailing.letter import Block, Letter, Link


def letter(
    known: Facts,
    *,
    what: str,
    heading: str,
    paragraphs: Sequence[str],
    button: Link | None,
    blocks: Sequence[Block | None],
    last: Link | None = None,
) -> Letter:
    """Subject: shop, what happened, number. Blocks that are None are left out."""
    shop = known.shop
    return Letter(
        language=known.language,
        shop_name=known.shop_name,
        accent=shop.accent,
        logo=shop.logo.name or "",
        subject=_("%(shop)s: %(what)s (%(number)s)")
        % {"shop": known.shop_name, "what": what, "number": known.order.number},
        heading=heading,
        paragraphs=tuple(text for text in paragraphs if text),
        button=button,
        blocks=tuple(block for block in blocks if block is not None),
        footer=foot(known),
        last=last,
    )


def foot(known: Facts) -> tuple[str, ...]:
    """Who writes: the legal identity as far as the shop has given it."""
    shop = known.shop
    name = shop.legal_name or known.shop_name
    address = ", ".join(line.strip() for line in shop.legal_address.splitlines() if line.strip())
    contact = " · ".join(part for part in (shop.phone, shop.reply_email) if part)
    return tuple(line for line in (name, address, contact) if line)
