# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fills in the words that differ between Flanders and the Netherlands: `[[operation]]`.

Pure: which words there are is passed in.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from netwerkbouwer.methods.template import Method, Place

MARK = re.compile(r"\[\[([A-Za-z][A-Za-z0-9-]*)\]\]")
Word = Callable[[str], str]
"""Gives the word for a term; raises KeyError for an unknown one."""


def reword(method: Method, word: Word) -> Method:
    """The same method with every `[[term]]` replaced; `[[Term]]` gives a capital."""
    filled: Method = Method.model_validate(_fill(method.model_dump(), word))
    return filled


def _fill(value: Any, word: Word) -> Any:
    if isinstance(value, str):
        return MARK.sub(lambda found: _said(found[1], word), value)
    if isinstance(value, dict):
        return {key: _fill(part, word) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_fill(part, word) for part in value]
    return value


def _said(term: str, word: Word) -> str:
    found = word(term.lower())
    return found[:1].upper() + found[1:] if term[0].isupper() else found


def marks(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every term that is named in the texts of a dumped method, and where."""
    if isinstance(value, str):
        yield from ((place, found.lower()) for found in MARK.findall(value))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from marks(part, (*place, key))
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from marks(part, (*place, number))
