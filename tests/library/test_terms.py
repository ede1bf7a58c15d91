# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words in templates: in the variant of the board, and explained in place."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

import netwerkbouwer
from netwerkbouwer.library import queries

TEMPLATES = Path(netwerkbouwer.__file__).parent.rglob("templates/**/*.html")
USED = [
    (path.name, tag, name)
    for path in TEMPLATES
    for tag, name in re.findall(r'{% (term|term_in|explain) "([^"]+)"', path.read_text("utf-8"))
]


def rendered(text: str, **context: object) -> str:
    return Template("{% load terms %}" + text).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("name", "variant", "word"),
    [
        ("ocmw", "vl", "OCMW"),
        ("ocmw", "nl", "wijkteam"),
        ("welfare-office", "nl", "wijkteam"),
        ("wethouder", "vl", "schepen"),
        ("council", "vl", "gemeenteraad"),
    ],
)
def test_a_term_follows_the_board(name: str, variant: str, word: str) -> None:
    board = SimpleNamespace(variant=variant)

    assert rendered(f'{{% term "{name}" %}}', board=board) == word


def test_without_a_board_both_words_are_said() -> None:
    assert rendered('{% term "ocmw" %}') == "OCMW / wijkteam"
    assert rendered('{% term "council" %}') == "gemeenteraad"


def test_an_unknown_term_stays_what_it_is() -> None:
    assert rendered("{% term name %}", name="<b>") == "&lt;b&gt;"
    assert rendered("{% explain name %}", name="<b>") == "&lt;b&gt;"


def test_a_word_of_the_glossary_opens_its_explanation() -> None:
    page = rendered('{% explain "bovenlokaal" %}')

    assert "<details" in page
    assert queries.explanation("supralocal").text in page
    assert "/bibliotheek/begrip-uitleg/supralocal" in page


def test_templates_name_words_that_exist() -> None:
    finders = {"explain": queries.explanation}

    unknown = [used for used in USED if finders.get(used[1], queries.term)(used[2]) is None]

    assert unknown == []


@given(st.text(max_size=40))
def test_any_name_is_answered(name: str) -> None:
    assert queries.term(name) is None or queries.word(name)
    assert queries.explanation(name) is None or queries.explanation(name).text
