"""One visitor's page in a shell that is drawn once for all who would see the same frame.

A template that fills only the title and the main part of its parent needs nothing else drawn
anew. The shell is kept like a whole page (`whole.py`): it is drawn without the request, and by
a key that names what it shows.
"""

from collections.abc import Hashable, Mapping
from functools import cache
from secrets import token_hex
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context, RequestContext, Template, engines
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode

from comptoir.ui.whole import kept, of_their_own

_PARTS = ("title", "main")
# Stand in the shell where the parts go. Nobody can know them, and so write them into a text.
_MARKS = {part: token_hex(16) for part in _PARTS}


def in_shell(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    parent: str,
    key: Hashable,
    status: int = 200,
) -> HttpResponse:
    """The page; what stands around its main part comes from what was kept by that key, if it may.

    Only templates that extend `parent` may: the key names all that this one shows around them.
    """
    fills = _fills(template, parent)
    if fills is None or key is None or of_their_own(request):
        return render(request, template, dict(context), status=status)
    own, blocks = fills
    around = kept(request, parent, context, key, draw=lambda given: _shell(parent, given))
    drawn = _drawn(own, blocks, RequestContext(request, dict(context)))
    for part in _PARTS:
        around = around.replace(_MARKS[part], drawn[part], 1)
    return HttpResponse(around, status=status)


def _drawn(own: Template, blocks: Mapping[str, BlockNode], context: Context) -> dict[str, str]:
    """What the template's own blocks say."""
    with context.bind_template(own), context.render_context.push_state(own):
        return {part: blocks[part].nodelist.render(context) for part in _PARTS}


def _shell(parent: str, context: Mapping[str, Any]) -> str:
    source = "".join(f"{{% block {part} %}}{_MARKS[part]}{{% endblock %}}" for part in _PARTS)
    shell = engines["django"].from_string(f'{{% extends "{parent}" %}}{source}')
    return shell.render(dict(context))


@cache
def _fills(template: str, parent: str) -> tuple[Template, dict[str, BlockNode]] | None:
    """The template with its blocks; None where the shell would not be enough."""
    own: Template = get_template(template).template  # type: ignore[attr-defined] # Django's own engine
    extends = [node for node in own.nodelist if isinstance(node, ExtendsNode)]
    if len(extends) != 1 or set(extends[0].blocks) != set(_PARTS):
        return None
    named: Any = extends[0].parent_name
    return (own, extends[0].blocks) if str(named.var) == parent else None
