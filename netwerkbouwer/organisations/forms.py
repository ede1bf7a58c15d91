# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads what someone asks of the directory from an address, and forgives mistakes.

A wrong value never stops a search: it is left out, and a notice says so with the nearest names.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from netwerkbouwer.common import addresses, texts
from netwerkbouwer.organisations import facts, sectors
from netwerkbouwer.places import areas, queries
from netwerkbouwer.places.gazetteer import Municipality

# In the order they stand in an address, so that one question has one address.
PARAMETERS = "q sector gemeente straal gebied deel soort sorteer toon pagina".split()
VIEWS = ("lijst", "kaart", "matrix")
RADII = (5, 10, 15, 25, 50, 100)
FURTHEST = 500  # kilometres; both countries fit
HALVES = {"cultuur": "culture", "niet-cultuur": "other"}
LONGEST = facts.LONGEST_QUERY
LEAST_LIKENESS = 60  # of 100; below it two names share some letters and nothing else
MOST_CHOICES = 8  # notices on one page; more helps nobody


@dataclass(frozen=True, slots=True)
class Notice:
    """What was not understood, in a sentence, with links that would do instead."""

    field: str
    text: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Question:
    """What is asked of the directory, as typed values and as it goes back into addresses."""

    text: str = ""
    sectors: tuple[str, ...] = ()
    place: Municipality | None = None
    place_text: str = ""
    km: int | None = None
    area: areas.Area | None = None
    half: str = ""
    kind: str = ""
    sort: str = ""
    view: str = "lijst"
    page: int = 1
    notices: tuple[Notice, ...] = field(default=(), compare=False)

    @property
    def parameters(self) -> dict[str, Any]:
        """The question as parameters of an address; what is not asked is left out."""
        half = next((slug for slug, half in HALVES.items() if half == self.half), "")
        given = {
            "q": self.text,
            "sector": list(self.sectors),
            "gemeente": self.place.label if self.place else "",
            "straal": self.km if self.place else None,
            "gebied": self.area.slug if self.area else "",
            "deel": half,
            "soort": self.kind,
            "sorteer": self.sort if self.place else "",
            "toon": self.view if self.view != "lijst" else "",
            "pagina": self.page if self.page > 1 else None,
        }
        return {name: value for name, value in given.items() if value}

    def query(self, **changes: Any) -> str:
        """Give the query string with some parameters changed; the first page, unless asked."""
        given = {**self.parameters, "pagina": None, **changes}
        kept = {name: given[name] for name in PARAMETERS if given.get(name)}
        return "?" + urlencode(kept, doseq=True) if kept else "?"

    @property
    def filters(self) -> facts.Filters:
        area = self.area
        return facts.Filters(
            sectors=self.sectors,
            municipality=self.place.code if self.place else "",
            within_km=float(self.km) if self.place and self.km else None,
            province=area.name if area and area.kind == "province" else "",
            region=area.name if area and area.kind == "region" else "",
            reference_region=area.name if area and area.kind == "reference_region" else "",
            country=area.country if area else "",
            half=self.half,
            kind=self.kind,
        )

    @property
    def request(self) -> facts.SearchRequest:
        origin = self.place.code if self.place else ""
        nearest = self.sort == "afstand" and bool(origin)
        return facts.SearchRequest(self.text, self.filters, origin, self.page, nearest)

    @property
    def wrong_fields(self) -> frozenset[str]:
        """The names of the fields that a notice is about."""
        return frozenset(notice.field for notice in self.notices)

    @property
    def is_filtered(self) -> bool:
        return self.filters != facts.Filters()


class _Reader:
    """Reads one address; collects notices on the way."""

    def __init__(self, data: QueryDict, kinds: dict[str, str]) -> None:
        self.data = data
        self.kinds = kinds
        self.notices: list[Notice] = []

    def line(self, name: str) -> str:
        return texts.clean_line(self.data.get(name, "")[: 4 * LONGEST])

    def link(self, **changes: Any) -> str:
        """The address as it came in, cut to what can be meant, with some values changed."""
        known = ("q", "gemeente", "straal", "gebied", "deel", "soort", "sorteer", "toon")
        given: dict[str, Any] = {name: self.line(name)[:LONGEST] for name in known}
        given["sector"] = [one[:60] for one in self.data.getlist("sector")[:21]]
        given.update(changes)
        return "?" + urlencode({key: value for key, value in given.items() if value}, doseq=True)

    def note(self, field: str, text: str, options: Iterable[tuple[str, str]] = ()) -> None:
        if len(self.notices) < MOST_CHOICES:
            self.notices.append(Notice(field, text, tuple(options)))

    def text(self) -> str:
        line = self.line("q")
        if len(line) > LONGEST:
            self.note("q", _("Je zoektekst was erg lang. We zochten op het begin ervan."))
        return line[:LONGEST].strip()

    def sectors(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for raw in self.data.getlist("sector")[:50]:
            line = texts.clean_line(raw[:200])
            if not line:
                continue
            slug = sector_slug(line)
            if slug:
                found[slug] = None
            else:
                self.unknown_sector(line)
        return tuple(found)

    def unknown_sector(self, line: str) -> None:
        near = [(sectors.label(one), self.link(sector=one)) for one in nearest_sectors(line)]
        text = _("We kennen de sector ‘%(text)s’ niet. Bedoel je een van deze?")
        if not near:
            text = _("We kennen de sector ‘%(text)s’ niet. Kies er een uit de lijst hieronder.")
        self.note("sector", text % {"text": _short(line)}, near)

    def place(self) -> Municipality | None:
        line = self.line("gemeente")
        if not line:
            return None
        try:
            return queries.resolve(line)
        except queries.UnknownMunicipality as error:
            options = [(name, self.link(gemeente=name)) for name in error.suggestions]
            self.note("gemeente", _unknown_place(error), options)
            return None

    def km(self, place: Municipality | None) -> int | None:
        raw = self.line("straal").lower().removesuffix("km").strip()
        if not raw:
            return None
        number = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 6 else 0
        if not 1 <= number <= FURTHEST:
            self.note(
                "straal",
                _("De afstand moet een heel getal zijn, van 1 tot %(most)s kilometer.")
                % {"most": FURTHEST},
                [(f"{km} km", self.link(straal=km)) for km in RADII[1:4]],
            )
            return None
        if place is None and not self.line("gemeente"):
            self.note("straal", _("Vul ook een gemeente in; daarvandaan meten we de afstand."))
        return number

    def area(self) -> areas.Area | None:
        line = self.line("gebied") or {"BE": "belgie", "NL": "nederland"}.get(
            self.line("land").upper(), self.line("land")
        )
        if not line:
            return None
        found = areas.area(line)
        if found is None:
            near = [(one.label, self.link(gebied=one.slug)) for one in areas.nearest(line)]
            text = _("We kennen het gebied ‘%(text)s’ niet. Bedoel je een van deze?")
            self.note("gebied", text % {"text": _short(line)}, near)
        return found

    def half(self) -> str:
        line = self.line("deel").lower()
        if not line:
            return ""
        found = HALVES.get(line, line if line in HALVES.values() else "")
        if not found:
            options = [(name, self.link(deel=name)) for name in HALVES]
            self.note("deel", _("Kies cultuur of niet-cultuur."), options)
        return found

    def kind(self) -> str:
        line = self.line("soort").lower()
        if line and line not in self.kinds:
            near = process.extract(
                line[:60], self.kinds, scorer=fuzz.WRatio, limit=3, score_cutoff=LEAST_LIKENESS
            )
            options = [(label, self.link(soort=slug)) for label, _score, slug in near]
            text = _("We kennen de soort ‘%(text)s’ niet. Bedoel je een van deze?")
            if not options:
                text = _("We kennen de soort ‘%(text)s’ niet. We laten ze weg.")
            self.note("soort", text % {"text": _short(line)}, options)
            return ""
        return line

    def page(self) -> int:
        return addresses.page_number(self.line("pagina"), facts.MOST_PAGES)


def read(data: QueryDict, kinds: dict[str, str] | None = None) -> Question:
    """Read an address into a question; `kinds` maps ids of kinds of organisations to labels."""
    reader = _Reader(data, kinds or {})
    place = reader.place()
    view = reader.line("toon").lower()
    return Question(
        text=reader.text(),
        sectors=reader.sectors(),
        place=place,
        place_text=reader.line("gemeente")[:LONGEST],
        km=reader.km(place),
        area=reader.area(),
        half=reader.half(),
        kind=reader.kind(),
        sort="afstand" if reader.line("sorteer").lower() == "afstand" else "",
        view=view if view in VIEWS else "lijst",
        page=reader.page(),
        notices=tuple(reader.notices),
    )


def sector_slug(text: str) -> str:
    """Give the slug of a sector for its slug or label in any spelling, else an empty text."""
    folded = texts.fold(text)
    return next(
        (
            one.slug
            for one in sectors.SECTORS
            if folded in (texts.fold(one.slug), texts.fold(one.label))
        ),
        "",
    )


def nearest_sectors(text: str, limit: int = 3) -> list[str]:
    """Give the slugs of the sectors whose names are nearest to a text."""
    labels = {one.slug: texts.fold(one.label) for one in sectors.SECTORS}
    found = process.extract(
        texts.fold(text[:100]),
        labels,
        scorer=fuzz.WRatio,
        limit=limit,
        score_cutoff=LEAST_LIKENESS,
    )
    return [slug for _label, _score, slug in found]


def _unknown_place(error: queries.UnknownMunicipality) -> str:
    if not error.suggestions:
        return _("We kennen de gemeente ‘%(text)s’ niet. Typ een naam of een postcode.") % {
            "text": error.text
        }
    if isinstance(error, queries.AmbiguousMunicipality):
        return _("Er is meer dan één ‘%(text)s’. Welke bedoel je?") % {"text": error.text}
    return _("We kennen de gemeente ‘%(text)s’ niet. Bedoel je een van deze?") % {
        "text": error.text
    }


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
