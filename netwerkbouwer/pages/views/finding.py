# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trying suggestions without a board: someone asks at a desk, and nothing is kept.

A short text may stand in the address, so that the answer can be shown again; a long one never does.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from netwerkbouwer.boards.zones import suggesting
from netwerkbouwer.boards.zones.suggesting import RADII
from netwerkbouwer.common import texts
from netwerkbouwer.matching import queries as matching
from netwerkbouwer.matching import telling
from netwerkbouwer.matching.ranking import turns
from netwerkbouwer.matching.reasons import Direction
from netwerkbouwer.matching.suggestions import SuggestRequest
from netwerkbouwer.organisations.facts import HALVES
from netwerkbouwer.organisations.sectors import BY_SLUG, SECTORS
from netwerkbouwer.places import queries as places
from netwerkbouwer.places.gazetteer import Municipality

SHORT = 300  # characters; a longer text is not put in an address
LONGEST = 2_000
LONGEST_LINE = 200
STRENGTH = "sterkte"
ALSO_HERE = "alle"


@dataclass(frozen=True)
class Asked:
    """What someone filled in, cleaned; `wrong` has a sentence per field that must be mended."""

    text: str
    place_text: str
    sector: str
    direction: Direction
    surprise: int
    km: str
    half: str
    elsewhere: str
    expected: str
    chosen: str
    place: Municipality | None = None
    wrong: dict[str, str] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    """Names that may have been meant."""

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.place_text)

    @property
    def fields(self) -> dict[str, str]:
        """The question as fields of a form, without the one who was expected."""
        return {
            "tekst": self.text,
            "gemeente": self.place_text,
            "sector": self.sector,
            "richting": STRENGTH if self.direction == "strength" else "",
            "verrassing": str(self.surprise) if self.surprise != suggesting.USUAL else "",
            "straal": self.km,
            "helft": self.half,
            "elders": self.elsewhere,
        }

    @property
    def query(self) -> str:
        given = {**self.fields, "verwacht": self.expected, "wie": self.chosen}
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def request(self) -> SuggestRequest:
        assert self.place is not None  # asked only of what has nothing wrong
        return SuggestRequest(
            text=self.text,
            direction=self.direction,
            municipality_code=self.place.code,
            sector=self.sector,
            radius_km=float(self.km) if self.km else None,
            halves=frozenset({self.half} - {""}),
            only_other_municipalities=self.elsewhere != ALSO_HERE,
            limit=suggesting.SUGGESTED,
            surprise=self.surprise / 100,
        )


def read(given: QueryDict) -> Asked:
    """Read a question; what cannot be a value is left out, what must be there is asked for."""
    text = texts.clean(given.get("tekst", ""))[:LONGEST].strip()
    place_text, place, wrong, near = _place(_line(given, "gemeente"))
    asked = Asked(
        text=text,
        place_text=place_text,
        sector=_one_of(given, "sector", BY_SLUG),
        direction="strength" if given.get("richting") == STRENGTH else "limitation",
        surprise=suggesting.step_of_slider(given.get("verrassing", "")),
        km=_one_of(given, "straal", [str(km) for km in RADII]),
        half=_one_of(given, "helft", HALVES),
        elsewhere=_one_of(given, "elders", [ALSO_HERE]),
        expected=_line(given, "verwacht"),
        chosen=_line(given, "wie"),
        place=place,
        places=near,
        wrong=wrong,
    )
    if not asked.text:
        asked.wrong["tekst"] = _(
            "Schrijf in een zin waar je hulp bij zoekt, of wat je te bieden hebt."
        )
    return asked


def _line(given: QueryDict, name: str) -> str:
    return texts.clean_line(given.get(name, ""))[:LONGEST_LINE]


def _one_of(given: QueryDict, name: str, known: Any) -> str:
    value = given.get(name, "")
    return value if value in known else ""


def _place(text: str) -> tuple[str, Municipality | None, dict[str, str], tuple[str, ...]]:
    try:
        found = places.resolve(text)
    except places.UnknownMunicipality as error:
        return text, None, {"gemeente": str(error)}, error.suggestions
    return found.label, found, {}, ()


@require_http_methods(["GET", "HEAD", "POST"])
def find_partners(request: HttpRequest) -> HttpResponse:
    """Who could help with this, who could use it: suggestions with reasons, and nothing kept."""
    is_sent = request.method == "POST"
    asked = read(request.POST if is_sent else request.GET)
    if is_sent and not asked.wrong and len(asked.text) <= SHORT:
        response = redirect("pages:find_partners")
        response["Location"] += f"?{asked.query}" + ("#waarom-niet" if asked.expected else "")
        return response
    is_start = asked.is_empty and not is_sent
    context = {
        "asked": asked,
        "wrong": {} if is_start else asked.wrong,
        "sectors": SECTORS,
        "radii": RADII,
        "is_start": is_start,
        "here": request.path if is_sent else "",
        **({} if asked.wrong else _answer(asked)),
    }
    status = 422 if is_sent and asked.wrong else 200
    return render(request, "pages/find_partners.html", context, status=status)


def _answer(asked: Asked) -> dict[str, Any]:
    """The suggestions, near and far; where else to look; why someone is not there."""
    try:
        found = matching.suggest(asked.request)
        expected = suggesting.expected(asked.request, asked.expected, asked.chosen)
    except matching.IndexUnavailable as error:
        inspired = suggesting.inspired(asked.request, [], _variant(asked))
        return {"trouble": str(error), "inspired": inspired}
    near, far = telling.split(found)
    turns.shown([one.organisation.pk for one in found], text=asked.text)
    thin = telling.is_thin(found)
    return {
        "near": suggesting.shown(near),
        "far": suggesting.shown(far),
        "expected": expected,
        "inspired": suggesting.inspired(asked.request, found, _variant(asked)) if thin else None,
    }


def _variant(asked: Asked) -> str:
    """The words of the country the asker works in."""
    return "nl" if asked.place is not None and asked.place.country == "NL" else "vl"
