"""A part of a page that is drawn once for all who see the same: `{% once_for a b %}…{% endonce_for %}`.

What stands inside may depend on the named values and the language only. Each process
keeps what it drew, by those values; a shop's parts name its revision, so that a changed
shop is drawn anew. A value of None means: draw it each time. Forms
may stand inside: each visitor's own CSRF token is put into what was kept.
"""

from collections.abc import Hashable
from itertools import count
from secrets import token_hex

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
DRAWN = 4000
_drawn: dict[Hashable, SafeString] = {}
_number = count(1)
# Stands for a visitor's token in what is kept. Nobody can know it, and so write it into a text.
TOKEN = token_hex(16)


def forget() -> None:
    """Nothing is kept."""
    _drawn.clear()


class OnceFor(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self._values = values
        self._part = next(_number)

    def render(self, context: template.Context) -> SafeString:
        values = tuple(value.resolve(context) for value in self._values)
        if None in values:
            return self.nodelist.render(context)
        key = (self._part, get_language(), values)
        found = _drawn.get(key)
        if found is None:
            if len(_drawn) >= DRAWN:
                _drawn.clear()
            with context.push(csrf_token=TOKEN):
                found = _drawn[key] = self.nodelist.render(context)
        if TOKEN in found:
            return SafeString(found.replace(TOKEN, str(context.get("csrf_token"))))
        return found


@register.tag("once_for")
def once_for(parser: Parser, token: Token) -> OnceFor:
    """The part between the tags, drawn once per language and values."""
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endonce_for",))
    parser.delete_first_token()
    return OnceFor(nodelist, values)
