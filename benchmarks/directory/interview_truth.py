# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Holds what came of the sheet of interviews against the truth that was kept aside."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.directory import interviews
from netwerkbouwer.common import grids
from netwerkbouwer.importing import columns, layouts, mentions, sheet_rows
from netwerkbouwer.importing.options import Options

SHEET = "Gesprekken"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Precision, recall and F1 over pairs of entries that are one organisation."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def entries(story: interviews.Story, path: Path) -> dict[str, int]:
    """For every entry that the sheet gives, by its key: which organisation it really is."""
    rows = list(grids.rows(path, SHEET))
    layout = layouts.choose(rows[: layouts.LOOKED_AT], Options.model_validate({}))
    gathering = sheet_rows.Gathering(layout)
    for line, row in enumerate(rows[layout.header :], start=layout.header + 1):
        gathering.add(line, row)
    links = {row.key: row.links for row in gathering.rows()}
    meant: dict[str, Counter[int]] = defaultdict(Counter)
    by_name = {found.values["name"]: found for found in gathering.found.values()}
    for row, number in enumerate(story.visited):
        found = by_name[story.organisations[number].name]
        meant[found.key][number] += 1
        told = [mention for mention in story.mentions if mention.row == row]
        _count(found, told, gathering, meant)
    assert len(links) == len(gathering.found) + len(gathering.named)
    return {key: counter.most_common(1)[0][0] for key, counter in meant.items()}


def _count(
    found: sheet_rows.Found,
    told: Iterable[interviews.Mention],
    gathering: sheet_rows.Gathering,
    meant: Mapping[str, Counter[int]],
) -> None:
    """Which key each mention of one interview went to, by the name as it was understood."""
    by_core = {mentions.core(mention.name): mention for _, _, mention in found.told}
    for mention in told:
        read = mentions.read(mention.written, is_place=columns.is_place).mentions
        for one in read[:1]:
            understood = by_core.get(mentions.core(one.name)) or _nearby(
                by_core, one, found.key.rpartition(":")[2]
            )
            if understood is not None:
                meant[gathering.key_of(found, understood)][mention.number] += 1


def _nearby(
    by_core: Mapping[str, mentions.Mention], one: mentions.Mention, village: str
) -> mentions.Mention | None:
    """What was said without its village stands there with it."""
    core = mentions.core(one.name)
    for where in (one.place or village, interviews.PLACE):
        if found := by_core.get(core + mentions.core(where)):
            return found
    return None


def judge(truth: Mapping[str, int], given: Mapping[str, int]) -> Judgement:
    """`truth` and `given` say per entry which organisation it is; in whatever numbers."""
    same = _pairs(truth)
    said = _pairs({key: given[key] for key in truth if key in given})
    right = len(same & said)
    return Judgement(right / max(len(said), 1), right / max(len(same), 1))


def _pairs(groups: Mapping[str, int]) -> set[frozenset[str]]:
    by_group: dict[int, list[str]] = defaultdict(list)
    for key, group in groups.items():
        by_group[group].append(key)
    return {frozenset(pair) for keys in by_group.values() for pair in combinations(keys, 2)}
