# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Places against sectors: how many organisations were found of each. Knows no database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from netwerkbouwer.organisations import facts, sectors
from netwerkbouwer.organisations.forms import Question
from netwerkbouwer.places import areas, gazetteer

ROWS = 60  # municipalities on one page


@dataclass(frozen=True, slots=True)
class Cell:
    """How many; `query` lists them, and is empty when there are none."""

    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Row:
    """A municipality, or a province when the question spans many."""

    name: str
    query: str
    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    slug: str
    label: str
    query: str
    total: int


@dataclass(frozen=True, slots=True)
class Table:
    """The matrix; `by_province` says that its rows are provinces."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    by_province: bool
    pages: int


def build(question: Question, points: Sequence[facts.MapPoint]) -> Table:
    """Put what was found in rows and columns, for the page that is asked."""
    counts: Counter[tuple[str, str]] = Counter()
    for point in points:
        for slug, count in point.sectors:
            counts[point.code, slug] += count
    slugs = tuple(
        s.slug for s in sectors.SECTORS if not question.sectors or s.slug in question.sectors
    )
    codes = municipalities_of(question)
    if codes is None:
        rows = [_province_row(question, area, slugs, counts) for area in spanned(question)]
    else:
        start = (question.page - 1) * ROWS
        rows = [_row(question, code, slugs, counts) for code in codes[start : start + ROWS]]
    columns = tuple(_column(question, slug, counts) for slug in slugs)
    pages = 1 if codes is None else max(1, -(-len(codes) // ROWS))
    return Table(columns, tuple(rows), codes is None, pages)


def municipalities_of(question: Question) -> list[str] | None:
    """Give the codes that are a row each; None when there are so many that provinces serve better.

    Around a municipality the nearest comes first, else by name.
    """
    if question.place:
        if not question.km:
            near = gazetteer.neighbours_of(question.place.code)
            return [question.place.code, *(one.code for one in near)]
        found = gazetteer.municipalities_within(question.place.code, question.km)
        return [there.code for there, _ in found if _in_area(question, there.code)]
    if question.area and (
        question.area.kind in ("province", "reference_region") or question.area.slug == "brussel"
    ):
        return sorted(question.area.codes, key=lambda code: gazetteer.by_code(code).name_nl)
    return None


def wide_request(question: Question) -> facts.SearchRequest:
    """Give the request that fills the rows: one municipality stands among its neighbours."""
    request = question.request
    if question.place is None or question.km:
        return request
    here = question.place.code
    reach = max(
        (gazetteer.road_km(here, one.code) for one in gazetteer.neighbours_of(here)), default=1
    )
    return replace(request, filters=replace(request.filters, within_km=reach + 1))


def _in_area(question: Question, code: str) -> bool:
    return question.area is None or code in question.area.codes


def spanned(question: Question) -> list[areas.Area]:
    """Give the provinces (and Brussels) that the question is about."""
    return [area for area in areas.provinces() if _in_area(question, area.codes[0])]


def _row(
    question: Question, code: str, slugs: Iterable[str], counts: Counter[tuple[str, str]]
) -> Row:
    here = gazetteer.by_code(code)
    only = {"gemeente": here.label, "straal": None, "toon": ""}
    cells = (_cell(question, counts[code, s], {**only, "sector": s}) for s in slugs)
    return Row(here.label, question.query(**only), tuple(cells))


def _cell(question: Question, count: int, changes: dict[str, Any]) -> Cell:
    return Cell(count, question.query(**changes) if count else "")


def _province_row(
    question: Question, area: areas.Area, slugs: Iterable[str], counts: Counter[tuple[str, str]]
) -> Row:
    sums = {slug: sum(counts[code, slug] for code in area.codes) for slug in slugs}
    cells = (
        _cell(question, number, {"gebied": area.slug, "toon": "", "sector": slug})
        for slug, number in sums.items()
    )
    return Row(area.label, question.query(gebied=area.slug), tuple(cells))


def _column(question: Question, slug: str, counts: Counter[tuple[str, str]]) -> Column:
    total = sum(count for (_, sector), count in counts.items() if sector == slug)
    return Column(slug, sectors.label(slug), question.query(sector=slug, toon=""), total)
