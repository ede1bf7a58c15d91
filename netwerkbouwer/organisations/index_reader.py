# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the search index: by subject, by name, counts per sector and municipality. Pure."""

import threading
import time
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from netwerkbouwer.common import dutch, texts
from netwerkbouwer.organisations import (
    index_files,
    likeness,
    name_queries,
    numbers,
    search_index,
    sector_counts,
)
from netwerkbouwer.organisations.facts import MOST_PAGES, MOST_TERMS, PAGE_SIZE, Filters
from netwerkbouwer.organisations.numbers import Numbers
from netwerkbouwer.places import gazetteer

MOST_SHOWN = MOST_PAGES * PAGE_SIZE
WORD_WEIGHT = 1.0
# A part of a compound that more organisations have than this is no answer by itself.
COMMON_SHARE = 0.1
COMMON_AT_LEAST = 200
LEAST_GRAMS, MOST_GRAMS, GRAMS_OF_WORD = 10, 20, 4  # looked for in names, and of every word
# Of grams that are everywhere as many as this share of the directory has together, but a few.
WEIGHED_SHARE, FEW_WEIGHED, FEWEST_GRAMS = 1.5, 20_000, 3
PER_ANSWER = {"value_count": {"field": "pk"}}
MOST_COUNTS = 1_000  # questions whose counts are kept
PART_WEIGHT = 0.6  # of a part of a compound in the question
PLACE_WEIGHT = 4.0  # a name of a municipality in the question lifts what lies there
EXACT_NAME_WEIGHT = 3.0
RERANKED = 50
OPENING_TRIES, OPENING_PAUSE = 40, 0.025  # seconds; a writer is between two files that long


@dataclass(frozen=True)
class Hits:
    """Keys with their scores, the best first, and how many there are in all."""

    pks: list[int]
    scores: list[float]
    total: int


@dataclass(frozen=True)
class Counts:
    """How many answers there are, and how many per sector; several sectors count in each."""

    total: int
    sectors: dict[str, int]


class Snapshot:
    """The index as it was when it was opened; safe to share between threads.

    `numbers` are the arrays of the same moment.
    """

    def __init__(self, root: Path) -> None:
        self.version = search_index.current(root)
        folder = root / self.version.folder
        self.schema = search_index.schema()
        try:
            index = tantivy.Index.open(str(folder))
            index.reload()
            self.searcher = index.searcher()
        except (ValueError, OSError):
            raise index_files.IndexUnavailable(index_files.DAMAGED) from None
        self.numbers: Numbers = numbers.read(folder / "numbers" / str(self.version.revision))
        self._counts: dict[Hashable, Counts] = {}
        self._names: dict[tuple[str, ...], list[Any]] = {}

    def filter_query(self, filters: Filters, *, but_sectors: bool = False) -> Query | None:
        """A query that holds for organisations within these filters, without a score.

        `within_km` reaches over the border of municipalities to their centres.
        """
        wanted = {
            "half": filters.half,
            "kind": filters.kind,
            "country": filters.country,
            "province": filters.province,
            "region": filters.region,
            "reference_region": filters.reference_region,
        }
        musts = [
            Query.term_query(self.schema, name, value, "basic")
            for name, value in wanted.items()
            if value
        ]
        if filters.sectors and not but_sectors:
            musts.append(Query.term_set_query(self.schema, "sector", list(filters.sectors)))
        if filters.municipality:
            musts.append(Query.term_set_query(self.schema, "municipality", codes_of(filters)))
        if not musts:
            return None
        return Query.const_score_query(Query.boolean_query([(Occur.Must, q) for q in musts]), 0.0)

    def topic_query(
        self, tokens: Sequence[dutch.Token], field: str = "topic", *, enough: int | None = None
    ) -> Query | None:
        """A query for any of these stems.

        `field` is 'topic' (has), 'seeks' (looks for) or 'told' (says itself). When a stem alone
        gives `enough` answers (0: however few), those that are everywhere only order them: what has
        nothing but those comes after all that anyone looks at, and half the directory need not be
        weighed.
        """
        weights: dict[str, float] = {}
        for token in tokens:
            if token.is_part and self._is_common(field, token.stem):
                continue
            weight = PART_WEIGHT if token.is_part else WORD_WEIGHT
            weights[token.stem] = max(weight, weights.get(token.stem, 0.0))
        if not weights:
            return None
        terms = {stem: self._weighed(field, stem, weight) for stem, weight in weights.items()}
        wide = [stem for stem in terms if enough is not None and self._is_common(field, stem)]
        telling = [stem for stem in terms if stem not in wide]
        frequent = max((self.searcher.doc_freq(field, stem) for stem in telling), default=0)
        if not wide or not telling or frequent < (enough or 0):
            return Query.boolean_query([(Occur.Should, term) for term in terms.values()])
        must = Query.boolean_query([(Occur.Should, terms[stem]) for stem in telling])
        return Query.boolean_query(
            [(Occur.Must, must), *((Occur.Should, terms[stem]) for stem in wide)]
        )

    def _weighed(self, field: str, stem: str, weight: float) -> Query:
        query = self._stem(field, stem)
        return query if weight == WORD_WEIGHT else Query.boost_query(query, weight)

    def _is_common(self, field: str, stem: str) -> bool:
        """Whether a part says too little alone: 'school' of 'muziekschool' is in every school."""
        most = max(COMMON_AT_LEAST, COMMON_SHARE * self.searcher.num_docs)
        return bool(self.searcher.doc_freq(field, stem) > most)

    def _stem(self, field: str, stem: str) -> Query:
        """The stem itself; for one that nobody has, those that differ by a letter or two."""
        if len(stem) >= likeness.LONG_WORD and not self.searcher.doc_freq(field, stem):
            return Query.fuzzy_term_query(self.schema, field, stem, 2 if len(stem) > 8 else 1)
        return Query.term_query(self.schema, field, stem, "freq")

    def text_query(self, text: str) -> Query | None:
        """A query for a text that someone typed: its subjects, or all its words in a name."""
        words = texts.fold(text).split()[:MOST_TERMS]
        if not words:
            return None
        is_known = bool(self._called(words, None))
        # Who typed a whole name looks for that one, not for every school because it is a school.
        enough = 0 if is_known and len(words) > 1 else MOST_SHOWN
        topic = self.topic_query(dutch.analyse(" ".join(words)), enough=enough)
        if is_known or topic is None:
            named = Query.boost_query(name_queries.all_words(self.schema, words), EXACT_NAME_WEIGHT)
            topic = named if topic is None else name_queries.any_of([named, topic])
        return topic

    def _called(self, words: Sequence[str], filter_: Query | None) -> list[Any]:
        """Addresses of the best names with all of these words; without a filter kept."""
        key = tuple(words)
        known = self._names.get(key) if filter_ is None else None
        if known is None:
            query = self.both(name_queries.all_words(self.schema, words), filter_)
            hits = self.searcher.search(query, RERANKED, False).hits
            known = [address for _, address in hits]
            if filter_ is None:
                if len(self._names) >= MOST_COUNTS:
                    self._names.clear()
                self._names[key] = known
        return known

    def both(self, query: Query | None, filter_: Query | None) -> Query:
        """What answers to the query and the filter."""
        parts = [(Occur.Must, part) for part in (query, filter_) if part is not None]
        parts = parts or [(Occur.Must, Query.all_query())]
        # Alone a query of many words can pass over what will never be among the best.
        return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)

    def either(self, query: Query, pks: Collection[int]) -> Query:
        """What answers to the query, and these organisations too."""
        if not pks:
            return query
        these = Query.term_set_query(self.schema, "pk", sorted(pks))
        return Query.boolean_query([(Occur.Should, query), (Occur.Should, these)])

    def best(self, query: Query, limit: int, offset: int = 0) -> Hits:
        """Give the best answers; ties in the order of the index."""
        result: Any = self.searcher.search(query, max(1, limit), True, offset=offset)
        hits = result.hits[:limit]
        scores = [score for score, _ in hits]
        return Hits(self._pks([address for _, address in hits]), scores, int(result.count))

    def top(self, query: Query, limit: int, offset: int = 0) -> list[int]:
        """The same keys as `best`; not counting the others spares most of the work."""
        if limit < 1:
            return []
        found = self.searcher.search(query, limit, False, offset=offset)
        return self._pks([address for _, address in found.hits])

    def top_near(
        self, query: Query, text: str, limit: int, offset: int = 0, without: Collection[int] = ()
    ) -> list[int]:
        """The best keys but some; what lies in a municipality that the text names is lifted."""
        if limit < 1:
            return []
        here = name_queries.places_in(texts.fold(text).split()[:MOST_TERMS])
        pks = self._pks(self._near(query, here, offset + limit + len(without)))
        out = set(without)
        return [pk for pk in pks if pk not in out][offset : offset + limit]

    def _near(self, query: Query, codes: list[str], limit: int) -> list[Any]:
        """Addresses of the best answers, those in these municipalities higher.

        Asked in two: a query of words alone passes over most of what has them.
        """
        hits = self.searcher.search(query, limit, False).hits
        if not codes:
            return [address for _, address in hits]
        here = Query.term_set_query(self.schema, "municipality", codes)
        inside = self.both(query, Query.const_score_query(here, PLACE_WEIGHT))
        found = {(one.segment_ord, one.doc): (score, one) for score, one in hits}
        for score, one in self.searcher.search(inside, limit, False).hits:
            found[one.segment_ord, one.doc] = (score, one)
        order = sorted(found, key=lambda place: (-found[place][0], place))[:limit]
        return [found[place][1] for place in order]

    def alphabetical(self, query: Query, limit: int, offset: int = 0) -> list[int]:
        """Give the keys of the answers by name."""
        result: Any = self.searcher.search(
            query, max(1, limit), False, "by_name", offset, tantivy.Order.Asc
        )
        return self._pks([address for _, address in result.hits[:limit]])

    def _pks(self, addresses: list[Any]) -> list[int]:
        values: list[Any] = self.searcher.fast_field_values("pk", addresses)
        return [int(value) for value in values]

    def by_name(self, text: str, filter_: Query | None) -> Hits:
        """Give organisations that are called like this, slips of the pen allowed; at most 50.

        Every word of the text must be like a word of a name, or the start of it; one of them may
        be the municipality instead. Ranked by likeness of the whole.
        """
        words = texts.fold(text).split()[:MOST_TERMS]
        if not words:
            return Hits([], [], 0)
        here = name_queries.places_in(words)
        found = self._like(words, here, filter_)
        beside = self._place_words(list(found), here)
        scored = []
        for pk, address in found.items():
            names = self.searcher.doc(address).to_dict()["names"]
            score = likeness.likeness(words, names, place_words=beside.get(pk, frozenset()))
            if score:
                scored.append((-score, pk))
        scored = sorted(scored)[:RERANKED]
        return Hits([pk for _, pk in scored], [-score for score, _ in scored], len(scored))

    def _like(self, words: Sequence[str], here: list[str], filter_: Query | None) -> dict[int, Any]:
        """Who may be called like this, by key: with all these words, and else with pieces of them.

        When enough have all the words, no slips are looked for.
        """
        addresses = self._called(words, filter_)
        grams = self._telling_grams(words) if len(addresses) < RERANKED else []
        if grams:
            pieces = [Query.term_query(self.schema, "grams", gram, "freq") for gram in grams]
            query = self.both(name_queries.any_of(pieces), filter_)
            addresses = [*addresses, *self._near(query, here, RERANKED)]
        return dict(zip(self._pks(addresses), addresses, strict=True))

    def _telling_grams(self, words: Sequence[str]) -> list[str]:
        """The grams to look for, the rarest first; those that are everywhere only when few are not.

        Some of every word stay, as the rarest of all may be those of a slip.
        """
        each = [search_index.grams(word) for word in words]
        found = {gram: self.searcher.doc_freq("grams", gram) for one in each for gram in one}
        known = sorted((gram for gram, count in found.items() if count), key=found.__getitem__)
        first = {g for one in each for g in [g for g in known if g in one][:GRAMS_OF_WORD]}
        kept = [g for place, g in enumerate(known) if g in first or place < MOST_GRAMS]
        telling = [gram for gram in kept if not self._is_common("grams", gram)]
        if len(telling) >= LEAST_GRAMS:
            return telling
        kept = kept[:LEAST_GRAMS]
        bound = max(FEW_WEIGHED, WEIGHED_SHARE * self.searcher.num_docs)
        while len(kept) > FEWEST_GRAMS and sum(found[gram] for gram in kept) > bound:
            kept.pop()
        return kept

    def _place_words(self, pks: Sequence[int], here: Collection[str]) -> dict[int, frozenset[str]]:
        """Words of the municipality of each organisation whose municipality the question names."""
        if not here:
            return {}
        words = {
            code: frozenset(texts.fold(gazetteer.by_code(code).name_nl).split()) for code in here
        }
        found = {}
        for pk, row in zip(pks, self.numbers.rows_of(pks).tolist(), strict=True):
            place = int(self.numbers.municipality[row]) if row >= 0 else -1
            code = self.numbers.municipalities[place] if place >= 0 else ""
            if code in words:
                found[pk] = words[code]
        return found

    def counts(self, query: Query, key: Hashable, also: Collection[int] = ()) -> Counts:
        """Count the answers and whoever of `also` is not among them; kept under `key`."""
        known = self._counts.get(key)
        if known is None:
            sets = sector_counts.sets(self.searcher, query)
            if also:
                these = Query.term_set_query(self.schema, "pk", sorted(also))
                more = Query.boolean_query([(Occur.Must, these), (Occur.MustNot, query)])
                sets += sector_counts.sets(self.searcher, more)
            known = Counts(sets.total(), sector_counts.of_each(sets))
            if len(self._counts) >= MOST_COUNTS:
                self._counts.clear()
            self._counts[key] = known
        return known

    def total(self, query: Query) -> int:
        """Count the answers without weighing them."""
        found = self.searcher.aggregate(query, {"total": PER_ANSWER})
        return int(found["total"]["value"])

    def municipality_counts(self, query: Query) -> dict[str, tuple[int, dict[str, int]]]:
        """Count the answers per municipality and, in it, per sector."""
        inner = {"terms": {"field": "sector", "size": 30}}
        outer = {"terms": {"field": "municipality", "size": 1_000}, "aggs": {"sectors": inner}}
        found = self.searcher.aggregate(query, {"places": outer})
        return {
            place["key"]: (
                int(place["doc_count"]),
                {b["key"]: int(b["doc_count"]) for b in place["sectors"]["buckets"]},
            )
            for place in found["places"]["buckets"]
        }


def codes_of(filters: Filters) -> list[str]:
    """Give the codes that the filter on place lets through."""
    if filters.within_km is None:
        return [filters.municipality]
    near = gazetteer.municipalities_within(filters.municipality, filters.within_km)
    return [place.code for place, _ in near]


_open: dict[Path, tuple[tuple[int, int, int], Snapshot]] = {}
_opening = threading.Lock()


def snapshot(root: Path) -> Snapshot:
    """Give the index in use, opened again when another version took its place.

    Raises IndexUnavailable with a sentence.
    """
    stamp = index_files.stamp(root)
    known = _open.get(root)
    if known is not None and known[0] == stamp:
        return known[1]
    with _opening:
        stamp = index_files.stamp(root)
        known = _open.get(root)
        if known is not None and known[0] == stamp:
            return known[1]
        found = _opened(root, can_wait=known is None)
        if found is None and known is not None:
            return known[1]  # still whole, and the next question tries again
        found = found or Snapshot(root)
        _open[root] = (stamp, found)
    return found


def _opened(root: Path, *, can_wait: bool) -> Snapshot | None:
    """Open text and numbers of the same moment: a writer may be between the two.

    Gives nothing when they stay apart, as after a writer that was killed between the two.
    """
    for _ in range(OPENING_TRIES if can_wait else 1):
        before = index_files.stamp(root)
        try:
            found = Snapshot(root)
        except index_files.IndexUnavailable:
            if index_files.stamp(root) == before:
                raise
            continue  # it was put aside while we opened it
        if found.searcher.num_docs == len(found.numbers.pk):
            return found
        time.sleep(OPENING_PAUSE if can_wait else 0.0)
    return None
