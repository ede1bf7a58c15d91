# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our own reader of .po and writer of .mo, against the reader that Python has."""

import gettext
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.common import messages
from netwerkbouwer.common.messages import Message

CATALOGUE = r"""
# A comment
msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: pages/home.html:3
msgid "Zoek"
msgstr "Search"

msgctxt "maand"
msgid "Mei"
msgstr "May"

msgid "%(n)s kaart"
msgid_plural "%(n)s kaarten"
msgstr[0] "%(n)s card"
msgstr[1] "%(n)s cards"

#, fuzzy
msgid "Misschien"
msgstr "Maybe"

msgid "Lange "
"tekst met \"aanhaling\" en\n"
"een nieuwe regel"
msgstr "Long "
"text"

msgid "Nog niet vertaald"
msgstr ""
"""

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04"), min_size=1)


def compiled(text: str) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(BytesIO(messages.binary(messages.parse(text))))


def test_texts_contexts_and_plurals_come_back() -> None:
    found = compiled(CATALOGUE)

    assert found.gettext("Zoek") == "Search"
    assert found.pgettext("maand", "Mei") == "May"
    assert found.ngettext("%(n)s kaart", "%(n)s kaarten", 1) == "%(n)s card"
    assert found.ngettext("%(n)s kaart", "%(n)s kaarten", 2) == "%(n)s cards"
    assert found.gettext('Lange tekst met "aanhaling" en\neen nieuwe regel') == "Long text"


def test_what_is_unsure_or_empty_stays_dutch() -> None:
    found = compiled(CATALOGUE)

    assert found.gettext("Misschien") == "Misschien"
    assert found.gettext("Nog niet vertaald") == "Nog niet vertaald"


def test_only_the_unsure_message_is_unsure() -> None:
    unsure = [message.id for message in messages.parse(CATALOGUE) if message.is_fuzzy]

    assert unsure == ["Misschien"]


def test_a_line_we_cannot_read_is_named() -> None:
    with pytest.raises(messages.WrongCatalogue, match=r"en\.po, line 2"):
        messages.parse('msgid "Zoek"\nmsgstr Search"', name="en.po")


@given(st.dictionaries(words, words, max_size=20))
def test_any_texts_come_back(texts: dict[str, str]) -> None:
    header = Message(texts={0: "Content-Type: text/plain; charset=UTF-8\n"})
    content = [header, *(Message(id=key, texts={0: value}) for key, value in texts.items())]

    found = gettext.GNUTranslations(BytesIO(messages.binary(content)))

    assert {key: found.gettext(key) for key in texts} == texts


def test_a_catalogue_is_compiled_once(tmp_path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(CATALOGUE, encoding="utf-8")

    assert messages.compile_all(tmp_path) == [folder / "django.mo"]
    assert messages.compile_all(tmp_path) == []
