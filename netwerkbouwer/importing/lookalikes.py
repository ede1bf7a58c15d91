# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds names in a list of people's own that may mean one organisation. Pure.

A register lists everyone once, so `organisations/identity` never expects a double inside a source.
A list of interviews is the opposite: everyone is named by many, each in their own words. Here a
slip of the pen, a shortened kind ('vv', 'toneelclub') and a name without its kind are enough to
ask a person; nothing is ever joined by it. The chances are rules of thumb, to order the questions.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from netwerkbouwer.common import texts
from netwerkbouwer.importing import columns, mentions
from netwerkbouwer.organisations import identity, villages

MODEL = "lijst-1"
SLIP, SHORT_KIND, NO_KIND, OTHER_KIND = 0.85, 0.7, 0.6, 0.4
LONG_ENOUGH = 6  # letters in which one slip is no other name
LONG = 14  # letters in which two slips are no other name
MOST_TOGETHER = 80  # names with one word in common; more share a word that says nothing
_ENDINGS = ("vereniging", "club", "groep", "school", "studio", "huis", "opvang", "verblijf", "soos",
            "werkgroep", "centrum", "zaal")  # fmt: skip
_KINDS = frozenset(
    "basisschool school kerk gemeente koor gemengd mannenkoor vrouwenkoor harmonie fanfare museum "
    "atelier scouting stichting vereniging bibliotheek dorpshuis dorpsraad zonnebloem afdeling "
    "wijkteam sociaal openbare christelijke katholieke rooms protestants samenwerkingsschool "
    "college lyceum kv hv sv ov oc cc gc jh wzc ehbo speeltuin volkstuinen locatie vestiging "
    "kunst streekmuseum streek gereformeerde hervormde protestantse gereformeerd hervormd "
    "kerkelijke parochie koningin prins prinses koninklijke voor de het van in en aan".split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name, where it lies, and whether it stands in the list or is known from elsewhere.

    `village` is told beside the name, never read in it.
    """

    key: Hashable
    name: str
    place: str
    is_listed: bool = True
    village: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two that may be one, with the chance and why, in Dutch."""

    one: Hashable
    other: Hashable
    chance: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Parts:
    whole: str  # all letters
    kind: str  # words that say what sort of organisation it is
    own: str  # words of its own, as letters
    village: str
    words: tuple[str, ...]


def find(names: Sequence[Named]) -> list[Alike]:
    """Pairs in one municipality of which at least one is in the list, the likeliest first."""
    parts = [_parts(each.name) for each in names]
    found = []
    for i, j in sorted(_candidates(names, parts)):
        is_ours = names[i].is_listed or names[j].is_listed
        told = _compare(parts[i], parts[j])
        if is_ours and told and not _are_two(names[i], names[j], told[0]):
            found.append(Alike(names[i].key, names[j].key, *told))
    return sorted(found, key=lambda pair: -pair.chance)


def _are_two(one: Named, other: Named, chance: float) -> bool:
    """Two in two villages are two, and so are two kinds of organisation with a site each."""
    if villages.are_apart(one.village, other.village):
        return True
    sites = {identity.site_of(one.website), identity.site_of(other.website)} - {""}
    return chance == OTHER_KIND and len(sites) > 1


def _candidates(names: Sequence[Named], parts: Sequence[_Parts]) -> Iterator[tuple[int, int]]:
    """Pairs that share a word of their own, nearly all letters, or a village and a kind."""
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, (name, part) in enumerate(zip(names, parts, strict=True)):
        for key in _keys(part):
            blocks[(name.place, *key)].append(place)
    seen = set()
    for block in blocks.values():
        if len(block) > MOST_TOGETHER:
            continue
        for at, i in enumerate(block):
            for j in block[at + 1 :]:
                if (i, j) not in seen:
                    seen.add((i, j))
                    yield i, j


def _keys(part: _Parts) -> set[tuple[str, str]]:
    """A slip spoils the start or the end of a name, seldom both."""
    keys = {("word", word) for word in part.words} | {("whole", part.whole)}
    if part.village:
        keys.add(("village", part.village))
    for text in (part.whole, part.own):
        if len(text) >= LONG_ENOUGH:
            keys |= {("start", text[:5]), ("end", text[-5:])}
    return keys


def _compare(one: _Parts, other: _Parts) -> tuple[float, str] | None:
    if one.whole == other.whole:
        return SLIP, "dezelfde naam"
    if one.own and other.own:
        return _compare_own(one, other)
    if one.village and one.village == other.village and not (one.own or other.own):
        if _are_slips(one.kind, other.kind):
            return SLIP, "naam op een letter na gelijk"
        if _stem(one.kind) == _stem(other.kind):
            return SHORT_KIND, "dezelfde soort organisatie in hetzelfde dorp"
    if _are_slips(one.whole, other.whole):
        return SLIP, "naam op een letter na gelijk"
    return None


def _compare_own(one: _Parts, other: _Parts) -> tuple[float, str] | None:
    if one.village and other.village and one.village != other.village:
        return None
    is_same = one.own == other.own
    if not is_same and (one.own in other.words or other.own in one.words):
        return NO_KIND, "dezelfde eigennaam, bij een van de twee staat er meer bij"
    if not is_same and not _are_slips(one.own, other.own):
        return (
            (SLIP, "naam op een letter na gelijk") if _are_slips(one.whole, other.whole) else None
        )
    told = "dezelfde eigennaam" if is_same else "eigennaam op een letter na gelijk"
    if one.kind == other.kind:
        return SLIP, told
    if not one.kind or not other.kind:
        return NO_KIND, f"{told}; een van de twee zegt niet wat voor organisatie het is"
    if _stem(one.kind) == _stem(other.kind):
        return SHORT_KIND, f"{told}, dezelfde soort organisatie"
    return OTHER_KIND, f"{told}, andere soort organisatie"


def _are_slips(one: str, other: str) -> bool:
    """One letter wrong, missing or double, or two that changed places; two in a long name."""
    shortest = min(len(one), len(other))
    if shortest < LONG_ENOUGH:
        return False
    return bool(OSA.distance(one, other) <= (2 if shortest >= LONG else 1))


def _stem(kind: str) -> str:
    for ending in _ENDINGS:
        if kind.endswith(ending) and len(kind) > len(ending) + 2:
            return kind.removesuffix(ending)
    return kind


@lru_cache(maxsize=20_000)
def _parts(name: str) -> _Parts:
    words = mentions.written_out(name).split()
    village, words = _village(words)
    kinds = [word for word in words if _is_kind(word)]
    own = [word for word in words if not _is_kind(word)]
    return _Parts(
        whole=texts.fold(mentions.written_out(name)).replace(" ", ""),
        kind="".join(kind for kind in kinds if len(kind) > 3 or kind in ("kv", "hv", "sv", "ov")),
        own="".join(own),
        village=village,
        words=tuple(word for word in own if len(word) > 3),
    )


def _village(words: list[str]) -> tuple[str, list[str]]:
    """The place at the end of a name, and the words before it."""
    for length in range(min(5, len(words) - 1), 0, -1):
        tail = " ".join(words[-length:])
        if columns.is_place(tail):
            return tail, words[:-length]
    return "", words


def _is_kind(word: str) -> bool:
    return word in _KINDS or word in mentions.GENERIC or word.endswith(_ENDINGS[:5])
