# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Find the municipality a person means: by code, name, part, predecessor or postcode. Pure."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from netwerkbouwer.places import gazetteer, names
from netwerkbouwer.places.gazetteer import Country, Municipality

MOST_SUGGESTIONS = 5
LONGEST_ECHO = 60  # characters of the person's own text in a refusal
# Below this likeness (0-100) two names share hardly a letter.
LEAST_LIKENESS = 20.0
LIKELY_NAMES = 40  # looked at before kinds of names are weighed and doubles drop out

# Which meaning of a name wins: an official Dutch or local name, a name in another language or a
# common one, a municipality that merged, a part.
_OFFICIAL, _TRANSLATED, _PREDECESSOR, _PART = range(4)
_RANKS: Mapping[str, int] = {"other": _TRANSLATED, "predecessor": _PREDECESSOR, "part": _PART}

_COUNTRY_NAMES: Mapping[str, tuple[str, ...]] = {
    "BE": ("België", "B"),
    "NL": ("Nederland", "Holland"),
}

_GM_CODE = re.compile(r"GM\s?-?([0-9]{1,4})", re.IGNORECASE)
_NIS_CODE = re.compile(r"(?:NIS\s?-?)?([0-9]{5})", re.IGNORECASE)
_DUTCH_POSTCODE = re.compile(r"(?:NL\s?-?\s?)?([1-9][0-9]{3})\s?[A-Z]{2}", re.IGNORECASE)
_BELGIAN_POSTCODE = re.compile(r"B(?:E)?\s?-?\s?([1-9][0-9]{3})", re.IGNORECASE)
_WITH_QUALIFIER = (
    re.compile(r"(?P<name>.+?)\s*\((?P<also>[^()]+)\)"),  # Zwijndrecht (Antwerpen)
    re.compile(r"(?P<name>.+),\s*(?P<also>[^,]+)"),  # Bergen, Henegouwen
    re.compile(r"(?P<also>(?:B-|NL-)?[0-9]{4,5}(?: ?[A-Za-z]{2})?) (?P<name>.+)"),  # 9300 Aalst
    re.compile(r"(?P<name>.+) (?P<also>[0-9]{4,5})"),  # Aalst 9300
)
_TITLES = re.compile(r"(?:gemeente|stad|ville de|commune de|stadt|gemeinde) ")


class UnknownMunicipality(LookupError):
    """No municipality, or more than one, answers to a text.

    The message is a Dutch sentence; `suggestions` are at most five labels that `resolve` knows.
    """

    def __init__(self, text: str, suggestions: Iterable[str] = ()) -> None:
        self.text = _echo(text)
        self.suggestions = tuple(suggestions)[:MOST_SUGGESTIONS]
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        if not self.text:
            return "Vul een gemeente in: een naam, een postcode of een code."
        return f"We kennen de gemeente ‘{self.text}’ niet. {self._advice()}"

    def _advice(self) -> str:
        if not self.suggestions:
            return "Typ de naam van de gemeente, of een postcode."
        return f"Bedoel je {_listed(self.suggestions)}?"


class AmbiguousMunicipality(UnknownMunicipality):
    """Several municipalities have, or have a part with, this name."""

    def _sentence(self) -> str:
        return f"Er is meer dan één ‘{self.text}’. {self._advice()}"


@dataclass(frozen=True, slots=True)
class Match:
    """A municipality found while typing; `label` says which name met the text."""

    municipality: Municipality
    label: str


@dataclass(frozen=True, slots=True)
class _Meaning:
    rank: int
    code: str
    text: str


def _echo(text: str) -> str:
    line = names.clean(text)
    return line if len(line) <= LONGEST_ECHO else line[: LONGEST_ECHO - 1].rstrip() + "…"


def _listed(labels: tuple[str, ...]) -> str:
    if len(labels) == 1:
        return labels[0]
    return f"{', '.join(labels[:-1])} of {labels[-1]}"


@lru_cache(maxsize=1)
def _meanings() -> dict[str, tuple[_Meaning, ...]]:
    """Map each folded name to what it may mean."""
    places = gazetteer.load()
    found: dict[str, dict[str, _Meaning]] = defaultdict(dict)
    for name in places.names:
        own = places.municipalities[name.code].name_nl == name.text
        rank = _RANKS.get(name.kind, _OFFICIAL if own else _TRANSLATED)
        for key in {names.fold(name.text), names.fold(re.sub(r" \(.+\)$", "", name.text))}:
            known = found[key].get(name.code)
            if known is None or rank < known.rank:
                found[key][name.code] = _Meaning(rank, name.code, name.text)
    return {key: tuple(meanings.values()) for key, meanings in found.items()}


@lru_cache(maxsize=1)
def _by_postcode() -> dict[tuple[Country, str], tuple[str, ...]]:
    """Map a postcode to its municipalities, the one with most of its localities first."""
    rows: dict[tuple[Country, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for pair in gazetteer.load().postcodes:
        rows[pair.country, pair.postcode][pair.code] += 1
    known = gazetteer.load().municipalities
    return {
        key: tuple(sorted(codes, key=lambda code: (-codes[code], -known[code].population, code)))
        for key, codes in rows.items()
    }


def at_postcode(country: Country, postcode: str) -> tuple[Municipality, ...]:
    """Give all municipalities a postcode lies in (four digits), the likeliest first."""
    known = gazetteer.load().municipalities
    return tuple(known[code] for code in _by_postcode().get((country, postcode), ()))


def resolve(text: str, *, prefer: Country | None = None) -> Municipality:
    """Give the municipality of today that a text means.

    Accepts `13040`, `GM0014`, `0014` and `14`, codes from before a merger, names in Dutch, French
    and German, parts, postcodes, and a name with something that tells it apart: `Zwijndrecht
    (Antwerpen)`, `9300 Aalst`. Four digits that are a Dutch code as well as a postcode are taken
    as the code, unless the preferred country is Belgium. `prefer` also decides between two
    places of one name. Raises UnknownMunicipality, or AmbiguousMunicipality, with suggestions.
    """
    line = names.clean(text)
    if len(text.strip()) > names.LONGEST_NAME:
        raise UnknownMunicipality(line, nearest_names(line))
    found = _by_number(line, prefer) or _by_name(line, prefer) or _by_qualified_name(line, prefer)
    if found is None and (bare := _TITLES.sub("", line.casefold(), count=1)) != line.casefold():
        found = _by_name(bare, prefer) or _by_qualified_name(bare, prefer)
    if found is None:
        raise UnknownMunicipality(line, nearest_names(line))
    return gazetteer.by_code(found)


def _by_number(line: str, prefer: Country | None) -> str | None:
    if code := _code_of(line):
        belgian = at_postcode("BE", line) if prefer == "BE" else ()
        return belgian[0].code if belgian else code
    if match := _DUTCH_POSTCODE.fullmatch(line):
        return _first(at_postcode("NL", match[1]))
    if match := _BELGIAN_POSTCODE.fullmatch(line):
        return _first(at_postcode("BE", match[1]))
    if re.fullmatch(r"[1-9][0-9]{3}", line):
        # Without letters it is a whole Belgian postcode and half a Dutch one.
        order: tuple[Country, Country] = ("NL", "BE") if prefer == "NL" else ("BE", "NL")
        return _first(at_postcode(order[0], line)) or _first(at_postcode(order[1], line))
    return None


def _first(found: tuple[Municipality, ...]) -> str | None:
    return found[0].code if found else None


def _code_of(line: str) -> str | None:
    """Read a text as a code that exists or existed."""
    code = ""
    if match := _NIS_CODE.fullmatch(line):
        code = match[1]
    elif (match := _GM_CODE.fullmatch(line)) or re.fullmatch(r"[0-9]{1,4}", line):
        code = f"GM{int(match[1] if match else line):04d}"
    places = gazetteer.load()
    return code if code in places.municipalities or code in places.predecessors else None


def _by_name(line: str, prefer: Country | None) -> str | None:
    """Give the code for a name; raises AmbiguousMunicipality when it says too little."""
    meanings = _meanings().get(names.fold(line), ())
    if prefer is not None:
        known = gazetteer.load().municipalities
        meanings = tuple(m for m in meanings if known[m.code].country == prefer) or meanings
    best = min((meaning.rank for meaning in meanings), default=None)
    codes = [meaning for meaning in meanings if meaning.rank == best]
    if len(codes) > 1:
        raise AmbiguousMunicipality(line, sorted(_label(meaning) for meaning in codes))
    return codes[0].code if codes else None


def _label(meaning: _Meaning) -> str:
    """Give a name that tells which municipality is meant, and that `resolve` understands."""
    here = gazetteer.load().municipalities[meaning.code]
    if names.fold(meaning.text) in {names.fold(here.name_nl), names.fold(here.label)}:
        return here.label
    if meaning.rank == _TRANSLATED:
        return here.label
    return f"{meaning.text} ({here.label})" if "(" not in here.label else here.label


def _by_qualified_name(line: str, prefer: Country | None) -> str | None:
    for pattern in _WITH_QUALIFIER:
        if match := pattern.fullmatch(line):
            also = match["also"].strip()
            meanings = _meanings().get(names.fold(match["name"]), ())
            fitting = [meaning for meaning in meanings if _fits(meaning.code, also)]
            best = min((meaning.rank for meaning in fitting), default=None)
            codes = [meaning.code for meaning in fitting if meaning.rank == best]
            if len(codes) == 1:
                return codes[0]
            if not meanings and (code := _by_number(also, prefer)):
                return code
    return None


def _fits(code: str, qualifier: str) -> bool:
    """Say whether a municipality is the one a qualifier points at."""
    here = gazetteer.load().municipalities[code]
    told = {here.country, here.region, here.province, here.reference_region, here.code, here.label}
    told |= {here.name_nl, here.name_fr, here.name_de, *_COUNTRY_NAMES[here.country]}
    if names.fold(qualifier) in {names.fold(word) for word in told if word}:
        return True
    digits = re.sub(r"[^0-9]", "", qualifier)
    if _code_of(qualifier) == code:
        return True
    return len(digits) == 4 and here in at_postcode(here.country, digits)


def nearest_names(text: str, limit: int = MOST_SUGGESTIONS) -> tuple[str, ...]:
    """Give labels of the municipalities whose names or numbers are nearest to a text."""
    line = names.clean(text)
    if re.fullmatch(r"[0-9]{4,5}", line):
        return _nearest_numbers(line, limit)
    folded = names.fold(line)
    if not folded:
        return ()
    ranked = sorted(_likely(folded), key=lambda pair: (-pair[0], pair[1].rank, pair[1].text))
    labels: dict[str, str] = {}
    for _, meaning in ranked:
        labels.setdefault(meaning.code, _label(meaning))
    return tuple(labels.values())[:limit]


def _likely(folded: str) -> list[tuple[float, _Meaning]]:
    """Score the likeliest names: typing slips (ratio) and a good start (Jaro-Winkler) alike."""
    keys = list(_meanings())
    slips = process.cdist([folded], keys, scorer=fuzz.ratio)[0]
    starts = process.cdist([folded], keys, scorer=JaroWinkler.normalized_similarity)[0]
    scores = (slips + 100 * starts) / 2
    return [
        (float(scores[index]) - 3 * meaning.rank, meaning)
        for index in np.argsort(-scores, kind="stable")[:LIKELY_NAMES]
        if scores[index] >= LEAST_LIKENESS
        for meaning in _meanings()[keys[index]]
    ]


def _nearest_numbers(digits: str, limit: int) -> tuple[str, ...]:
    known = gazetteer.load().municipalities
    numbers = _numbers(len(digits))
    here = bisect_left(numbers, (int(digits), ""))
    around = numbers[max(0, here - 2 * limit) : here + 2 * limit]
    around.sort(key=lambda pair: (abs(pair[0] - int(digits)), pair[1]))
    return tuple(dict.fromkeys(known[code].label for _, code in around))[:limit]


@lru_cache(maxsize=2)
def _numbers(length: int) -> list[tuple[int, str]]:
    """Give postcodes (four digits) or NIS codes (five) with their municipalities, ascending."""
    places = gazetteer.load()
    if length == 4:
        return sorted({(int(pair.postcode), pair.code) for pair in places.postcodes})
    return sorted((int(code), code) for code in places.municipalities if code.isdigit())


def search_municipalities(prefix: str, limit: int = 10) -> tuple[Match, ...]:
    """Give municipalities for what has been typed so far, the likeliest first.

    Names that start with the text come before names with a word that does, official names before
    other ones, large before small. Digits are the start of a postcode or of a code.
    """
    line = names.clean(prefix)
    if re.fullmatch(r"(GM)?[0-9]+", line, re.IGNORECASE):
        return _search_numbers(line.upper(), limit)
    folded = names.fold(line)
    if not folded:
        return ()
    known = gazetteer.load().municipalities
    found = []
    for key, meanings in _meanings().items():
        if key.startswith(folded) or f" {folded}" in key:
            later = not key.startswith(folded)
            found += [(m.rank > _TRANSLATED, later, -known[m.code].population, m) for m in meanings]
    found.sort(key=lambda entry: (*entry[:3], entry[3].rank, entry[3].code))
    return _matches((meaning.code, _label(meaning)) for *_, meaning in found)[:limit]


def _search_numbers(digits: str, limit: int) -> tuple[Match, ...]:
    known = gazetteer.load().municipalities
    found = [(code, here.label) for code, here in known.items() if code.startswith(digits)]
    for pair in gazetteer.load().postcodes:
        if pair.postcode.startswith(digits):
            found.append((pair.code, known[pair.code].label))
    return _matches(found)[:limit]


def _matches(found: Iterable[tuple[str, str]]) -> tuple[Match, ...]:
    """Keep the first label per municipality."""
    known = gazetteer.load().municipalities
    labels: dict[str, str] = {}
    for code, label in found:
        labels.setdefault(code, label)
    return tuple(Match(known[code], label) for code, label in labels.items())
