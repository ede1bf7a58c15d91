# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the map shows for a question: provinces, or municipalities once there is room for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netwerkbouwer.organisations import facts, map_svg, matrices, sectors
from netwerkbouwer.organisations.forms import Question
from netwerkbouwer.organisations.map_svg import Drawing, Spot
from netwerkbouwer.places import areas, gazetteer
from netwerkbouwer.places.outlines import Frame

OVERVIEW = 440  # units across when all is shown: coarse steps keep the drawing small
MOST_SECTORS = 3  # named per place in the table


@dataclass(frozen=True, slots=True)
class Line:
    """A place in the list beside the map; `query` looks closer, `list_query` lists."""

    name: str
    count: int
    query: str
    list_query: str
    mostly: str


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The drawing, its twin as lines, and the steps back out: (name, query)."""

    drawing: Drawing
    lines: tuple[Line, ...]
    steps: tuple[tuple[str, str], ...]
    by_province: bool


def build(question: Question, points: Sequence[facts.MapPoint]) -> PlaceMap:
    """Choose how close to look and put everything in its place."""
    codes = matrices.municipalities_of(question)
    if codes is None:
        return _overview(question, points)
    frame = map_svg.frame_around(codes)
    lines = tuple(_municipality_line(question, point) for point in points)
    spots = [_spot(frame, [point], line) for point, line in zip(points, lines, strict=True)]
    drawing = Drawing(
        frame=frame,
        inside=frozenset(codes),
        counts={point.code: point.count for point in points},
        links={code: _municipality_link(question, code) for code in map_svg.paths(frame)},
        spots=spots,
        title=_title(question),
        own=question.place.code if question.place else "",
    )
    return PlaceMap(drawing, lines, _steps(question), by_province=False)


def _overview(question: Question, points: Sequence[facts.MapPoint]) -> PlaceMap:
    spanned = matrices.spanned(question)
    codes = [code for area in spanned for code in area.codes]
    frame = map_svg.frame_around(codes, width=OVERVIEW)
    by_code = {point.code: point for point in points}
    lines, spots = [], []
    for area in spanned:
        within = [by_code[code] for code in area.codes if code in by_code]
        if within:
            lines.append(_area_line(question, area, within))
            spots.append(_spot(frame, within, lines[-1]))
    lines.sort(key=lambda line: -line.count)
    counts = {code: point.count for code, point in by_code.items()}
    drawing = Drawing(frame, frozenset(codes), counts, {}, spots, _title(question))
    return PlaceMap(drawing, tuple(lines), _steps(question), by_province=True)


def _spot(frame: Frame, points: Sequence[facts.MapPoint], line: Line) -> Spot:
    """A circle where most of it is: the mean place, by number."""
    total = sum(point.count for point in points) or 1
    lat = sum(point.lat * point.count for point in points) / total
    lon = sum(point.lon * point.count for point in points) / total
    x, y = frame.place_degrees(lon, lat)
    return Spot(
        x, y, line.count, f"/organisaties{line.query}", f"{line.name}: {counted(line.count)}"
    )


def counted(count: int) -> str:
    """A number of organisations in words."""
    return ngettext("%(n)s organisatie", "%(n)s organisaties", count) % {"n": count}


def _municipality_line(question: Question, point: facts.MapPoint) -> Line:
    here = gazetteer.by_code(point.code)
    only = {"gemeente": here.label, "straal": None}
    listed = question.query(**only, toon="")
    return Line(here.label, point.count, listed, listed, _mostly(point.sectors))


def _municipality_link(question: Question, code: str) -> tuple[str, str]:
    label = gazetteer.by_code(code).label
    query = question.query(gemeente=label, straal=None, gebied="", toon="")
    return f"/organisaties{query}", label


def _area_line(question: Question, area: areas.Area, points: Iterable[facts.MapPoint]) -> Line:
    sums: dict[str, int] = {}
    total = 0
    for point in points:
        total += point.count
        for slug, count in point.sectors:
            sums[slug] = sums.get(slug, 0) + count
    largest = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    closer, listed = question.query(gebied=area.slug), question.query(gebied=area.slug, toon="")
    return Line(area.label, total, closer, listed, _mostly(largest))


def _mostly(found: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{sectors.label(slug)} ({count})" for slug, count in found[:MOST_SECTORS])


def _steps(question: Question) -> tuple[tuple[str, str], ...]:
    """The way back out: everything, the country or region, the province, here."""
    free = {"gemeente": "", "straal": None}
    steps = [(_("Alles"), question.query(**free, gebied=""))]
    area = question.area
    if question.place:
        area = areas.province_of(question.place.code)
    if area and area.kind in ("province", "reference_region"):
        wider = "nederland" if area.country == "NL" else _region(area)
        steps.append((areas.all_areas()[wider].label, question.query(**free, gebied=wider)))
    if area:
        steps.append((area.label, question.query(**free, gebied=area.slug)))
    if question.place:
        steps.append((question.place.label, question.query()))
    return tuple(steps)


def _region(area: areas.Area) -> str:
    name = gazetteer.by_code(area.codes[0]).region
    return next(one.slug for one in areas.all_areas().values() if one.name == name)


def _title(question: Question) -> str:
    where = question.area.label if question.area else ""
    if question.place:
        around = _("%(place)s en de buurgemeenten")
        if question.km:
            around = _("%(place)s en %(km)s km eromheen")
        where = around % {"place": question.place.label, "km": question.km}
    if not where:
        return _("Kaart van België en Nederland met wat we vonden")
    return _("Kaart van %(place)s met wat we vonden") % {"place": where}
