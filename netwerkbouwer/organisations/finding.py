# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Searches the index: names first, then subjects. Pure."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tantivy import Query

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import index_reader, numbers
from netwerkbouwer.organisations.facts import (
    LONGEST_QUERY,
    MOST_PAGES,
    MOST_TERMS,
    PAGE_SIZE,
    SearchRequest,
)
from netwerkbouwer.organisations.index_reader import Counts
from netwerkbouwer.places import gazetteer

MOST_ORDERED = 25_000  # answers put in order of distance


@dataclass(frozen=True)
class Found:
    """Keys of one page of answers, and what is said about all of them."""

    pks: list[int]
    total: int
    by_name: int
    page: int
    pages: int
    sector_counts: dict[str, int]


def bounded(request: SearchRequest) -> SearchRequest:
    """Keep the start of a long text and a page within bounds."""
    text = texts.clean_line(request.text[: 4 * LONGEST_QUERY])[:LONGEST_QUERY]
    return replace(request, text=text, page=min(max(1, request.page), MOST_PAGES))


def is_shortened(request: SearchRequest) -> bool:
    words = texts.fold(request.text[: 4 * LONGEST_QUERY]).split()
    return len(request.text) > LONGEST_QUERY or len(words) > MOST_TERMS


def pages_of(total: int) -> int:
    return min(MOST_PAGES, max(1, -(-total // PAGE_SIZE)))


def find(root: Path, request: SearchRequest) -> Found:
    """Give one page of answers to a bounded request. Raises IndexUnavailable.

    Without a text everything within the filters, by name.
    """
    index = index_reader.snapshot(root)
    filter_ = index.filter_query(request.filters)
    query = index.text_query(request.text) if request.text else None
    if request.text and query is None:
        return Found([], 0, 0, 1, 1, {})
    if request.by_distance and request.origin:
        return _find_nearest(root, index, query, request)
    if query is None:
        counts = _facets(index, None, request)
        every = index.both(None, filter_)
        total = _total(index, every, counts, request)
        page = min(request.page, pages_of(total))
        pks = index.alphabetical(every, PAGE_SIZE, (page - 1) * PAGE_SIZE)
        return Found(pks, total, 0, page, pages_of(total), counts.sectors)
    return _find_text(index, query, filter_, request)


def _find_text(
    index: index_reader.Snapshot, query: Query, filter_: Query | None, request: SearchRequest
) -> Found:
    """Names, then what else answers to the text, as one list cut into pages."""
    named = index.by_name(request.text, filter_).pks
    if request.filters.sectors:
        everything = index.both(index.either(query, named), filter_)
        counts, total = _facets(index, query, request), index.total(everything)
    else:
        found = index.both(query, filter_)
        counts = index.counts(found, (request.text, request.filters), also=named)
        total = counts.total
    page = min(request.page, pages_of(total))
    start = (page - 1) * PAGE_SIZE
    pks = named[start : start + PAGE_SIZE]
    others = index.both(query, filter_)
    left, offset = PAGE_SIZE - len(pks), max(0, start - len(named))
    pks = pks + index.top_near(others, request.text, left, offset, without=named)
    return Found(pks, total, len(named), page, pages_of(total), counts.sectors)


def _total(
    index: index_reader.Snapshot, query: Query, counts: Counts, request: SearchRequest
) -> int:
    """How many there are without a text, from the counts when these tell it."""
    match request.filters.sectors:
        case ():
            return counts.total
        case (sector,):
            return counts.sectors.get(sector, 0)
    return index.total(query)


def _facets(index: index_reader.Snapshot, query: Query | None, request: SearchRequest) -> Counts:
    """Counts per sector as if no sector had been chosen."""
    filter_ = index.filter_query(request.filters, but_sectors=True)
    named = index.by_name(request.text, filter_).pks if query is not None else []
    key = (request.text, replace(request.filters, sectors=()))
    return index.counts(index.both(query, filter_), key, also=named)


def _everything(
    index: index_reader.Snapshot,
    query: Query | None,
    request: SearchRequest,
) -> Query:
    """All answers: by subject within the filters, or by name within the filters."""
    filter_ = index.filter_query(request.filters)
    if query is None:
        return index.both(None, filter_)
    named = index.by_name(request.text, filter_).pks
    return index.both(index.either(query, named), filter_)


def all_pks(root: Path, request: SearchRequest, limit: int) -> list[int]:
    """Give the keys of all answers to a bounded request, in order. Raises IndexUnavailable."""
    index = index_reader.snapshot(root)
    filter_ = index.filter_query(request.filters)
    query = index.text_query(request.text) if request.text else None
    if query is None:
        found = [] if request.text else index.alphabetical(index.both(None, filter_), limit)
    else:
        named = index.by_name(request.text, filter_).pks
        others = index.both(query, filter_)
        found = named + index.top_near(others, request.text, limit, without=named)
    return (_nearest_first(index, found, request.origin) if request.by_distance else found)[:limit]


def _nearest_first(index: index_reader.Snapshot, pks: list[int], origin: str) -> list[int]:
    """Order by distance between municipalities; equal ones keep their order."""
    if not origin or not pks:
        return pks
    there = [gazetteer.road_km(origin, code) for code in index.numbers.municipalities]
    rows = index.numbers.rows_of(pks)
    places = np.where(rows >= 0, index.numbers.municipality[rows], numbers.NONE)
    distances = np.array([*there, np.inf])[places]  # no municipality: the last one, endless
    return [pks[place] for place in np.argsort(distances, kind="stable")]


def _find_nearest(
    root: Path, index: index_reader.Snapshot, query: Query | None, request: SearchRequest
) -> Found:
    """The same answers with the nearest first; names do not go before subjects then."""
    pks = all_pks(root, request, MOST_ORDERED)
    page = min(request.page, pages_of(len(pks)))
    start = (page - 1) * PAGE_SIZE
    sectors = _facets(index, query, request).sectors
    return Found(pks[start : start + PAGE_SIZE], len(pks), 0, page, pages_of(len(pks)), sectors)


def counts_per_municipality(
    root: Path, request: SearchRequest
) -> dict[str, tuple[int, dict[str, int]]]:
    """Count all answers per municipality and, in it, per sector. Raises IndexUnavailable."""
    index = index_reader.snapshot(root)
    query = index.text_query(request.text) if request.text else None
    if request.text and query is None:
        return {}
    return index.municipality_counts(_everything(index, query, request))
