# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words that differ between Flanders and the Netherlands are filled in, in every text."""

import pytest

from netwerkbouwer.methods import files, queries, wording
from netwerkbouwer.methods.template import Method

METHODS = [files.read_method(path) for path in sorted(files.PACKS.glob("*/*.yaml"))]
WORDS = {"operation": "werking"}


def reworded(text: str) -> str:
    method = queries.newest("over-het-muurtje").model_copy(update={"summary": text})
    return wording.reword(method, WORDS.__getitem__).summary


def test_a_term_becomes_a_word_with_the_capital_it_had() -> None:
    assert reworded("[[Operation]] of [[operation]]?") == "Werking of werking?"


def test_an_unknown_term_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        reworded("[[bestaatniet]]")


@pytest.mark.parametrize("variant", ["", "vl", "nl"])
@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.slug)
def test_no_mark_is_left_for_a_reader(method: Method, variant: str) -> None:
    shown = queries.method(method.slug, method.version, variant)

    assert "[[" not in shown.model_dump_json()


def test_the_words_are_those_of_the_board() -> None:
    said = {v: queries.method("bouw-je-netwerk-uit", 1, v).purpose for v in ("vl", "nl", "")}

    assert "aan jouw werking en" in said["vl"]
    assert "aan jouw activiteiten en" in said["nl"]
    assert "aan jouw werking / activiteiten en" in said[""]
