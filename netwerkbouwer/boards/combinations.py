# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proposes sets of partners that are on a board, that bridge or cover a limitation. Pure.

Sets as `matching.combining` promises them come first: the same way as with organisations of the
directory. A board with too few partners for those gets smaller sets: greedy, from one partner, by
whoever adds most that is new: another municipality counts most, then the other half, then another
sector. Never two who work together already.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from netwerkbouwer.boards import hints
from netwerkbouwer.matching.sets import combining
from netwerkbouwer.places import gazetteer

POOL = 60  # partners looked at: those chosen and with an idea first
SIZE = 3  # of a small set
RICH, MOST_NEEDS = 2, 3  # rich sets for the board as a whole; limitations with one each
NEW_PLACE, NEW_HALF, NEW_SECTOR = 4.0, 3.0, 1.0
CHOSEN, HAS_IDEA = 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Option:
    """A partner that can be in a set, and the exercise it was found in."""

    id: str
    party: hints.Party
    chosen: bool = False
    has_idea: bool = False
    exercise: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A limitation that someone started an exercise from."""

    exercise: str
    title: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A set with the reasons for it; `exercise` is the limitation it covers, or empty."""

    members: tuple[str, ...]
    reasons: tuple[str, ...]
    exercise: str = ""


Pairs = Collection[frozenset[str]]
Possible = tuple[Need | None, list[Option]]


def propose(
    options: Sequence[Option],
    *,
    existing: Collection[frozenset[str]] = (),
    unmet: Sequence[Need] = (),
    linked: Pairs = (),
    limit: int = 3,
) -> list[Proposal]:
    """At most `limit` sets, none within a set that exists. Same input, same sets.

    `linked` are pairs of ids that work together already.
    """
    pool = sorted(options, key=lambda o: (not o.chosen, not o.has_idea, o.party.name, o.id))[:POOL]
    possible = [
        *_bridging(pool, unmet, linked),
        *_for_needs(pool, unmet, linked),
        *_crossing(pool, linked),
    ]
    # What a limitation needs goes first, then what bridges most.
    possible.sort(key=lambda pair: pair[0] is None)
    return _choose(possible, existing, limit)


def _choose(
    possible: Sequence[Possible], existing: Collection[frozenset[str]], limit: int
) -> list[Proposal]:
    """First sets that share at most one partner; then, if there are too few, the others."""
    found: list[Proposal] = []
    for shared in (1, combining.MOST_MEMBERS):
        for need, members in possible:
            ids = frozenset(option.id for option in members)
            known = any(_alike(ids, other) for other in existing)
            near = any(
                len(ids & set(p.members)) > shared or _alike(ids, frozenset(p.members))
                for p in found
            )
            if len(found) < limit and not known and not near:
                found.append(_proposal(members, need))
    return found


def _bridging(pool: Sequence[Option], unmet: Sequence[Need], linked: Pairs) -> Iterator[Possible]:
    """Sets of three to five as promised, for each limitation and for the board as a whole."""
    if len(pool) < combining.LEAST_MEMBERS:
        return
    for need in (*unmet[:MOST_NEEDS], None):
        arrays = _arrays(pool, need, linked)
        for places in combining.search(arrays, 1 if need else RICH):
            members = [pool[place] for place in places]
            helps = [o for o in members if need is not None and o.exercise == need.exercise]
            yield need, [*helps, *(option for option in members if option not in helps)]


def _arrays(pool: Sequence[Option], need: Need | None, linked: Pairs) -> combining.Pool:
    """Everyone on a board was put there for something; a limitation needs one of its own."""
    ids = [option.id for option in pool]
    of_need = [need is not None and option.exercise == need.exercise for option in pool]
    both = [frozenset((one, other)) in linked for one in ids for other in ids]
    chosen = [CHOSEN * o.chosen + HAS_IDEA * o.has_idea for o in pool]
    everyone = np.ones((len(pool), 1))
    helps = np.array(of_need, dtype=np.float64)[:, None]
    return combining.Pool(
        ids=tuple(ids),
        sector=_numbered([next(iter(o.party.sectors), "") for o in pool]),
        municipality=_numbered([_place(o) for o in pool]),
        half=_numbered([o.party.half for o in pool]),
        kind=np.full(len(pool), combining.NONE),
        relevance=np.array(chosen, dtype=np.float64),
        familiar=np.zeros(len(pool), dtype=np.bool_),
        covers=np.hstack([everyone, helps]) if need is not None else everyone,
        exchange=np.zeros((len(pool), len(pool))),
        linked=np.array(both, dtype=np.bool_).reshape(len(pool), len(pool)),
    )


def _numbered(values: Sequence[str]) -> combining.Places:
    seen = {value: place for place, value in enumerate(dict.fromkeys(filter(None, values)))}
    return np.array([seen.get(value, combining.NONE) for value in values], dtype=np.int64)


def _alike(ids: frozenset[str], other: frozenset[str]) -> bool:
    """The same set, or one within the other: nothing new."""
    return ids <= other or (len(other) > 1 and other <= ids)


def _for_needs(pool: Sequence[Option], unmet: Sequence[Need], linked: Pairs) -> Iterator[Possible]:
    for need in unmet:
        helper = next((option for option in pool if option.exercise == need.exercise), None)
        if helper is not None and len(members := _grown([helper], pool, linked)) > 1:
            yield need, members


def _crossing(pool: Sequence[Option], linked: Pairs) -> list[Possible]:
    """Sets that cross a municipal border as well as the horizon, the richest first."""
    sets = [_grown([option], pool, linked) for option in pool]
    crossing = [members for members in sets if _crosses(members)]
    crossing.sort(key=lambda members: (-_richness(members), [option.id for option in members]))
    return [(None, members) for members in crossing]


def _grown(members: list[Option], pool: Sequence[Option], linked: Pairs) -> list[Option]:
    """Add whoever brings most that is new, as long as someone brings another place or half."""
    while len(members) < SIZE:
        left = [o for o in pool if o not in members and not _knows(o, members, linked)]
        best = max(left, key=lambda option: _gain(members, option), default=None)
        if best is None or _gain(members, best) < NEW_HALF:
            break
        members = [*members, best]
    return members


def _knows(option: Option, members: Sequence[Option], linked: Pairs) -> bool:
    return any(frozenset((option.id, member.id)) in linked for member in members)


def _gain(members: Sequence[Option], option: Option) -> float:
    places, halves = {_place(m) for m in members}, {m.party.half for m in members}
    sectors = {sector for m in members for sector in m.party.sectors}
    gain = NEW_PLACE * bool(_place(option) and _place(option) not in places)
    gain += NEW_HALF * bool(option.party.half and option.party.half not in halves)
    gain += NEW_SECTOR * bool(option.party.sectors and not sectors & set(option.party.sectors))
    return gain + CHOSEN * option.chosen + HAS_IDEA * option.has_idea


def _richness(members: Sequence[Option]) -> float:
    return sum(_gain(members[:index], option) for index, option in enumerate(members))


def _place(option: Option) -> str:
    try:
        return gazetteer.by_code(option.party.code).label
    except gazetteer.UnknownCode:
        return ""


def _places(members: Sequence[Option]) -> list[str]:
    return sorted({_place(member) for member in members} - {""})


def _crosses(members: Sequence[Option]) -> bool:
    halves = {member.party.half for member in members}
    return len(_places(members)) > 1 and halves >= {"culture", "other"}


def _proposal(members: Sequence[Option], need: Need | None) -> Proposal:
    ids = tuple(member.id for member in members)
    reasons = [*_about_need(members, need), *_about_borders(members), *_about_choice(members)]
    return Proposal(ids, tuple(reasons), need.exercise if need else "")


def _about_need(members: Sequence[Option], need: Need | None) -> Iterator[str]:
    if need is not None:
        name = members[0].party.name
        yield f"Voor ‘{need.title}’ heb je nog geen combinatie; {name} kan daarbij helpen."


def _about_borders(members: Sequence[Option]) -> Iterator[str]:
    places = _places(members)
    if len(places) > 1:
        yield f"Over de gemeentegrens: {hints.listed(places)}."
    culture = [m.party.name for m in members if m.party.half == "culture"]
    other = [m.party.name for m in members if m.party.half == "other"]
    if culture and other:
        yield f"Cultuur en niet-cultuur samen: {hints.listed(culture)} met {hints.listed(other)}."
    sectors = sorted({sector for m in members for sector in m.party.sectors})
    if len(sectors) > 1:
        yield f"Verschillende sectoren: {hints.listed(sectors)}."


def _about_choice(members: Sequence[Option]) -> Iterator[str]:
    if all(member.chosen for member in members):
        yield "Je koos ze allemaal al als partner."
