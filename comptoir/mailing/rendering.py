"""From a letter to HTML and text. The layout is compiled once in the life of a process."""

from functools import cache
from pathlib import Path

from django.template import Engine, Template
from mjml import mjml2html

from comptoir.mailing.compiled import Draw, compiled
from comptoir.mailing.letter import Letter, Rendered
from comptoir.mailing.plain import plain_text
from comptoir.mailing.rules import text_colour

LAYOUT = Path(__file__).parent / "templates" / "mailing" / "layout.mjml"


@cache
def layout() -> Template:
    """MJML gives HTML in which Django's placeholders stand untouched: a template like any other."""
    html = str(mjml2html(LAYOUT.read_text(encoding="utf-8"), fonts={}))
    return Template(html, engine=Engine())


@cache
def _draw() -> Draw:
    return compiled(layout(), "letter", "on_accent")


def render(letter: Letter) -> Rendered:
    """Both versions of the mail; nothing in them is loaded from elsewhere."""
    return Rendered(
        subject=letter.subject,
        html=_draw()(letter, text_colour(letter.accent)),
        text=plain_text(letter),
        language=letter.language,
        logo=letter.logo,
        code=letter.code,
    )
