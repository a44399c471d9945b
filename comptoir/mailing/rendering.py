"""From a letter to HTML and text. The layout is compiled once in the life of a process."""

from functools import cache
from pathlib import Path

from django.template import Context, Engine, Template
from mjml import mjml2html

from comptoir.mailing.letter import Letter, Rendered
from comptoir.mailing.plain import plain_text
from comptoir.mailing.rules import text_colour

LAYOUT = Path(__file__).parent / "templates" / "mailing" / "layout.mjml"


@cache
def layout() -> Template:
    """MJML gives HTML in which Django's placeholders stand untouched: a template like any other."""
    html = str(mjml2html(LAYOUT.read_text(encoding="utf-8"), fonts={}))
    return Template(html, engine=Engine())


def render(letter: Letter) -> Rendered:
    """Both versions of the mail; nothing in them is loaded from elsewhere."""
    context = Context({"letter": letter, "on_accent": text_colour(letter.accent)})
    return Rendered(
        subject=letter.subject,
        html=layout().render(context),
        text=plain_text(letter),
        language=letter.language,
        logo=letter.logo,
        code=letter.code,
    )
