"""The text version of a mail: the same letter, set for a column of 72 characters."""

import textwrap

from django.utils.translation import gettext as _

from comptoir.mailing.letter import Block, Columns, Details, Letter, Lines, Prose, Row

WIDTH = 72


def plain_text(letter: Letter) -> str:
    parts = [letter.shop_name, _underlined(letter.heading)]
    parts += [_wrapped(paragraph) for paragraph in letter.paragraphs]
    if letter.button:
        parts.append(f"{_colon(letter.button.label)}\n{letter.button.url}")
    parts += [_block(block) for block in letter.blocks]
    parts.append("--\n" + "\n".join(letter.footer))
    if letter.last:
        parts.append(f"{_colon(letter.last.label)}\n{letter.last.url}")
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def _block(block: Block) -> str:
    match block:
        case Lines():
            return _lines(block)
        case Details():
            rows = _rows(block.rows)
            return "\n".join(
                part for part in (_title(block.title), _wrapped(block.text), rows) if part
            )
        case Columns():
            return f"{_block(block.left)}\n\n{_block(block.right)}"
        case Prose():
            return f"{_title(block.title)}\n{_wrapped(block.text)}"


def _lines(block: Lines) -> str:
    out = [_title(block.title)]
    for item in block.items:
        out += [_spread(item.name, item.amount), f"  {item.detail}"]
    if block.sums:
        out.append("-" * WIDTH)
    out += [_spread(row.label, row.amount) for row in block.sums]
    if block.remark:
        out.append(_wrapped(block.remark))
    return "\n".join(out)


def _spread(left: str, right: str) -> str:
    """Left and right on one line, or the left above if it is long."""
    room = WIDTH - len(right) - 2
    if len(left) <= room and left == " ".join(left.split()):
        return f"{left:<{room}}  {right}"
    *above, last = textwrap.wrap(left, max(room, 20)) or [""]
    return "\n".join([*above, f"{last:<{room}}  {right}"])


def _rows(rows: tuple[Row, ...]) -> str:
    labels = [_colon(row.label) for row in rows]
    width = max(map(len, labels), default=0) + 1
    values = [f"{row.value}\n{row.url}" if row.url else row.value for row in rows]
    return "\n".join(
        f"{label:<{width}}" + value.replace("\n", "\n" + " " * width)
        for label, value in zip(labels, values, strict=True)
    )


def _colon(label: str) -> str:
    return _("%(label)s:") % {"label": label}


def _title(text: str) -> str:
    return _underlined(text, "-") if text else ""


def _underlined(text: str, mark: str = "=") -> str:
    return f"{text}\n{mark * min(len(text), WIDTH)}"


def _wrapped(text: str) -> str:
    """Long lines are folded at words; an address of a page is never broken."""
    return "\n".join(
        line
        if len(line) <= WIDTH
        else textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in text.splitlines()
    )
