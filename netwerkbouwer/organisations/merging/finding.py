# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds which organisations of the directory may be one, or be meant by a row or a typed name."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from netwerkbouwer.common import bulk, texts
from netwerkbouwer.organisations import finding as name_search
from netwerkbouwer.organisations import identity, index_files, standing, villages
from netwerkbouwer.organisations.facts import SearchRequest
from netwerkbouwer.organisations.identity.keys import Indexes
from netwerkbouwer.organisations.merging import entries, whole_directory
from netwerkbouwer.organisations.models import (
    Delivery,
    Identifier,
    Organisation,
    OtherName,
    Pair,
)

SLICE = 5_000  # organisations compared at once
FEW = 30  # for so many entries the database is asked; for more all keys are read
MOST_ASKED = 200  # organisations looked at for one entry
MOST_CANDIDATES = 5  # given for one entry, the likeliest first
LONGEST_NAME = 250
LETTERS = 4  # of a word by which a name in the same town is looked up
NONE: frozenset[str] = frozenset()
SAME_SOURCE = "de bron kent beide onder een eigen sleutel"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that an entry may be, with the chance from 0 to 1 and reasons in Dutch."""

    organisation: int
    chance: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How many pairs were laid before people: so likely that they are certain, and doubtful."""

    certain: int = 0
    doubtful: int = 0


def find_pairs(
    pks: Sequence[int] | None = None,
    *,
    delivery: Delivery | None = None,
    progress: Progress | None = None,
) -> Found:
    """Lay pairs of organisations that may be one before people, as open `Pair` rows.

    Between `pks` and the whole directory, or within all of it. A pair that was laid before, or that
    someone decided on, stays as it is; two in two villages are two. `delivery` is what gave rise to
    looking. Memory: the keys of all, and SLICE organisations.
    """
    whole = whole_directory.current()
    asked = _positions(whole, pks)
    certain = doubtful = 0
    for start in range(0, len(asked), SLICE):
        part = asked[start : start + SLICE]
        for one in _write(_likely_pairs(whole, part, None if pks is None else asked), delivery):
            is_certain = one.chance is not None and one.chance >= identity.CERTAIN
            certain, doubtful = certain + is_certain, doubtful + (not is_certain)
        if progress is not None:
            progress(min(start + SLICE, len(asked)), len(asked))
    if pks is None:
        whole_directory.forget()
    return Found(certain, doubtful)


def _positions(whole: whole_directory.WholeDirectory, pks: Sequence[int] | None) -> Indexes:
    """Where these stand in the whole directory, in its order; merged ones count as what is kept."""
    if pks is None:
        return np.arange(len(whole.pks))
    wanted = np.array(sorted(set(standing.kept(pks).values())), dtype=np.int64)
    return np.nonzero(np.isin(whole.pks, wanted))[0]


def _likely_pairs(
    whole: whole_directory.WholeDirectory,
    part: Indexes,
    asked: Indexes | None,
) -> "dict[tuple[int, int], _Told]":
    """Compare one slice with everything; give what may be double."""
    askers = whole.pks[part].tolist()
    left = identity.prepare(entries.read(askers))
    i, j = whole.index.pairs(left.owners, left.keys)
    mine = part[i]
    # Within what is asked about every pair comes up from both sides: once is enough.
    both_asked = np.ones(len(j), np.bool_) if asked is None else np.isin(j, asked)
    kept = (mine != j) & ((mine < j) | ~both_asked)
    others, right_at = np.unique(j[kept], return_inverse=True)
    right = identity.prepare(entries.read(whole.pks[others].tolist()))
    pairs = identity.score(left, right, (i[kept], right_at), whole.counts)
    likely = np.nonzero(pairs.chance >= identity.DOUBT)[0].tolist()
    twice = identity.seem_twice(pairs.evidence, pairs.chance)
    return {
        _in_order(left.entries[int(pairs.i[at])].key, right.entries[int(pairs.j[at])].key): _Told(
            float(pairs.chance[at]), identity.reasons(pairs, at), bool(twice[at])
        )
        for at in likely
    }


@dataclass(frozen=True, slots=True)
class _Told:
    """What there is to say of a pair; `seems_twice` when we ask although one source has both."""

    chance: float
    reasons: list[str]
    seems_twice: bool

    def in_one_source(self) -> "_Told | None":
        """The same when one source lists both: doubted, or nothing to ask."""
        if not self.seems_twice:
            return None
        chance = min(self.chance, identity.CERTAIN - 0.01)
        return _Told(chance, [*self.reasons, SAME_SOURCE], self.seems_twice)


def _in_order(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


@transaction.atomic
def _write(pairs: dict[tuple[int, int], _Told], delivery: Delivery | None) -> list[Pair]:
    """Write open pairs, but those that were settled; give what was written."""
    pks = sorted({pk for pair in pairs for pk in pair})
    shown, settled = _shown(pks), _settled(pks)
    sources, village = entries.sources_of(pks), entries.villages_of(pks)
    now = timezone.now()
    rows = []
    for (one, other), found in sorted(pairs.items(), key=lambda pair: pair[0]):
        if (one, other) in settled or not {one, other} <= shown:
            continue
        if villages.are_apart(village.get(one, ""), village.get(other, "")):
            continue
        in_one = bool(sources.get(one, NONE) & sources.get(other, NONE))
        told = found.in_one_source() if in_one else found
        if told is not None:
            rows.append(
                Pair(one_id=one, other_id=other, chance=round(told.chance, 4),
                     reasons=told.reasons, model=identity.version(), delivery=delivery,
                     found_at=now)
            )  # fmt: skip
    Pair.objects.bulk_create(rows, ignore_conflicts=True)
    return rows


def _shown(pks: Sequence[int]) -> set[int]:
    """Those of them that people find."""
    columns = ("id", "merged_into_id", "gone_on", "hidden_on")
    rows = bulk.among(Organisation, columns, "id", pks)
    return {pk for pk, *reasons in rows if reasons == [None, None, None]}


def _settled(pks: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs among these that need no question: laid before, decided, or a part and its whole."""
    heads = {member: head for head, all_ in standing.members(pks).items() for member in all_}
    found = set()
    for column in ("one_id", "other_id"):
        for one, other in bulk.among(Pair, ("one_id", "other_id"), column, list(heads)):
            found.add(_in_order(heads.get(one, one), heads.get(other, other)))
    above = {pk: parent for pk, parent in bulk.among(Organisation, ("id", "parent_id"), "id", pks)
             if parent is not None}  # fmt: skip
    kept = standing.kept(above.values())
    return found | {_in_order(pk, kept[parent]) for pk, parent in above.items()}


def candidates_for(asked: Sequence[identity.Entry]) -> dict[int, list[Candidate]]:
    """Which organisations each entry may be, the likeliest first; keys as in the entries.

    Likelier than `identity.DOUBT` only; entries without any are left out. An organisation that the
    source of the entry tells of already, under another key, is never certain, and only asked about
    when the names are nearly equal.
    """
    if not asked:
        return {}
    left = identity.prepare(asked)
    pairs = _among_few(left) if len(asked) <= FEW else _among_all(left)
    return _candidates(left, *pairs)


Compared = tuple[identity.Pairs, identity.Prepared]


def _among_all(left: identity.Prepared) -> Compared:
    whole = whole_directory.current()
    i, j = whole.index.pairs(left.owners, left.keys)
    others, right_at = np.unique(j, return_inverse=True)
    right = identity.prepare(entries.read(whole.pks[others].tolist()))
    return identity.score(left, right, (i, right_at), whole.counts), right


def _among_few(left: identity.Prepared) -> Compared:
    """Every entry beside the organisations that the database and the index find for it."""
    found = [_near(entry) for entry in left.entries]
    pks = sorted({pk for near in found for pk in near})
    read = entries.read(sorted(set(standing.kept(pks).values())))
    right = identity.prepare(read)
    i, j = np.divmod(np.arange(len(left) * len(right)), max(1, len(right)))
    return identity.score(left, right, (i, j), identity.count(left, right)), right


def _near(entry: identity.Entry) -> set[int]:
    """Organisations with a number, a name, a phone, a mailbox or a site like that of an entry."""
    found = set(_by_name(entry.name, entry.municipality))
    for scheme, value in entry.numbers:
        rows = Identifier.objects.filter(scheme=scheme, value=value).order_by()
        found.update(rows.values_list("organisation_id", flat=True)[:MOST_ASKED])
    site, phone = identity.site_of(entry.host), identity.phone(entry.phone)
    ways = Q(pk=0)
    if entry.email:
        ways |= Q(email__iexact=entry.email)
    if phone:
        ways |= Q(phone__endswith=phone)
    if site:
        ways |= Q(website__icontains=site)
    rows_here = Organisation.objects.filter(ways, merged_into=None).order_by()
    if entry.municipality:
        rows_here = rows_here.filter(municipality=entry.municipality)
    if len(ways) > 1:
        found.update(rows_here.values_list("pk", flat=True)[:MOST_ASKED])
    return found


def _by_name(name: str, municipality: str) -> set[int]:
    """Organisations with this name, and those the search index thinks of, slips forgiven."""
    folded = texts.fold(name)
    if not folded:
        return set()
    same = Organisation.objects.filter(name_folded=folded, merged_into=None).order_by()
    found = set(same.values_list("pk", flat=True)[:MOST_ASKED])
    aliases = OtherName.objects.filter(name__iexact=texts.clean_line(name)).order_by()
    found.update(aliases.values_list("organisation_id", flat=True)[:MOST_ASKED])
    words = identity.words_of(name, municipality)
    found.update(_in_town(words, municipality))
    for text in dict.fromkeys((name, " ".join(words))):
        request = name_search.bounded(SearchRequest(text=text))
        try:
            found.update(name_search.find(settings.SEARCH_INDEX_DIR, request).pks)
        except index_files.IndexUnavailable:
            start = Organisation.objects.filter(name_folded__startswith=folded).order_by()
            found.update(start.values_list("pk", flat=True)[:MOST_ASKED])
    return found


def _in_town(words: Sequence[str], municipality: str) -> set[int]:
    """Organisations in a town whose name has the start of a longest word: slips come later."""
    rows = Organisation.objects.filter(merged_into=None, municipality=municipality).order_by()
    found: set[int] = set()
    for word in sorted(set(words), key=lambda word: (-len(word), word))[:2] if municipality else ():
        alike = rows.filter(name_folded__contains=word[:LETTERS])
        found.update(alike.values_list("pk", flat=True)[:MOST_ASKED])
    return found


def _candidates(
    left: identity.Prepared, pairs: identity.Pairs, right: identity.Prepared
) -> dict[int, list[Candidate]]:
    found: dict[int, list[Candidate]] = defaultdict(list)
    twice = identity.seem_twice(pairs.evidence, pairs.chance)
    likely = np.nonzero(pairs.chance >= identity.DOUBT)[0].tolist()
    others = {right.entries[int(pairs.j[at])].key for at in likely}
    sources, village = entries.sources_of(others), entries.villages_of(others)
    for at in sorted(likely, key=lambda at: -float(pairs.chance[at])):
        entry, other = left.entries[int(pairs.i[at])], right.entries[int(pairs.j[at])]
        if len(found[entry.key]) >= MOST_CANDIDATES:
            continue
        if villages.are_apart(entry.village, village.get(other.key, "")):
            continue
        told: _Told | None = _Told(
            float(pairs.chance[at]), identity.reasons(pairs, at), bool(twice[at])
        )
        if told and entry.source and entry.source in sources.get(other.key, NONE):
            told = told.in_one_source()
        if told:
            found[entry.key].append(Candidate(other.key, told.chance, tuple(told.reasons)))
    for candidates in found.values():
        candidates.sort(key=lambda one: (-one.chance, one.organisation))
        _doubt_ties(candidates)
    return {key: candidates for key, candidates in found.items() if candidates}


def _doubt_ties(candidates: list[Candidate]) -> None:
    """Two certain answers to one question are two doubts."""
    certain = [one for one in candidates if one.chance >= identity.CERTAIN]
    if len(certain) > 1:
        for place, one in enumerate(candidates):
            candidates[place] = replace(one, chance=min(one.chance, identity.CERTAIN - 0.01))


def same_as_typed(name: str, municipality: str = "") -> list[Candidate]:
    """Organisations that a typed name may mean, the likeliest first; `municipality` is a code.

    A typed name has no address: in the same town only an equal name, or one with a slip, is likely.
    """
    text = texts.clean_line(name[:LONGEST_NAME])
    if not texts.fold(text):
        return []
    entry = identity.Entry(key=0, source="", name=text, municipality=municipality)
    return candidates_for([entry]).get(0, [])
