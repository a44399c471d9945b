"""Collects the texts of every room and keeps their translations.

    python -m tools.messages            update every room's .po files and compile them
    python -m tools.messages desk ui    … of these rooms only
    python -m tools.messages --check    fail if anything is missing, doubtful or out of date
    python -m tools.messages --compile  only compile .po into .mo

It needs no gettext on the machine: Django turns templates into calls that Babel can read.
"""

import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "comptoir"
LANGUAGES = ("fr",)
TEMPLATES = {".html", ".txt", ".mjml", ".xml"}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HELD = re.compile(r"\b(e|ci)-(mail|dess)")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = """\
# Comptoir, texts of the room "{room}". Kept by `make messages`; only msgstr is written by hand.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


def rooms() -> list[str]:
    return sorted(folder.parent.name for folder in PACKAGE.glob("*/apps.py"))


def po_file(room: str, language: str) -> Path:
    return PACKAGE / room / "locale" / language / "LC_MESSAGES" / "django.po"


def _sources(room: str) -> Iterator[tuple[Path, bytes]]:
    """The room's Python files as they are, its templates as Python calls."""
    from django.utils.translation.template import templatize  # noqa: PLC0415  # not for --compile

    for path in sorted((PACKAGE / room).rglob("*")):
        relative = path.relative_to(PACKAGE)
        if path.suffix == ".py":
            yield relative, path.read_bytes()
        elif path.suffix in TEMPLATES and "templates" in relative.parts:
            calls = templatize(path.read_text(encoding="utf-8"), origin=str(relative))
            # What Python would take for indentation is only the template's own.
            lines = (line.strip() for line in calls.splitlines())
            yield relative, "\n".join(lines).encode()


def collected(room: str, language: str) -> Catalog:
    """Every text of the room, not translated yet."""
    catalog = Catalog(locale=language)
    options = {"encoding": "utf-8"}
    for path, source in _sources(room):
        found = extract_python(io.BytesIO(source), list(KEYWORDS), ["Translators"], options)  # type: ignore[arg-type]  # any mapping will do
        for _line, function, arguments, comments in found:
            identity, context = _named(str(function), arguments)
            if identity:
                catalog.add(
                    identity,
                    context=context,
                    locations=[(path.as_posix(), 0)],
                    auto_comments=list(comments or ()),
                )
    return catalog


def _named(function: str, arguments: object) -> tuple[str | tuple[str, str] | None, str | None]:
    given = arguments if isinstance(arguments, tuple) else (arguments,)
    context: str | None = None
    if "pgettext" in function:
        context, given = given[0], given[1:]
    wanted = given[:2] if function.removesuffix("_lazy") in {"ngettext", "npgettext"} else given[:1]
    if any(not isinstance(part, str) or not part for part in wanted) or not wanted:
        return None, None  # not a constant: nothing that could be collected
    return (wanted[0], wanted[1]) if len(wanted) == 2 else wanted[0], context


def merged(room: str, language: str) -> Catalog:
    """Every text of the room with the translation it has; what is no longer said is dropped."""
    catalog = collected(room, language)
    path = po_file(room, language)
    if not path.exists():
        return catalog
    with path.open("rb") as file:
        known = read_po(file, locale=language)
    for message in catalog:
        old = known.get(message.id, message.context) if message.id else None
        if old is not None and old.pluralizable == message.pluralizable:
            message.string = old.string
            message.user_comments = old.user_comments
            if old.fuzzy:
                message.flags.add("fuzzy")
    return catalog


def as_text(catalog: Catalog, room: str, language: str) -> str:
    out = io.BytesIO()
    write_po(out, catalog, width=100, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER.format(room=room, language=language) + out.getvalue().decode().lstrip("\n")


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _strings(message: Message) -> list[str]:
    if not message.string:
        return []
    return [message.string] if isinstance(message.string, str) else list(message.string)


def faults(catalog: Catalog) -> Iterator[str]:
    """What is wrong with the translations of one room."""
    for message in _messages(catalog):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = _strings(message)
        if not strings or not all(strings):
            yield f"not translated: {sources[0]!r}"
            continue
        if message.fuzzy:
            yield f"marked as doubtful: {sources[0]!r}"
        allowed = {name for source in sources for name in PLACEHOLDER.findall(source)}
        for string in strings:
            used = set(PLACEHOLDER.findall(string))
            needed = allowed if len(sources) == 1 else used & allowed
            if used != needed:
                yield f"other placeholders than in the source: {string!r}"


def contradictions(catalogs: dict[str, Catalog]) -> Iterator[str]:
    """Texts that two rooms translate differently: only one of the two would ever be seen."""
    said: dict[tuple[str | None, str], dict[tuple[str, ...], list[str]]] = defaultdict(dict)
    for room, catalog in catalogs.items():
        for message in _messages(catalog):
            strings = tuple(_strings(message))
            source = message.id if isinstance(message.id, str) else message.id[0]
            if strings and all(strings):
                said[message.context, source].setdefault(strings, []).append(room)
    for (_context, source), versions in sorted(said.items(), key=lambda item: item[0][1]):
        if len(versions) > 1:
            told = "; ".join(f"{names[0]}: {strings[0]!r}" for strings, names in versions.items())
            yield f"translated differently ({told}): {source!r}; use pgettext or agree"


def update(chosen: list[str]) -> None:
    for room in chosen:
        for language in LANGUAGES:
            catalog = merged(room, language)
            path = po_file(room, language)
            if not any(_messages(catalog)):
                path.unlink(missing_ok=True)
                continue
            text = as_text(catalog, room, language)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            missing = sum(1 for _ in faults(catalog))
            print(f"{room:12} {language}  {len(catalog):4} texts, {missing} to do")


def check() -> list[str]:
    """Everything that is wrong with the translations of the whole package."""
    found: list[str] = []
    for language in LANGUAGES:
        catalogs = {room: merged(room, language) for room in rooms()}
        for room, catalog in catalogs.items():
            path = po_file(room, language)
            now = path.read_text(encoding="utf-8") if path.exists() else ""
            if any(_messages(catalog)) and now != as_text(catalog, room, language):
                found.append(f"{room} {language}: out of date, run `make messages`")
            found += [f"{room} {language}: {fault}" for fault in faults(catalog)]
        found += [f"{language}: {fault}" for fault in contradictions(catalogs)]
    return found


def compile_all(package: Path = PACKAGE) -> None:
    """Every .po file has its .mo beside it, and English one of the texts that need holding together."""
    for path in sorted(package.glob("*/locale/*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parent.parent.name)
        _write(english(catalog), path.parents[2] / "en" / path.parent.name / path.name)
        for message in _messages(catalog):
            message.string = _together(message.string)
        _write(catalog, path)


def english(catalog: Catalog) -> Catalog:
    """The sources that lines could end in at the wrong place, with hyphens where they can't."""
    held = Catalog(locale="en")
    for message in _messages(catalog):
        if (string := _together(message.id)) != message.id:
            held.add(message.id, string, context=message.context)
    return held


def _together(text: str | Sequence[str] | None) -> str | tuple[str, ...]:
    """No line ends inside "e-mail" or "ci-dessus": their hyphen is one that holds.

    As a word at the head of a label it has no line to itself, and is left as people type it.
    """
    if isinstance(text, str):
        return HELD.sub("\\1\N{NON-BREAKING HYPHEN}\\2", text)
    return tuple(str(_together(part)) for part in text or ())


def _write(catalog: Catalog, po: Path) -> None:
    if any(_messages(catalog)):
        po.parent.mkdir(parents=True, exist_ok=True)
        with po.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalog)


def main(arguments: list[str]) -> int:
    if "--compile" in arguments:
        compile_all()
        return 0
    if "--check" in arguments:
        found = check()
        print("\n".join(found) or "Translations are complete.")
        return 1 if found else 0
    update(arguments or rooms())
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
