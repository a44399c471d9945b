"""Buttons: one that submits, a link that looks like one, a form that is one."""

from collections.abc import Mapping

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from comptoir.ui.icons import icon as draw

TONES = ("", "primary", "quiet", "danger")


def _inside(label: object, icon: str, key: str) -> SafeString:
    drawn = draw(icon) if icon else ""
    hint = (
        format_html('<kbd class="button-key" aria-hidden="true">{}</kbd>', key.upper())
        if key
        else ""
    )
    return format_html("{}<span>{}</span>{}", drawn, label, hint)


def _attributes(
    tone: str, key: str, small: bool, item: bool, given: Mapping[str, object]
) -> dict[str, object]:
    if tone not in TONES:
        raise ValueError(f"unknown tone: {tone}")
    base = "menu-item" if item else "button"
    classes = [base, *([f"{base}-{tone}"] if tone else []), *(["button-small"] if small else [])]
    kept: dict[str, object] = {"class": " ".join(classes)}
    if key:
        kept |= {"data-key": key.lower(), "aria-keyshortcuts": key.lower()}
    return kept | {name: value for name, value in given.items() if value not in ("", None, False)}


def button(
    label: object,
    *,
    tone: str = "",
    key: str = "",
    icon: str = "",
    name: str = "",
    value: object = "",
    id: str = "",
    form: str = "",
    type: str = "submit",
    small: bool = False,
    item: bool = False,
    disabled: bool = False,
) -> SafeString:
    given = {
        "type": type,
        "name": name,
        "value": str(value),
        "id": id,
        "form": form,
        "disabled": disabled,
    }
    attributes = _attributes(tone, key, small, item, given)
    return format_html("<button{}>{}</button>", flatatt(attributes), _inside(label, icon, key))


def button_link(
    label: object,
    url: str,
    *,
    tone: str = "",
    key: str = "",
    icon: str = "",
    id: str = "",
    small: bool = False,
    item: bool = False,
    dialog: bool = False,
    new_tab: bool = False,
) -> SafeString:
    given: dict[str, object] = {"href": url, "id": id, "data-dialog": dialog}
    if new_tab:
        given |= {"target": "_blank", "rel": "noopener"}
    attributes = _attributes(tone, key, small, item, given)
    return format_html("<a{}>{}</a>", flatatt(attributes), _inside(label, icon, key))


def post_button(
    label: object,
    url: str,
    token: str,
    *,
    fields: Mapping[str, object],
    id: str = "",
    **look: object,
) -> SafeString:
    """A POST form of one button: once only, and in place where there is JavaScript."""
    hidden = format_html_join(
        "",
        '<input type="hidden" name="{}" value="{}">',
        ((name, str(value)) for name, value in fields.items()),
    )
    return format_html(
        '<form method="post" action="{}" class="post-button" data-once hx-boost="true">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}{}</form>',
        url,
        token,
        hidden,
        button(label, id=id, **look),  # type: ignore[arg-type]  # the tag names them for us
    )
