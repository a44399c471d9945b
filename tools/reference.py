"""Makes the pages of docs/ that list something: settings, commands, addresses.

python -m tools.reference            write them
python -m tools.reference --check    fail if one of them is out of date
"""

import inspect
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import django
from django.urls import URLPattern, URLResolver, get_resolver

from tools.address_words import WORDS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MADE = "<!-- Made by `make docs`; changes here are lost. -->\n"


def settings_page() -> str:
    from comptoir.config.environment import TABLE  # noqa: PLC0415  # see _prepare

    lines = [
        "# Settings",
        MADE,
        (
            "Comptoir is set up by environment variables, and works without any. Each can also be "
            "given as a file: `NAME_FILE=/run/secrets/name` takes the content of that file, which "
            "is the better way for the ones marked 🔑."
        ),
        "",
        "| name | default | meaning |",
        "|---|---|---|",
    ]
    for setting in TABLE:
        default = setting.shown_default or f"`{setting.default}`"
        key = " 🔑" if setting.secret else ""
        lines.append(f"| `{setting.name}`{key} | {default} | {setting.meaning} |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    from comptoir.operations.command import whole  # noqa: PLC0415

    lines = [
        "# Commands",
        MADE,
        (
            "`comptoir` stands in `.venv/bin` after the first `make demo`, or wherever pip put it. "
            "Every command answers to `--help`. Exit codes: 0 done, 1 could not be done, 2 wrong use."
        ),
    ]
    top = click.Context(
        whole(), info_name="comptoir", terminal_width=90, help_option_names=["-h", "--help"]
    )
    for command, path in _commands(whole(), "comptoir"):
        if isinstance(command, click.Group):
            continue
        context = click.Context(command, parent=top, info_name=path.partition(" ")[2])
        lines += ["", f"## {path}", "", "```", command.get_help(context), "```"]
    return "\n".join(lines) + "\n"


def _commands(command: click.Command, path: str) -> Iterator[tuple[click.Command, str]]:
    yield command, path
    if isinstance(command, click.Group):
        for name, part in sorted(command.commands.items()):
            if not part.hidden:
                yield from _commands(part, f"{path} {name}")


def addresses_page() -> str:
    lines = [
        "# Addresses",
        MADE,
        (
            "Every address that Comptoir answers, in the order in which they are tried. "
            "The names are for `reverse()` and `{% url %}`."
        ),
        "",
        "| address | name | what it is |",
        "|---|---|---|",
    ]
    for path, name, view in addresses():
        lines.append(f"| `{path}` | {name} | {meaning(name, view)} |")
    return "\n".join(lines) + "\n"


def addresses() -> Iterator[tuple[str, str, Callable[..., object]]]:
    """Every address with its full name and its view."""
    yield from _patterns(get_resolver().url_patterns, "/", "")


def _patterns(
    patterns: list[URLPattern | URLResolver], prefix: str, space: str
) -> Iterator[tuple[str, str, Callable[..., object]]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _patterns(pattern.url_patterns, path, inner)
        else:
            yield path, f"{space}{pattern.name}" if pattern.name else "", pattern.callback


def meaning(name: str, view: Callable[..., object]) -> str:
    """What the address is: from the table of words, or the first line of our own view."""
    if name in WORDS:
        return WORDS[name]
    described = getattr(view, "view_class", None) or inspect.unwrap(view)
    own = getattr(described, "__module__", "").startswith("comptoir.")
    text = (described.__doc__ or "").strip() if own else ""
    return text.splitlines()[0].replace("|", "\\|") if text else ""


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "commands.md": commands_page,
    "addresses.md": addresses_page,
}


def _prepare() -> None:
    # Nothing of this machine's own settings may end up in the docs.
    for name in list(os.environ):
        if name.startswith("COMPTOIR_") or name in {"PORT", "DATABASE_URL", "EMAIL_URL"}:
            del os.environ[name]
    os.environ["COMPTOIR_HOME"] = str(Path(sys.prefix) / "reference")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comptoir.config.settings")
    django.setup()


def main(arguments: list[str]) -> int:
    _prepare()
    old = []
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        old.append(name)
        if "--check" not in arguments:
            DOCS.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if "--check" in arguments:
        print(f"out of date, run `make docs`: {', '.join(old)}" if old else "Docs are current.")
        return 1 if old else 0
    print(f"written: {', '.join(old) or 'nothing new'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
