# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Guesses where the headings of a sheet are, and what each column means. Pure.

A guess looks at the heading first and at the cells second: a column of postcodes is one whatever
stands above it. What could be of a person is recognised as such and left out, unless the one who
brings the list chooses otherwise.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import contact_points, headings
from netwerkbouwer.places import gazetteer, names

MOST_COLUMNS = 60
HEADER_WITHIN = 30  # rows that are looked at for headings
SAMPLE = 40  # rows that are looked at to guess
ENOUGH = 0.6  # of the cells that must look the part
LONG_HEADING = 70  # characters; more is a sentence, not a heading
SKIP = ""

# What a column may mean, as a person chooses it. Order is that of the list they choose from.
MEANINGS: Mapping[str, str] = {
    "name": "naam",
    "other_names": "andere naam of afkorting",
    "place": "gemeente of plaats",
    "village": "dorp of wijk",
    "street": "straat en nummer",
    "number": "huisnummer",
    "postcode": "postcode",
    "sector": "sector of soort",
    "website": "website",
    "email": "e-mail van de organisatie",
    "phone": "telefoon van de organisatie",
    "description": "omschrijving",
    "parent": "is een afdeling van",
    "works_with": "werkt samen met",
    "project": "doet een project met",
    "supports": "krijgt steun van",
    "shares_roof": "deelt een gebouw met",
    "named": "noemt (nog geen samenwerking)",
    "since": "werkt samen sinds",
    "checked_on": "datum van het gesprek",
    "kbo": "KBO-nummer",
    "kvk": "KVK-nummer",
    "vcode": "vCode",
    "id": "eigen nummer in deze lijst",
    "person": "contactpersoon: naam",
    "role": "contactpersoon: functie",
    "person_email": "contactpersoon: e-mail",
    "person_phone": "contactpersoon: telefoon",
}
PERSONAL = ("person", "role", "person_email", "person_phone")
LINKS = ("works_with", "project", "supports", "shares_roof")
SEVERAL = (*LINKS, "named", "other_names", "description", "sector", "person")
"""Meanings that more than one column may have."""

_WEAK = ("name", "number", "id", "person", "role")  # headings that cells may overrule
# Headings of what lies in a municipality; the first ones are the place when nothing else is.
_VILLAGE = ("kern", "dorp", "deelgemeente", "dorpskern")
_QUARTER = ("wijk", "buurt", "stadsdeel", "gehucht", "woonkern")
_GUESSED = [kind for kind in MEANINGS if kind in headings.WORDS]
_PERSON = re.compile(
    r"\b(contactpersoon|voornaam|achternaam|voorzitter|secretaris|penningmeester|persoon"
    r"|interviewer|geboorte\w*|prive|gesproken met|mobiel|gsm|06)\b"
)
_URL = re.compile(r"(https?://|www\.)\S+|[a-z0-9-]+(\.[a-z0-9-]+)*\.(be|nl|org|eu|com|net)(/\S*)?")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{7,16}")
_POSTCODE = re.compile(r"(nl-?|b-?)?[1-9][0-9]{3}( ?[a-z]{2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ]([0-9]{2}){1,2}")
_KBO = re.compile(r"(be ?)?[01][0-9]{3}[. ]?[0-9]{3}[. ]?[0-9]{3}")
_VCODE = re.compile(r"v[0-9]{7}")
_STREET = re.compile(r"[a-z'’. -]{4,40} [0-9]+ ?[a-z]{0,2}( ?(bus|-) ?[0-9a-z]+)?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands above it, what we think it means, how sure, some of its cells."""

    heading: str
    means: str
    chance: float
    examples: tuple[str, ...] = ()

    @property
    def is_personal(self) -> bool:
        return self.means in PERSONAL


Rows = Sequence[Sequence[str]]


def header_row(rows: Rows) -> int:
    """Where the headings are, counted from 0, even below titles; -1 when there are none.

    The best row is the one with most known headings; without any, the first row that is as wide
    as what follows and holds short texts alone.
    """
    scored = [(_heading_score(row), -place) for place, row in enumerate(rows[:HEADER_WITHIN])]
    best, place = max(scored, default=(0.0, 0))
    if best >= 2 or (best >= 1 and _width(rows[-place]) == 1):
        return -place
    widest = max((_width(row) for row in rows[:HEADER_WITHIN]), default=0)
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        if _width(row) >= max(2, widest * 0.6):
            is_heading = all(len(cell) < LONG_HEADING and not _is_data(cell) for cell in row)
            return place if is_heading and best >= 1 else -1
    return -1


def _width(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell)


def _heading_score(row: Sequence[str]) -> float:
    """How many cells of a row are headings we know; half for one that holds a known word."""
    score = 0.0
    for cell in dict.fromkeys(cell for cell in row if cell and len(cell) < LONG_HEADING):
        folded = texts.fold(cell)
        if any(folded in words for words in headings.WORDS.values()):
            score += 1
        elif _of_heading(cell)[0]:
            score += 0.5
        elif _is_data(cell):
            score -= 1
    return score


def _is_data(cell: str) -> bool:
    low = cell.casefold()
    return any(shape.fullmatch(low) for shape in (_URL, _MAIL, _PHONE, _DATE, _POSTCODE))


def labels(header: Sequence[str], width: int) -> tuple[str, ...]:
    """A name for every column, no two alike: what stands above it, or 'kolom 3'."""
    found: list[str] = []
    for place in range(min(max(width, len(header)), MOST_COLUMNS)):
        text = texts.clean_line(header[place])[:LONG_HEADING] if place < len(header) else ""
        text = text or f"kolom {place + 1}"
        again = sum(1 for other in found if other == text or other.startswith(f"{text} ("))
        found.append(f"{text} ({again + 1})" if again else text)
    return tuple(found)


def digest(found: Iterable[str]) -> str:
    """A fingerprint of headings, by which a mapping is found back: case and spaces do not count."""
    return hashlib.sha256("\n".join(texts.fold(text) for text in found).encode()).hexdigest()


def guess(found: Sequence[str], rows: Rows) -> list[Column]:
    """What each column means; `rows` are those below the headings, some are enough."""
    guesses = [_column(place, text, rows) for place, text in enumerate(found)]
    return _with_name(_once(_with_village(_without_loose_numbers(guesses))))


def _column(place: int, heading: str, rows: Rows) -> Column:
    cells = [row[place] for row in rows[:SAMPLE] if place < len(row) and row[place]]
    means, chance = _of_heading(heading)
    shape = _of_cells(cells)
    if shape and (not means or (means in _WEAK and shape not in ("street", "place"))):
        means, chance = shape, 0.75
    elif shape and shape == means:
        chance = 1.0
    elif means in _SHAPES and cells and not shape:
        chance = 0.5
    means = _person_or_not(means, heading, cells)
    examples = tuple(dict.fromkeys(cell[:80] for cell in cells))[:3]
    return Column(heading, means if means in MEANINGS else SKIP, chance, examples)


def _of_heading(heading: str) -> tuple[str, float]:
    """What a heading says: a known one, else the longest known words in it."""
    folded = re.sub(r" [0-9]{1,2}$", "", texts.fold(heading))
    if not folded:
        return SKIP, 0.0
    for means in _GUESSED:
        if folded in headings.WORDS[means]:
            return means, 0.95
    best: tuple[int, str] = (0, SKIP)
    for means in _GUESSED:
        for word in headings.WORDS[means]:
            if f" {word} " in f" {folded} " and len(word) > best[0]:
                best = (len(word), means)
    return best[1], 0.7 if best[0] else 0.0


def _person_or_not(means: str, heading: str, cells: Sequence[str]) -> str:
    """Mail and telephone of an organisation or of a person; a person's name is no organisation."""
    is_person = bool(_PERSON.search(texts.fold(heading)))
    if means == "email":
        functional = sum(1 for cell in cells if contact_points.is_functional(cell.strip(), ""))
        return "person_email" if is_person or functional * 2 < len(cells) else means
    if means == "phone":
        return "person_phone" if is_person else means
    if is_person and means in ("name", "place", "street", "postcode", "number", SKIP):
        return "person" if means in ("name", SKIP) else SKIP
    return means


def is_place(cell: str) -> bool:
    """Whether a text is the name of a municipality, of today or before, or of a part of one."""
    return names.fold(cell) in _place_names()


_PLACES: set[str] = set()


def _place_names() -> set[str]:
    if not _PLACES:
        _PLACES.update(names.fold(name.text) for name in gazetteer.load().names)
    return _PLACES


def _shape(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda cell: pattern.fullmatch(cell.casefold()) is not None


# The first one that fits wins.
_SHAPES: Mapping[str, Callable[[str], bool]] = {
    "email": _shape(_MAIL),
    "website": _shape(_URL),
    "checked_on": _shape(_DATE),
    "vcode": _shape(_VCODE),
    "postcode": _shape(_POSTCODE),
    "kbo": _shape(_KBO),
    "phone": _shape(_PHONE),
    "place": is_place,
    "street": _shape(_STREET),
}


def _of_cells(cells: Sequence[str]) -> str:
    for means, fits in _SHAPES.items():
        if len(cells) > 1 and sum(map(fits, cells)) >= ENOUGH * len(cells):
            return means
    return SKIP


def _without_loose_numbers(found: list[Column]) -> list[Column]:
    """Without a street, 'nr' counts the rows: it is no house number."""
    has_street = any(column.means == "street" for column in found)
    return [
        Column(column.heading, SKIP, 0.0, column.examples)
        if column.means == "number" and not has_street
        else column
        for column in found
    ]


def _with_name(found: list[Column]) -> list[Column]:
    """There must be a name: else the first column of short, different texts is it."""
    if any(column.means == "name" for column in found):
        return found
    for place, column in enumerate(found):
        if column.means == SKIP and len(column.examples) > 1:
            named = Column(column.heading, "name", 0.4, column.examples)
            return [*found[:place], named, *found[place + 1 :]]
    return found


def _with_village(found: list[Column]) -> list[Column]:
    """Beside a municipality 'kern' is the village in it; 'wijk' and 'buurt' always are."""
    folded = [texts.fold(column.heading) for column in found]
    has_place = any(
        column.means == "place" and heading not in (*_VILLAGE, *_QUARTER)
        for column, heading in zip(found, folded, strict=True)
    )
    inside = (*_VILLAGE, *_QUARTER) if has_place else _QUARTER
    return [
        Column(column.heading, "village", 0.95, column.examples) if heading in inside else column
        for column, heading in zip(found, folded, strict=True)
    ]


def _once(found: list[Column]) -> list[Column]:
    """Of meanings that one column alone may have, the surest one keeps it."""
    best: dict[str, int] = {}
    for place, column in enumerate(found):
        held = best.get(column.means)
        if held is None or found[held].chance < column.chance:
            best[column.means] = place
    return [
        column
        if column.means in SEVERAL or best[column.means] == place
        else Column(column.heading, SKIP, 0.0, column.examples)
        for place, column in enumerate(found)
    ]


def mapping_of(found: Iterable[Column], *, with_people: bool = False) -> dict[str, str]:
    """Heading to meaning, as `Options.mapping` keeps it. People are left out unless asked for."""
    return {
        column.heading: column.means
        for column in found
        if column.means and (with_people or not column.is_personal)
    }


def checked(mapping: Mapping[str, str]) -> list[str]:
    """What is wrong with a mapping someone chose, in sentences; empty when it is good."""
    chosen = list(mapping.values())
    wrong = [
        f"Je koos twee keer ‘{label}’. Kies het voor één kolom."
        for means, label in MEANINGS.items()
        if chosen.count(means) > 1 and means not in SEVERAL
    ]
    if "name" not in chosen:
        wrong.insert(0, "Kies welke kolom de naam van de organisatie bevat.")
    return wrong
