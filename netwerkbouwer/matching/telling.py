# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a list of suggestions is told: near before far, and the reasons in one order. Pure.

First where two texts met, then what we only assume, then where they are and which borders that
crosses, then the network. What is longer than a few lines is folded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netwerkbouwer.matching.reasons import Reason
from netwerkbouwer.matching.suggestions import Suggestion

MET, ASSUMED, WHERE, OTHER, NETWORK = "met", "assumed", "where", "other", "network"
ORDER = (MET, ASSUMED, WHERE, OTHER, NETWORK)
GROUPS = {
    "words": MET,
    "meaning": MET,
    "assumption": ASSUMED,
    "none": ASSUMED,
    "place": WHERE,
    "border": WHERE,
    "region": WHERE,
    "reach": WHERE,
    "sector": OTHER,
    "half": OTHER,
    "freshness": OTHER,
}  # any other kind of reason speaks of the network
TOGETHER = {WHERE, OTHER}  # short facts that read as one line
OPEN_LINES = 4
THIN = 3  # fewer near suggestions that answer something: the directory tells too little


@dataclass(frozen=True, slots=True)
class Line:
    """One line of reasons; `group` is one of ORDER."""

    group: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """The reasons of one suggestion: what is seen at once, and what is folded."""

    shown: tuple[Line, ...]
    folded: tuple[Line, ...]


def tell(reasons: Iterable[Reason]) -> Told:
    """Put reasons in the order people read them; at least the place is seen at once."""
    by_group: dict[str, list[str]] = {group: [] for group in ORDER}
    for reason in dict.fromkeys(reasons):
        by_group[GROUPS.get(reason.kind, NETWORK)].append(reason.text)
    by_group[ASSUMED] = [_once(text, by_group[MET]) for text in by_group[ASSUMED]]
    lines: list[Line] = []
    for group, said in by_group.items():
        if said and group in TOGETHER:
            lines.append(Line(group, " · ".join(said)))
        else:
            lines += [Line(group, text) for text in said]
    seen = _seen_at_once(lines)
    return Told(
        tuple(line for place, line in enumerate(lines) if place in seen),
        tuple(line for place, line in enumerate(lines) if place not in seen),
    )


def _once(assumed: str, met: Iterable[str]) -> str:
    """What we assume, without a first sentence that a line above it says already."""
    first, stop, rest = assumed.partition(". ")
    return rest if stop and any(text.startswith(first + stop) for text in met) else assumed


def _seen_at_once(lines: Sequence[Line]) -> set[int]:
    """The first line of every group, then more from the front while there is room."""
    if len(lines) <= OPEN_LINES + 1:
        return set(range(len(lines)))
    groups: set[str] = set()
    chosen: set[int] = set()
    for place, line in enumerate(lines):
        if line.group not in groups and line.group != OTHER:
            groups.add(line.group)
            chosen.add(place)
    for place in range(len(lines)):
        if len(chosen) >= OPEN_LINES:
            break
        chosen.add(place)
    return chosen


def split(found: Sequence[Suggestion]) -> tuple[list[Suggestion], list[Suggestion]]:
    """Give (near, far), each in its order."""
    return [one for one in found if not one.is_far], [one for one in found if one.is_far]


def is_relevant(suggestion: Suggestion) -> bool:
    """Whether a text met, or its kind may answer; else it is only near."""
    return any(
        reason.kind == "assumption" or GROUPS.get(reason.kind) == MET
        for reason in suggestion.reasons
    )


def is_thin(found: Sequence[Suggestion]) -> bool:
    """Whether so few near ones answer that kinds of partners help further."""
    near, _far = split(found)
    return sum(map(is_relevant, near)) < THIN
