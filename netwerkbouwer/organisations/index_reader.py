# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the search index: by subject, by name, counts per sector and municipality. Pure."""

import re
import threading
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tantivy
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from tantivy import Occur, Query

from netwerkbouwer.common import dutch, texts
from netwerkbouwer.organisations import index_files, numbers, search_index
from netwerkbouwer.organisations.facts import MOST_TERMS, Filters
from netwerkbouwer.organisations.numbers import Numbers
from netwerkbouwer.places import gazetteer

WORD_WEIGHT = 1.0
# A part of a compound that more organisations have than this is no answer by itself.
COMMON_SHARE = 0.1
COMMON_AT_LEAST = 200
PART_WEIGHT = 0.6  # of a part of a compound in the question
PLACE_WEIGHT = 4.0  # a name of a municipality in the question lifts what lies there
EXACT_NAME_WEIGHT = 3.0
RERANKED = 50
OPENING_TRIES, OPENING_PAUSE = 40, 0.025  # seconds; a writer is between two files that long
# How much a typed word is like a word of a name, 0-100: the start of it, or with so many slips.
STARTS_WITH = 96.0
LIKENESS_AFTER_SLIPS = {1: 90.0, 2: 84.0}
FIRST_WORD_WITH_SLIPS, LONG_WORD = 4, 6  # letters
LEAST_WHOLE = 78.0  # likeness of a whole name of which a word is not like any typed
LEAST_FIRST_LETTERS = 3  # typed of a word before it may stand for longer words


@dataclass(frozen=True)
class Hits:
    """Keys with their scores, the best first, and how many there are in all."""

    pks: list[int]
    scores: list[float]
    total: int


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

    def topic_query(self, tokens: Sequence[dutch.Token], field: str = "topic") -> Query | None:
        """A query for any of these stems.

        `field` is 'topic' (has), 'seeks' (looks for) or 'told' (says itself).
        """
        weights: dict[str, float] = {}
        for token in tokens:
            if token.is_part and self._is_common(field, token.stem):
                continue
            weight = PART_WEIGHT if token.is_part else WORD_WEIGHT
            weights[token.stem] = max(weight, weights.get(token.stem, 0.0))
        terms = [
            Query.boost_query(self._stem(field, stem), weight) for stem, weight in weights.items()
        ]
        return Query.boolean_query([(Occur.Should, term) for term in terms]) if terms else None

    def _is_common(self, field: str, stem: str) -> bool:
        """Whether a part says too little alone: 'school' of 'muziekschool' is in every school."""
        most = max(COMMON_AT_LEAST, COMMON_SHARE * self.searcher.num_docs)
        return bool(self.searcher.doc_freq(field, stem) > most)

    def _stem(self, field: str, stem: str) -> Query:
        """The stem itself; for one that nobody has, those that differ by a letter or two."""
        if len(stem) >= LONG_WORD and not self.searcher.doc_freq(field, stem):
            return Query.fuzzy_term_query(self.schema, field, stem, 2 if len(stem) > 8 else 1)
        return Query.term_query(self.schema, field, stem, "freq")

    def text_query(self, text: str) -> Query | None:
        """A query for a text that someone typed: its subjects, or all its words in a name.

        The name of a municipality in it lifts what lies there.
        """
        words = texts.fold(text).split()[:MOST_TERMS]
        shoulds = []
        if topic := self.topic_query(dutch.analyse(" ".join(words))):
            shoulds.append((Occur.Should, topic))
        if words:
            exact = [(Occur.Must, self._word(word, word == words[-1])) for word in words]
            named = Query.boolean_query(exact)
            shoulds.append((Occur.Should, Query.boost_query(named, EXACT_NAME_WEIGHT)))
        if not shoulds:
            return None
        return self._lifted(Query.boolean_query(shoulds), places_in(words))

    def _lifted(self, query: Query, codes: list[str]) -> Query:
        """The same answers, those in these municipalities higher."""
        if not codes:
            return query
        here = Query.term_set_query(self.schema, "municipality", codes)
        lift = Query.const_score_query(here, PLACE_WEIGHT)
        return Query.boolean_query([(Occur.Must, query), (Occur.Should, lift)])

    def _word(self, word: str, may_go_on: bool) -> Query:
        if may_go_on and len(word) >= LEAST_FIRST_LETTERS:
            # Folded words hold nothing but letters and digits, so they are safe in a pattern.
            return Query.regex_query(self.schema, "words", f"{re.escape(word)}.*")
        return Query.term_query(self.schema, "words", word, "freq")

    def both(
        self, query: Query | None, filter_: Query | None, without: Collection[int] = ()
    ) -> Query:
        """What answers to the query and the filter, without some organisations."""
        parts = [(Occur.Must, part) for part in (query, filter_) if part is not None]
        parts = parts or [(Occur.Must, Query.all_query())]
        if without:
            out = Query.term_set_query(self.schema, "pk", sorted(without))
            parts.append((Occur.MustNot, out))
        return Query.boolean_query(parts)

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
        return Hits(self._pks(hits), [score for score, _ in hits], int(result.count))

    def alphabetical(self, query: Query, limit: int, offset: int = 0) -> Hits:
        """Give the answers by name."""
        result: Any = self.searcher.search(
            query, max(1, limit), True, "by_name", offset, tantivy.Order.Asc
        )
        pks = self._pks(result.hits[:limit])
        return Hits(pks, [0.0] * len(pks), int(result.count))

    def _pks(self, hits: Any) -> list[int]:
        addresses = [address for _, address in hits]
        values: list[Any] = self.searcher.fast_field_values("pk", addresses)
        return [int(value) for value in values]

    def by_name(self, text: str, filter_: Query | None) -> Hits:
        """Give organisations that are called like this, slips of the pen allowed; at most 50.

        Every word of the text must be like a word of a name, or the start of it; one of them may
        be the municipality instead. Ranked by likeness of the whole.
        """
        words = texts.fold(text).split()[:MOST_TERMS]
        shoulds = [
            (Occur.Should, Query.term_query(self.schema, "grams", gram, "freq"))
            for gram in dict.fromkeys(gram for word in words for gram in search_index.grams(word))
        ]
        if not shoulds:
            return Hits([], [], 0)
        here = places_in(words)
        query = self.both(self._lifted(Query.boolean_query(shoulds), here), filter_)
        found = self.searcher.search(query, RERANKED, False).hits
        pks = self._pks(found)
        beside = self._place_words(pks, here)
        scored = []
        for pk, (_, address) in zip(pks, found, strict=True):
            names = self.searcher.doc(address).to_dict()["names"]
            score = likeness(words, names, place_words=beside.get(pk, frozenset()))
            if score:
                scored.append((-score, pk))
        scored.sort()
        return Hits([pk for _, pk in scored], [-score for score, _ in scored], len(scored))

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

    def sector_counts(self, query: Query) -> dict[str, int]:
        """Count the answers per sector; one with several sectors counts in each."""
        terms = {"terms": {"field": "sector", "size": 50}}
        found = self.searcher.aggregate(query, {"counts": terms})
        return {b["key"]: int(b["doc_count"]) for b in found["counts"]["buckets"]}

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


@cache
def _place_names() -> dict[str, list[str]]:
    """Map a folded official name of a municipality to its codes."""
    found: dict[str, list[str]] = {}
    for place in gazetteer.load().municipalities.values():
        found.setdefault(texts.fold(place.name_nl), []).append(place.code)
    return found


def places_in(words: Sequence[str]) -> list[str]:
    """Give codes of municipalities whose name, of up to four words, stands among these words."""
    found: list[str] = []
    for length in range(1, 5):
        for start in range(len(words) - length + 1):
            found += _place_names().get(" ".join(words[start : start + length]), [])
    return list(dict.fromkeys(found))


def likeness(
    words: Sequence[str], names: Iterable[str], place_words: Collection[str] = ()
) -> float:
    """Say how much folded names are like the typed words, 0-100; 0 when they are not.

    Every word must be like a word of the name, but for the place; or the whole like the whole.
    """
    return max((_likeness(words, name, place_words) for name in names), default=0.0)


def _likeness(words: Sequence[str], name: str, place_words: Collection[str]) -> float:
    parts = name.split()
    if not parts or not words:
        return 0.0
    last = len(words) - 1
    whole = fuzz.token_sort_ratio(" ".join(words), name)
    each = [_best_word(word, parts, is_last=place == last) for place, word in enumerate(words)]
    named = [
        score for word, score in zip(words, each, strict=True) if score or word not in place_words
    ]
    if named and min(named) > 0.0:
        return 0.7 * sum(named) / len(named) + 0.3 * whole
    # Slips fall in short words and on spaces too; then the whole must speak.
    as_typed = fuzz.ratio(" ".join(words), name)
    return max(whole, as_typed) if max(whole, as_typed) >= LEAST_WHOLE else 0.0


def _best_word(word: str, parts: Sequence[str], *, is_last: bool) -> float:
    """Likeness with the best word of a name; what is being typed may be the start of one."""
    best = 0.0
    for part in parts:
        if part == word:
            return 100.0
        if is_last and part.startswith(word):
            best = max(best, STARTS_WITH)
        elif len(word) >= FIRST_WORD_WITH_SLIPS:
            slips = OSA.distance(word, part, score_cutoff=2)
            is_slip = _is_slip(word, part, slips)
            best = max(best, LIKENESS_AFTER_SLIPS.get(slips, 0.0) if is_slip else 0.0)
    return best


def _is_slip(word: str, part: str, slips: int) -> bool:
    """One slip in a short word, two in a longer one.

    Nobody mistypes the first letter of a short word, and 'koor' would find every 'voor'.
    """
    if len(word) < LONG_WORD:
        return slips <= 1 and word[0] == part[0]
    return slips <= 2


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
        if known is None or known[0] != stamp:
            known = (stamp, _opened(root))
            _open[root] = known
    return known[1]


def _opened(root: Path) -> Snapshot:
    """Open text and numbers of the same moment: a writer may be between the two."""
    found = Snapshot(root)
    for _ in range(OPENING_TRIES):
        if found.searcher.num_docs == len(found.numbers.pk):
            break
        time.sleep(OPENING_PAUSE)
        found = Snapshot(root)
    return found
