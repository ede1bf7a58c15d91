# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file with a mistake is refused with the line and the reason in words, whatever is in it."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from netwerkbouwer.common import yaml_files
from netwerkbouwer.methods import files
from netwerkbouwer.methods.template import Method

GOOD = """\
slug: proef
version: 1
status: draft
title: Een proef
door: netwerk
summary: Kort.
purpose: Om te proberen.
outcome: Een idee.
minutes: [10, 20]
people: Alleen
credit:
  - {maker: Wij, title: Zelf bedacht}
steps:
  - slug: begin
    title: Begin
    ask: Wie ben je?
    words: [actor]
    zones:
      - {key: who, kind: text, title: 'Waar is je [[operation]]?'}
      - {key: cards, kind: deck, title: Kaarten, deck: obstacles, deck_group: geld}
      - key: goals
        kind: cards
        title: Doelen
        fields:
          - {key: code, label: Code, kind: choice, choices_from: iv3}
  - slug: einde
    title: Einde
    ask: Wat neem je mee?
    zones:
      - {key: overview, kind: summary, title: Alles, source: [who, cards]}
"""
# What is replaced, by what, and then: the line of the mistake and words of the reason.
BROKEN = [
    ("title: Een proef\n", "", 1, "'title' ontbreekt"),
    ("title: Een proef", "titel: Een proef", 4, "'titel' kennen we niet; bedoel je 'title'?"),
    ("people: Alleen", "people: Alleen\npeolpe: Twee", 11, "'peolpe' kennen we niet"),
    ("people: Alleen", "people: Alleen\npeople: Twee", 11, "'people' staat er twee keer in"),
    ("version: 1", "version: nul", 2, "'version'"),
    ("version: 1", "version: 0", 2, "'version'"),
    ("version: 1", "version: 99999999999999999999", 2, "'version'"),
    ("status: draft", "status: klaar", 3, "moet een van deze zijn: 'draft', 'published'"),
    ("door: netwerk", "door: tuin", 5, "moet een van deze zijn"),
    ("minutes: [10, 20]", "minutes: tien", 9, "'minutes'"),
    ("slug: einde", "slug: begin", 26, "de stap 'begin' staat er twee keer in"),
    ("key: goals", "key: who", 21, "de zone 'who' staat er twee keer in"),
    ("key: goals", "key: Onze doelen", 21, "tekens die hier niet mogen"),
    ("kind: summary", "kind: samenvatting", 30, "moet een van deze zijn"),
    ("[who, cards]", "[who, kaarten]", 30, "onbekende zone 'kaarten'"),
    (", source: [who, cards]", "", 30, "heeft een 'source' nodig"),
    ("deck: obstacles, ", "", 20, "noemt een 'deck_group' maar geen 'deck'"),
    ("deck: obstacles", "deck: obstakels", 20, "geen pak 'obstakels'; bedoel je 'obstacles'?"),
    ("deck_group: geld", "deck_group: gelt", 20, "geen groep 'gelt'; bedoel je 'geld'?"),
    ("choices_from: iv3", "choices_from: iv4", 25, "geen pak 'iv4'; bedoel je 'iv3'?"),
    (", choices_from: iv3", "", 25, "keuzes horen bij 'choice' en 'choices'"),
    ("words: [actor]", "words: [acteur]", 17, "'glossary' heeft geen 'acteur'; bedoel je 'actor'?"),
    ("[[operation]]", "[[opration]]", 19, "geen 'opration'; bedoel je 'operation'?"),
    ("title: Begin", "title: Begin: nu", 15, "een ':' midden in een tekst"),
    ("summary: Kort.", "summary: &a Kort.\nx: *a", 7, "verwijzingen met * mogen niet"),
    ("ask: Wie ben je?", "\task: Wie ben je?", 16, "geen geldige YAML"),
    ("ask: Wie ben je?", "ask: ''", 16, "is leeg"),
    (
        "{maker: Wij, title: Zelf bedacht}",
        "{maker: Wij, title: Ik, url: 'javascript:x'}",
        12,
        "tekens",
    ),
    (GOOD[GOOD.index("steps:") :], "steps: []", 13, "'steps' is leeg"),
]


def mistake_in(text: str, tmp_path: Path) -> yaml_files.Mistake:
    path = tmp_path / "proef.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(yaml_files.Mistake) as caught:
        files.read_method(path)
    return caught.value


def test_the_file_that_is_broken_below_is_good_itself(tmp_path: Path) -> None:
    path = tmp_path / "proef.yaml"
    path.write_text(GOOD, encoding="utf-8")

    assert files.read_method(path).slug == "proef"


@pytest.mark.parametrize(("part", "other", "line", "words"), BROKEN)
def test_a_mistake_is_told_with_its_line(
    part: str, other: str, line: int, words: str, tmp_path: Path
) -> None:
    assert GOOD.count(part) >= 1

    found = mistake_in(GOOD.replace(part, other, 1), tmp_path)

    assert found.file == "proef.yaml"
    assert words in found.reason
    assert found.line == line


def test_a_bomb_of_aliases_does_not_go_off(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]

    found = mistake_in("\n".join(lines), tmp_path)

    assert (found.line, "*" in found.reason) == (2, True)


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 50_000, "- " * 50_000])
def test_lists_in_lists_in_lists_do_not_crash_the_process(text: str, tmp_path: Path) -> None:
    assert "te diep" in mistake_in(text, tmp_path).reason


def test_a_file_of_three_megabytes_is_not_read(tmp_path: Path) -> None:
    assert "te groot" in mistake_in("#" * 3_000_000, tmp_path).reason


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00a", b"\x80abc", b"slug: \x00"])
def test_a_file_that_is_no_text_is_told(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "proef.yaml"
    path.write_bytes(raw)

    with pytest.raises(yaml_files.Mistake):
        files.read_method(path)


def parse(text: str) -> Method | yaml_files.Mistake:
    try:
        return yaml_files.parse(text, Method, "x.yaml")
    except yaml_files.Mistake as mistake:
        return mistake


def is_told_well(found: Method | yaml_files.Mistake, text: str) -> bool:
    if isinstance(found, Method):
        return True
    return bool(found.reason) and 1 <= found.line <= text.count("\n") + 2


@given(st.text())
def test_any_text_gives_a_method_or_a_mistake(text: str) -> None:
    assert is_told_well(parse(text), text)


@given(st.text(alphabet="abc:- \n\t[]{}'\"&*!|>%@`#?,01~", max_size=200))
def test_any_text_that_looks_like_yaml_does_too(text: str) -> None:
    assert is_told_well(parse(text), text)


@given(st.data())
def test_a_good_file_with_a_piece_cut_out_or_doubled_does_too(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(start, min(start + 60, len(GOOD))))
    middle = data.draw(st.sampled_from(["", GOOD[start:end] * 2, "\x00", "*x", "!!binary x", "~"]))

    text = GOOD[:start] + middle + GOOD[end:]

    assert is_told_well(parse(text), text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
        max_leaves=20,
    ),
    st.sampled_from(["steps", "minutes", "credit", "title", "version"]),
)
def test_any_value_in_a_field_gives_a_mistake_about_it(value: object, field: str) -> None:
    good = yaml.safe_load(GOOD)
    text = yaml.safe_dump(good | {field: value}, allow_unicode=True)

    assert is_told_well(parse(text), text)
