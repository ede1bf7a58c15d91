# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads YAML that people write by hand into a checked value; tells mistakes by file and line."""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

BIGGEST = 2_000_000  # bytes; the largest of our own is far below
DEEPEST = 30  # levels; a file nested much deeper crashes the C parser
# The C parser where the wheel has it: a start reads some thirty files.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Model = TypeVar("Model", bound=BaseModel)


class Misplaced(ValueError):
    """For validators of a whole file: what is wrong, and at which place in it.

    `place` is the path from the value being validated, such as ("steps", 2, "zones", 0).
    """

    def __init__(self, place: tuple[int | str, ...], reason: str) -> None:
        super().__init__(reason)
        self.place = place


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
    tree = _compose(text, name)
    try:
        data = LOADER("").construct_document(tree) if tree else None
    except (yaml.YAMLError, ValueError, OverflowError, TypeError) as error:
        raise _unreadable(error, name) from None
    if not isinstance(data, dict):
        raise Mistake(name, 1, "hier horen velden te staan, elk als 'naam: waarde'")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = _most_telling(error.errors(include_url=False))
        thrown = first.get("ctx", {}).get("error")
        place = (*first["loc"], *(thrown.place if isinstance(thrown, Misplaced) else ()))
        raise Mistake(name, _line_of(tree, place), _in_words(first)) from None


def line_of(path: Path, place: Iterable[int | str]) -> int:
    """The line where the value at a path stands, in a file that `read` found good."""
    return _line_of(yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER), place)


def _compose(text: str, name: str) -> Any:
    """The text as nodes with their lines. Raises Mistake."""
    try:
        _refuse_tricks(text, name)
        tree = yaml.compose(text, Loader=LOADER)
    except (yaml.YAMLError, ValueError) as error:
        raise _unreadable(error, name) from None
    if tree is not None:
        _refuse_doubles(tree, name)
    return tree


def _refuse_tricks(text: str, name: str) -> None:
    """Look at the text before anything is built: aliases unfold, deep nesting crashes."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            raise Mistake(name, line, "verwijzingen met * mogen niet; schrijf de waarde voluit")
        if depth > DEEPEST:
            raise Mistake(name, line, "de lijsten zitten te diep in elkaar")


def _refuse_doubles(node: Any, name: str) -> None:
    """The second of two fields with one name would silently win."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _refuse_doubles(child, name)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value in seen:
            raise Mistake(name, key.start_mark.line + 1, f"'{key.value}' staat er twee keer in")
        seen.add(str(key.value))
        _refuse_doubles(value, name)


def _unreadable(error: Exception, name: str) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "de opmaak klopt niet"
    return Mistake(name, mark.line + 1 if mark else 1, f"geen geldige YAML: {_dutch(problem)}")


# What people run into most; the rest stays as the YAML reader says it.
PROBLEMS = {
    "mapping values are not allowed": "een ':' midden in een tekst; zet de tekst tussen aanhalings"
    "tekens",
    "could not find expected ':'": "hier hoort een ':' na de naam van het veld",
    "did not find expected key": "een regel springt anders in dan de regels ernaast",
    "found character that cannot start any token": "een tab of een vreemd teken; spring in met "
    "spaties",
    "found undefined tag": "een '!' aan het begin; zet de tekst tussen aanhalingstekens",
    "could not determine a constructor": "een '!' aan het begin; zet de tekst tussen "
    "aanhalingstekens",
    "found unexpected end of stream": "een aanhalingsteken of haakje dat niet dicht gaat",
    "did not find expected ',' or": "een lijst tussen haakjes waar een komma of haakje ontbreekt",
    "found unhashable key": "een lijst als naam van een veld",
    "control characters are not allowed": "een teken dat je niet ziet; haal het weg",
}


def _dutch(problem: str) -> str:
    return next((dutch for start, dutch in PROBLEMS.items() if problem.startswith(start)), problem)


def _line_of(node: Any, loc: Iterable[int | str]) -> int:
    """The line of the deepest part of `loc` that exists in the file."""
    line = node.start_mark.line + 1 if node else 1
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


def _most_telling(errors: list[Any]) -> Any:
    """A misspelt name says more than that the right one is missing."""
    unknown = next((e for e in errors if e["type"] == "extra_forbidden"), None)
    if unknown is None:
        return errors[0]
    above = unknown["loc"][:-1]
    missing = [e["loc"][-1] for e in errors if e["type"] == "missing" and e["loc"][:-1] == above]
    near = difflib.get_close_matches(str(unknown["loc"][-1]), map(str, missing), n=1)
    return {**unknown, "near": near[0] if near else ""}


def _in_words(error: Any) -> str:
    field = ".".join(str(part) for part in error["loc"]) or "het bestand"
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"'{field}' ontbreekt"
        case "extra_forbidden":
            near = error.get("near")
            hint = f"bedoel je '{near}'?" if near else "kijk of het goed gespeld is"
            return f"'{field}' kennen we niet; {hint}"
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
