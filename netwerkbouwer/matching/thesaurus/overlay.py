# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Edits of concepts, laid over those of the library. Pure.

An edit takes nothing else along: laid over another version of the library it does what it still
can, and what it cannot is left out. So an upgrade never stops on an edit.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from netwerkbouwer.common import texts
from netwerkbouwer.matching.reading.concepts import PROBLEM, Concept

TYPES = ("problem", "target_group", "activity", "space", "means", "method")


class NotEdits(ValueError):
    """A text that holds no edits."""


class Kind(StrEnum):
    """What an edit does. An answer of a problem is what helps; of others, what comes along."""

    NEW = "new"
    ADD_WORD = "add_word"
    DROP_WORD = "drop_word"
    ADD_ANSWER = "add_answer"
    DROP_ANSWER = "drop_answer"


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: `value` is a word, the id of a concept, or the label of a new concept.

    `more` holds the `type`, `text` and `terms` of a new concept.
    """

    kind: str
    concept: str
    value: str
    more: Mapping[str, Any] = field(default_factory=dict)


def laid_over(concepts: Iterable[Concept], edits: Iterable[Edit]) -> dict[str, Concept]:
    """The concepts by id after these edits, in their order; new ones come last."""
    found = {concept.id: concept for concept in concepts}
    for edit in edits:
        if edit.kind == Kind.NEW:
            found.setdefault(edit.concept, _new(edit))
        elif edit.concept in found:
            found[edit.concept] = _edited(found[edit.concept], edit)
    return found


def _new(edit: Edit) -> Concept:
    kind = str(edit.more.get("type"))
    terms = tuple(str(term) for term in edit.more.get("terms") or ()) or (texts.fold(edit.value),)
    return Concept(edit.concept, edit.value, kind if kind in TYPES else "means", terms)


def _edited(concept: Concept, edit: Edit) -> Concept:
    match edit.kind:
        case Kind.ADD_WORD:
            return replace(concept, terms=_with(concept.terms, edit.value))
        case Kind.DROP_WORD:
            return replace(concept, terms=_without(concept.terms, edit.value) or concept.terms)
        case Kind.ADD_ANSWER:
            return with_answers(concept, _with(answers(concept), edit.value))
        case Kind.DROP_ANSWER:
            return with_answers(concept, _without(answers(concept), edit.value))
        case _:
            return concept


def answers(concept: Concept) -> tuple[str, ...]:
    """What answers a problem, or what comes along with something else."""
    return concept.answered_by if concept.type == PROBLEM else concept.related


def with_answers(concept: Concept, ids: tuple[str, ...]) -> Concept:
    if concept.type == PROBLEM:
        return replace(concept, answered_by=ids)
    return replace(concept, related=ids)


def same_word(one: str, other: str) -> bool:
    return texts.fold(one) == texts.fold(other)


def _with(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return values if any(same_word(value, one) for one in values) else (*values, value)


def _without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(one for one in values if not same_word(value, one))


def write(edits: Iterable[Edit]) -> str:
    """Edits as the text of a file."""
    rows = [[edit.kind, edit.concept, edit.value, dict(edit.more)] for edit in edits]
    return json.dumps(rows, ensure_ascii=False, indent=0)


def read(text: str) -> tuple[Edit, ...]:
    """Edits from the text of a file. Raises NotEdits for anything else."""
    try:
        return tuple(Edit(str(k), str(c), str(v), dict(m)) for k, c, v, m in json.loads(text))
    except (TypeError, ValueError) as error:
        raise NotEdits(f"no edits: {error}") from None
