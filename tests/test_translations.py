# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every text of the interface has an English twin with the same placeholders."""

import gettext
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from netwerkbouwer.common import messages
from netwerkbouwer.common.messages import Message

PACKAGE = Path(messages.__file__).parents[1]
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}")
Key = tuple[str | None, str, str]  # context, text, plural


def sources() -> Iterator[tuple[Path, str]]:
    """Python modules, and templates turned into something Babel reads."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, path.read_text(encoding="utf-8")
    for suffix in ("html", "txt", "svg"):
        for path in sorted(PACKAGE.rglob(f"templates/**/*.{suffix}")):
            yield path, templatize(path.read_text(encoding="utf-8"), origin=str(path))


def keys_in(text: str) -> Iterator[Key]:
    for _, found, _, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        single, plural = (found[0], found[1]) if isinstance(found, tuple) else (found, "")
        if single:
            yield context, single, plural


def texts_in_use() -> dict[Key, str]:
    """Every text of the interface, with the file where it was seen last."""
    return {key: str(p.relative_to(PACKAGE)) for p, text in sources() for key in keys_in(text)}


@pytest.fixture(scope="module")
def catalogue() -> dict[Key, Message]:
    found = messages.parse(CATALOGUE.read_text(encoding="utf-8"), name=CATALOGUE.name)
    return {(m.context, m.id, m.plural): m for m in found if m.id}


def placeholder_mistakes(message: Message) -> list[str]:
    """Translations whose placeholders differ from what the code fills in."""
    allowed = [set(PLACEHOLDER.findall(text)) for text in (message.id, message.plural) if text]
    return [
        text for text in message.texts.values() if set(PLACEHOLDER.findall(text)) not in allowed
    ]


def test_every_text_has_an_english_translation(catalogue: dict[Key, Message]) -> None:
    missing = {
        key: path
        for key, path in texts_in_use().items()
        if key not in catalogue or catalogue[key].is_fuzzy or not all(catalogue[key].texts.values())
    }

    assert missing == {}


def test_no_translation_is_left_behind(catalogue: dict[Key, Message]) -> None:
    assert [key[1] for key in catalogue if key not in texts_in_use()] == []


def test_plurals_have_both_forms(catalogue: dict[Key, Message]) -> None:
    assert [m.id for m in catalogue.values() if m.plural and len(m.texts) != 2] == []


def test_placeholders_are_the_same(catalogue: dict[Key, Message]) -> None:
    assert {
        m.id: placeholder_mistakes(m) for m in catalogue.values() if placeholder_mistakes(m)
    } == {}


def test_a_lost_placeholder_is_found() -> None:
    message = Message(id="%(count)s kaarten", texts={0: "cards"})

    assert placeholder_mistakes(message) == ["cards"]


def test_texts_are_found_in_code_and_in_templates() -> None:
    code = '_("Zoek")\nngettext("%(n)s kaart", "%(n)s kaarten", n)\npgettext("maand", "Mei")'
    template = templatize('{% load i18n %}{% translate "Terug" %}', origin="x.html")

    assert list(keys_in(code)) == [
        (None, "Zoek", ""),
        (None, "%(n)s kaart", "%(n)s kaarten"),
        ("maand", "Mei", ""),
    ]
    assert (None, "Terug", "") in set(keys_in(template))


def test_the_catalogue_compiles_to_what_python_reads(catalogue: dict[Key, Message]) -> None:
    compiled = gettext.GNUTranslations(BytesIO(messages.binary(list(catalogue.values()))))

    for (context, text, plural), message in catalogue.items():
        if context is None and not plural:
            assert compiled.gettext(text) == message.texts[0]
