# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads YAML that people write by hand into a checked value; tells mistakes by file and line."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

BIGGEST = 2_000_000  # bytes; the largest of our own is far below
# The C parser where the wheel has it: a start reads some thirty files.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Model = TypeVar("Model", bound=BaseModel)


class Mistake(Exception):
    """What is wrong in a file, and where."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}, regel {line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


def read(path: Path, model: type[Model], name: str = "") -> Model:
    """Read and check one file. Raises Mistake for the first thing that is wrong."""
    name = name or path.name
    try:
        if path.stat().st_size > BIGGEST:
            raise Mistake(name, 1, "het bestand is te groot (meer dan 2 MB)")
        return parse(path.read_text(encoding="utf-8"), model, name)
    except OSError as error:
        raise Mistake(name, 1, f"kan het bestand niet lezen ({error.strerror})") from None
    except UnicodeDecodeError:
        raise Mistake(name, 1, "het bestand is geen UTF-8-tekst") from None


def parse(text: str, model: type[Model], name: str) -> Model:
    """Check the text of a file. Raises Mistake."""
    try:
        data = yaml.load(text, Loader=_NoAliases)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "de opmaak klopt niet"
        raise Mistake(name, mark.line + 1 if mark else 1, f"geen geldige YAML: {reason}") from None
    if not isinstance(data, dict):
        raise Mistake(name, 1, "hier horen velden te staan, elk als 'naam: waarde'")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        tree = yaml.compose(text, Loader=LOADER)
        raise Mistake(name, _line_of(tree, first["loc"]), _in_words(first)) from None


class _NoAliases(LOADER):  # type: ignore[misc]
    """Without aliases a small file cannot unfold into a huge one."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.MarkedYAMLError(problem="verwijzingen met * mogen niet", problem_mark=mark)
        return super().compose_node(parent, index)


def _line_of(node: Any, loc: Iterable[int | str]) -> int:
    """The line of the deepest part of `loc` that exists in the file."""
    line = node.start_mark.line + 1
    for part in loc:
        child = _child(node, part)
        if child is None:
            break
        line, node = child
    return int(line)


def _child(node: Any, part: int | str) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        pairs = ((key, value) for key, value in node.value if key.value == str(part))
        return next(((key.start_mark.line + 1, value) for key, value in pairs), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child = node.value[part]
        return child.start_mark.line + 1, child
    return None


def _in_words(error: Any) -> str:
    field = ".".join(str(part) for part in error["loc"]) or "het bestand"
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"'{field}' ontbreekt"
        case "extra_forbidden":
            return f"'{field}' kennen we niet; kijk of het goed gespeld is"
        case "value_error":
            return str(context["error"])
        case "enum" | "literal_error":
            return f"'{field}' moet een van deze zijn: {context['expected']}"
        case "string_pattern_mismatch":
            return f"'{field}' heeft tekens die hier niet mogen"
        case "string_too_long" | "too_long":
            return f"'{field}' is te lang (hooguit {context['max_length']})"
        case "string_too_short" | "too_short":
            return f"'{field}' is leeg"
        case _:
            return f"'{field}' heeft een waarde die hier niet past"
