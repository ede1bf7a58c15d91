# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What someone typed as a query for names, and which municipalities are named in it. Pure."""

import re
from collections.abc import Sequence
from functools import cache

import tantivy
from tantivy import Occur, Query

from netwerkbouwer.common import texts
from netwerkbouwer.places import gazetteer

LEAST_FIRST_LETTERS = 3  # typed of a word before all words that begin so are looked up


def any_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def all_words(schema: tantivy.Schema, words: Sequence[str]) -> Query:
    """Names with all of these folded words; what is typed last may be the start of a word."""
    *_, last = words
    musts = [
        (Occur.Must, Query.term_query(schema, "words", word, "freq"))
        for word in words
        if word != last
    ]
    return Query.boolean_query([*musts, (Occur.Must, _start(schema, last, alone=not musts))])


def _start(schema: tantivy.Schema, word: str, *, alone: bool) -> Query:
    if len(word) >= LEAST_FIRST_LETTERS:
        # Folded words hold nothing but letters and digits, so they are safe in a pattern.
        return Query.regex_query(schema, "words", f"{re.escape(word)}.*")
    if alone:  # a letter or two are the start of half the directory
        return Query.term_query(schema, "words", word, "freq")
    return Query.term_query(schema, "grams", f"^{word}", "freq")


@cache
def _place_names() -> dict[str, list[str]]:
    """Map a folded official name of a municipality to its codes."""
    found: dict[str, list[str]] = {}
    for place in gazetteer.load().municipalities.values():
        found.setdefault(texts.fold(place.name_nl), []).append(place.code)
    return found


def places_in(words: Sequence[str]) -> list[str]:
    """Give codes of municipalities whose name, of up to four words, stands among these words."""
    found: list[str] = []
    for length in range(1, 5):
        for start in range(len(words) - length + 1):
            found += _place_names().get(" ".join(words[start : start + length]), [])
    return list(dict.fromkeys(found))
