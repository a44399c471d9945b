"""`{% translate "…" %}` as Django has it, looked up once per language: a page has thirty."""

from django.template import Context
from django.template.base import FilterExpression, Parser, Token, Variable
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.translation import get_language


class Said(TranslateNode):
    """A text that stands in the template itself: the same words whenever that language is read."""

    def __init__(self, found: TranslateNode) -> None:
        super().__init__(found.filter_expression, found.noop, found.asvar, found.message_context)
        self._said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        said = self._said.get(language)
        if said is None:
            drawn = super().render(context)
            said = self._said[language] = context[self.asvar] if self.asvar else drawn
        if self.asvar:
            context[self.asvar] = said
            return ""
        return said


def translate(parser: Parser, token: Token) -> TranslateNode:
    """Django's tag; what is no fixed text is left to it."""
    found: TranslateNode = do_translate(parser, token)
    texts = [found.filter_expression, found.message_context]
    return Said(found) if all(text is None or _fixed(text) for text in texts) else found


def _fixed(text: FilterExpression) -> bool:
    if text.filters:
        return False
    return isinstance(text.var, str) or (
        isinstance(text.var, Variable) and text.var.literal is not None
    )
