"""The components as template tags. Those of hot loops are plain Python, the rest templates."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from comptoir.ui import (
    addresses,
    amounts,
    buttons,
    chips,
    fields,
    icons,
    moments,
    toasts,
    translated,
)

register = template.Library()
_FOLDER = "ui/components"


@register.simple_tag
def icon(name: str, size: int = 16, label: str = "") -> SafeString:
    return icons.icon(name, size, label)


# Takes the place of Django's own where "ui" is loaded after "i18n".
register.tag("translate", translated.translate)
register.simple_tag(addresses.address, name="address")
register.simple_tag(amounts.money, name="money")


@register.simple_tag
def when(moment: datetime | date | None, style: str = "short") -> SafeString:
    return moments.when(moment, style)


@register.simple_tag
def chip(label: object, tone: str = "rest", shape: str = "open", detail: object = "") -> SafeString:
    return chips.chip(label, tone, shape, detail)


register.simple_tag(buttons.button, name="button")
register.simple_tag(buttons.button_link, name="button_link")

_LOOK = ("tone", "key", "icon", "id", "small", "item")


@register.simple_tag(takes_context=True)
def post_button(
    context: template.RequestContext, label: object, url: str, **given: Any
) -> SafeString:
    """A POST form of one button; every name that is not part of its look is a hidden field."""
    look = {name: given.pop(name) for name in _LOOK if name in given}
    token = str(context.get("csrf_token") or get_token(context["request"]))
    return buttons.post_button(label, url, token, fields=given, **look)


@register.inclusion_tag(f"{_FOLDER}/field.html", name="field")
def field_tag(
    bound: BoundField, label: str = "", help: str = "", width: str = ""
) -> dict[str, Any]:
    return {"field": fields.shown(bound, label=label, help=help, width=width)}


@register.inclusion_tag(f"{_FOLDER}/fields.html", name="fields")
def fields_tag(form: BaseForm) -> dict[str, Any]:
    return {
        "hidden": form.hidden_fields(),
        "fields": [fields.shown(bound) for bound in form.visible_fields()],
    }


@register.inclusion_tag(f"{_FOLDER}/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """What is wrong with the form; hidden fields' errors are told here, for they have no place."""
    hidden = [str(error) for bound in form.hidden_fields() for error in bound.errors]
    return {
        "general": [*(str(error) for error in form.non_field_errors()), *hidden],
        "fields": [bound for bound in form.visible_fields() if bound.errors],
    }


@register.inclusion_tag(f"{_FOLDER}/copy.html")
def copy(value: object, label: str = "") -> dict[str, Any]:
    return {"value": value, "label": label}


@register.inclusion_tag(f"{_FOLDER}/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    return {
        "done": done,
        "total": total,
        "label": label,
        "percent": 100 * done // total if total else 0,
    }


@register.inclusion_tag(f"{_FOLDER}/toasts.html", takes_context=True)
def show_toasts(context: template.RequestContext) -> dict[str, Any]:
    request = context["request"]
    return {
        "toasts": list(toasts.waiting(request)),
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def initials(name: str) -> str:
    words = name.replace("@", " ").split()
    return "".join(
        word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)
    ).upper()


def _block(name: str, content: str, **values: Any) -> SafeString:
    return render_to_string(f"{_FOLDER}/{name}.html", {"content": content, **values})


@register.simple_block_tag
def menu(
    content: str,
    label: str,
    icon: str = "",
    tone: str = "",
    align: str = "start",
    small: bool = False,
    id: str = "",
) -> SafeString:
    return _block(
        "menu", content, label=label, icon=icon, tone=tone, align=align, small=small, id=id
    )


@register.simple_block_tag
def filter_menu(
    content: str, label: str, active: bool = False, summary: str = "", align: str = "start"
) -> SafeString:
    return _block("filter_menu", content, label=label, active=active, summary=summary, align=align)


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    drawn = {
        "info": "info",
        "warn": "triangle-alert",
        "danger": "octagon-alert",
        "done": "circle-check",
    }
    return _block("notice", content, tone=tone, title=title, icon=drawn[tone])


@register.simple_block_tag
def empty(content: str, title: str, icon: str = "") -> SafeString:
    return _block("empty", content, title=title, icon=icon)


@register.simple_block_tag
def section(
    content: str,
    title: str,
    id: str = "",
    action_label: str = "",
    action_url: str = "",
    action_dialog: bool = False,
) -> SafeString:
    action = {
        "action_label": action_label,
        "action_url": action_url,
        "action_dialog": action_dialog,
    }
    return _block("section", content, title=title, id=id, **action)
