"""A layout as one Python function: every order draws two mails, and every mail the same way.

Knows what a mail's layout needs: text, values with "linebreaksbr", "if" with "==", "for" with
"forloop.first". Anything else is refused when the layout is compiled.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any, cast

from django.template.base import Node, NodeList, Template, TextNode, Variable, VariableNode
from django.template.defaultfilters import linebreaksbr
from django.template.defaulttags import ForNode, IfNode
from django.utils.html import conditional_escape

Draw = Callable[..., str]


class NotKnown(Exception):
    """The layout holds what can't be compiled."""


def compiled(template: Template, *names: str) -> Draw:
    """The template as a function of these values; it draws what Django would draw."""
    source = [f"def draw({', '.join(names)}):", " out = []", " add = out.append"]
    source += [f" {line}" for line in _lines(template.nodelist)]
    source.append(" return ''.join(out)")
    known: dict[str, Any] = {"shown": _shown, "broken": _broken}
    # Our own layout, not what somebody typed.
    exec(compile("\n".join(source), "<layout>", "exec"), known)  # noqa: S102
    draw: Draw = known["draw"]
    return draw


def _shown(value: str | int) -> str:
    # Most are plain text; what is marked as safe, and numbers, go Django's way.
    return (
        escape(value)
        if type(value) is str
        else conditional_escape(value if isinstance(value, str) else str(value))
    )


def _broken(value: str) -> str:
    if "\n" in value or "\r" in value:
        return str(linebreaksbr(value))
    return _shown(value)


def _lines(nodes: NodeList) -> Iterator[str]:
    """Python's lines for these nodes, to stand one below the other."""
    for node in nodes:
        yield from _node(node)


def _node(node: Node) -> Iterator[str]:
    if isinstance(node, TextNode):
        yield f"add({node.s!r})"
    elif isinstance(node, VariableNode):
        yield f"add({_value(node.filter_expression)})"
    elif isinstance(node, ForNode):
        yield from _loop(node)
    elif isinstance(node, IfNode):
        yield from _choice(node)
    else:
        raise NotKnown(type(node).__name__)


def _loop(node: ForNode) -> Iterator[str]:
    (name,) = list(node.loopvars)
    yield f"for at_{name}, {name} in enumerate({_path(node.sequence)}):"
    yield f" first = not at_{name}"
    # The stubs take it for a list of strings.
    inside = cast(NodeList, node.nodelist_loop)
    yield from (f" {line}" for line in _lines(inside))


def _choice(node: IfNode) -> Iterator[str]:
    for place, (condition, nodes) in enumerate(node.conditions_nodelists):
        if condition is None:
            yield "else:"
        else:
            yield f"{'elif' if place else 'if'} {_condition(condition)}:"
        yield from (f" {line}" for line in _lines(nodes))


def _condition(condition: Any) -> str:
    if condition.id == "literal":
        return _path(condition.value)
    if condition.id == "==":
        return f"{_condition(condition.first)} == {_condition(condition.second)}"
    raise NotKnown(condition.id)


def _value(expression: Any) -> str:
    names = [getattr(function, "_filter_name", "") for function, _ in expression.filters]
    if names not in ([], ["linebreaksbr"]):
        raise NotKnown(str(names))
    return f"{'broken' if names else 'shown'}({_path(expression, filtered=True)})"


def _path(expression: Any, *, filtered: bool = False) -> str:
    """What the dots of a template mean, where they always lead somewhere."""
    if expression.filters and not filtered:
        raise NotKnown(str(expression))
    variable = expression.var
    if isinstance(variable, str):
        return repr(str(variable))
    if not isinstance(variable, Variable) or variable.lookups is None:
        raise NotKnown(str(expression))
    if variable.var == "forloop.first":
        return "first"
    path, *rest = variable.lookups
    for part in rest:
        # The first of none is nothing.
        path = f"next(iter({path}[{part}:]), '')" if part.isdigit() else f"{path}.{part}"
    return path
