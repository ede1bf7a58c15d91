# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every text of the interface has an English twin with the same placeholders."""

import gettext
import re
from io import BytesIO

import pytest

from netwerkbouwer.common import messages
from netwerkbouwer.common.messages import Message
from tools import texts
from tools.texts import Key

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def catalogue() -> dict[Key, Message]:
    return texts.read_catalogue()


def placeholder_mistakes(message: Message) -> list[str]:
    """Translations whose placeholders differ from what the code fills in."""
    allowed = [set(PLACEHOLDER.findall(text)) for text in (message.id, message.plural) if text]
    return [
        text
        for text in message.texts.values()
        if text and set(PLACEHOLDER.findall(text)) not in allowed
    ]


def test_every_text_has_an_english_translation(catalogue: dict[Key, Message]) -> None:
    missing = {
        key: places
        for key, places in texts.texts_in_use().items()
        if key not in catalogue or catalogue[key].is_fuzzy or not all(catalogue[key].texts.values())
    }

    assert missing == {}


def test_no_translation_is_left_behind(catalogue: dict[Key, Message]) -> None:
    in_use = texts.texts_in_use()

    assert [key[1] for key in catalogue if key not in in_use] == []


def test_plurals_have_both_forms(catalogue: dict[Key, Message]) -> None:
    assert [m.id for m in catalogue.values() if m.plural and len(m.texts) != 2] == []


def test_placeholders_are_the_same(catalogue: dict[Key, Message]) -> None:
    assert {
        m.id: placeholder_mistakes(m) for m in catalogue.values() if placeholder_mistakes(m)
    } == {}


def test_a_lost_placeholder_is_found() -> None:
    message = Message(id="%(count)s kaarten", texts={0: "cards"})

    assert placeholder_mistakes(message) == ["cards"]


TEMPLATE = """{% load i18n %}<p>don't</p>
    {% translate "Terug (naar 'af')" %}
  {% translate "Zoek" context "knop" %}
{% blocktranslate count n=n %}{{ n }} kaart{% plural %}{{ n }} kaarten{% endblocktranslate %}
{{ name|default:_("Leeg") }}"""


def test_texts_are_found_in_code_and_in_templates() -> None:
    code = '_("Zoek")\nngettext("%(n)s kaart", "%(n)s kaarten", n)\npgettext("maand", "Mei")'
    template = texts.template_calls(TEMPLATE, origin="x.html")

    assert list(texts.keys_in(code)) == [
        (None, "Zoek", ""),
        (None, "%(n)s kaart", "%(n)s kaarten"),
        ("maand", "Mei", ""),
    ]
    assert list(texts.keys_in(template)) == [
        (None, "Terug (naar 'af')", ""),
        ("knop", "Zoek", ""),
        (None, "%(n)s kaart", "%(n)s kaarten"),
        (None, "Leeg", ""),
    ]


def test_the_catalogue_compiles_to_what_python_reads(catalogue: dict[Key, Message]) -> None:
    whole = messages.parse(texts.CATALOGUE.read_text(encoding="utf-8"))
    compiled = gettext.GNUTranslations(BytesIO(messages.binary(whole)))

    for (context, text, plural), message in catalogue.items():
        if context is None and not plural and message.value:
            assert compiled.gettext(text) == message.texts[0]


def test_a_written_entry_is_read_back() -> None:
    message = Message(
        context="maand", id='Een "kaart"\nmet %(n)s', plural="x\ty", texts={0: "a\\b", 1: "c"}
    )

    assert messages.parse(texts.entry(message, ["a.html"])) == [message]
