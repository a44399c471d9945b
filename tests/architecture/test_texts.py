"""Every visible text is translated, and the tool that checks it sees faults."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext

from tools import messages

pytestmark = pytest.mark.once


def test_translations_are_complete() -> None:
    assert not messages.check()


def test_texts_are_found_in_code_and_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = tmp_path / "shop" / "templates" / "shop"
    templates.mkdir(parents=True)
    (tmp_path / "shop" / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext\n"
        'A = _("From code")\nB = ngettext("%(n)s piece", "%(n)s pieces", 2)\n'
    )
    (templates / "page.html").write_text(
        '{% load i18n %}\n  <p>{% translate "It\'s from a tag" %}</p>\n'
        "      {% blocktranslate count n=n trimmed %}\n  {{ n }} line\n {% plural %}\n"
        "  {{ n }} lines{% endblocktranslate %}\n"
        '   {% translate "Open" context "state" %} {% include "x" with title=_("Named") %}\n'
    )
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    found = {(message.context, message.id) for message in messages.collected("shop", "fr")}
    assert found - {(None, "")} == {
        (None, "From code"),
        (None, ("%(n)s piece", "%(n)s pieces")),
        (None, "It's from a tag"),
        (None, ("%(n)s line", "%(n)s lines")),
        ("state", "Open"),
        (None, "Named"),
    }


def test_faults_are_named() -> None:
    catalog = Catalog(locale="fr")
    catalog.add("Missing")
    catalog.add("Doubtful", "Douteux", flags=["fuzzy"])
    catalog.add("%(n)s pieces", "pièces")
    catalog.add("Good %(n)s", "Bon %(n)s")
    faults = list(messages.faults(catalog))
    assert len(faults) == 3
    assert "Missing" in faults[0]


def test_contradictions_between_rooms_are_named() -> None:
    one, other = Catalog(locale="fr"), Catalog(locale="fr")
    one.add("Open", "Ouvrir")
    other.add("Open", "Ouverte")
    assert len(list(messages.contradictions({"desk": one, "ui": other}))) == 1


def test_no_line_ends_inside_a_word_with_a_hyphen() -> None:
    """In English too, which has no translations of its own."""
    text = "This order has no e-mail address."
    with translation.override("en"):
        assert gettext(text) == "This order has no e\N{NON-BREAKING HYPHEN}mail address."
        assert gettext("E-mail") == "E-mail"
    with translation.override("fr"):
        assert "e\N{NON-BREAKING HYPHEN}mail" in gettext(text)
    with messages.po_file("desk", "fr").open("rb") as file:
        assert "e-mail" in str(read_po(file).get(text)), "sources stay as people type them"
