# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why an organisation is suggested, in Dutch that a reader can check. Pure.

Every reason says something about texts both sides can see, or about the map. What we only assume
of a kind of organisation is always worded as an assumption.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from netwerkbouwer.common import texts

ReasonKind = Literal[
    "words", "assumption", "place", "border", "sector", "half", "none", "network", "known",
    "freshness", "why_not",
]  # fmt: skip
Direction = Literal["limitation", "strength"]
Bond = Literal["same", "related", "answer"]
LONGEST_QUOTE = 90
MOST_WORDS = 2
HALVES = {"culture": "cultuur", "other": "niet-cultuur"}
COUNTRIES = {"BE": "België", "NL": "Nederland"}
ASSUMPTION = "aanname"
MOST_NAMES = 3  # of shared partners
OLD_DAYS = 730  # since somebody looked; younger needs no word
MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
OTHER_SECTOR = "andere"  # 'andere sector: andere' says nothing


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; `kind` tells fact ('words') from assumption ('assumption')."""

    kind: ReasonKind
    text: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two pieces of text that met: the user's and theirs.

    `theme` is what joins them when they share no word, and `bond` how: both say it, it belongs
    with what the user says, or it often answers that. `is_question` says that they seek it.
    """

    mine: str
    theirs: str
    theme: str = ""
    is_question: bool = False
    bond: Bond = "same"


@dataclass(frozen=True, slots=True)
class Assumption:
    """What a kind usually has (or seeks), against the user's words; `mine` may be empty.

    `answer` names what often helps when the user tells of a problem.
    """

    kind_label: str
    phrases: tuple[str, ...]
    mine: str
    names_kind: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of two municipalities lies."""

    municipality: str
    reference_region: str
    province: str
    country: str


def words_met(meetings: Sequence[Meeting]) -> list[Reason]:
    """Jij schrijft ‘zaal’, zij schrijven ‘grote zaal met podium’; and what joins the two."""
    return [Reason("words", _met(meeting)) for meeting in meetings[:MOST_WORDS]]


def _met(meeting: Meeting) -> str:
    verb = "zoeken" if meeting.is_question else "schrijven"
    mine, theirs = _quote(meeting.mine), _quote(meeting.theirs)
    theme = _inside(meeting.theme)
    if theme and meeting.bond == "answer":
        return f"Bij {mine} helpt vaak: {theme}. Zij {verb} {theirs}"
    joined = "dat hangt samen:" if meeting.bond == "related" else "allebei over"
    return f"Jij schrijft {mine}, zij {verb} {theirs}" + (f" ({joined} {theme})" if theme else "")


def assumed(assumption: Assumption, direction: Direction) -> Reason:
    """Zo'n organisatie (jeugdhuis) heeft meestal …, and why that fits; always an assumption."""
    start = f"Zo’n organisatie ({_inside(assumption.kind_label)})"
    if assumption.names_kind:
        return Reason("assumption", f"{start} noem je zelf: {_quote(assumption.mine)}")
    verb = "heeft" if direction == "limitation" else "zoekt"
    listed = " en ".join(_quote(phrase) for phrase in assumption.phrases)
    if not listed:
        text = f"{start} past vaak bij {_quote(assumption.mine)} ({ASSUMPTION})"
    elif assumption.answer:
        helps = f"Bij {_quote(assumption.mine)} helpt vaak: {_inside(assumption.answer)}."
        text = f"{helps} {start} {verb} meestal {listed} ({ASSUMPTION})"
    else:
        mine = f", bij jouw {_quote(assumption.mine)}" if assumption.mine else ""
        text = f"{start} {verb} meestal {listed}{mine} ({ASSUMPTION})"
    return Reason("assumption", text)


def distance(km: float | None, *, same_municipality: bool) -> Reason:
    """ongeveer 14 km over de weg."""
    if same_municipality:
        return Reason("place", "in je eigen gemeente")
    if km is None:
        return Reason("place", "we weten niet waar deze organisatie zit")
    return Reason("place", f"ongeveer {max(1, round(km))} km over de weg")


def borders(mine: Place, theirs: Place, *, neighbours: bool) -> list[Reason]:
    """Which municipal, regional or national border is crossed."""
    if theirs.municipality == mine.municipality:
        return []
    beside = " (buurgemeente)" if neighbours else ""
    found = [Reason("border", f"andere gemeente: {theirs.municipality}{beside}")]
    if theirs.country != mine.country:
        land = COUNTRIES.get(theirs.country, theirs.country)
        return [*found, Reason("border", f"ander land: {land}")]
    if mine.reference_region and theirs.reference_region:
        same = mine.reference_region == theirs.reference_region
        word = "zelfde" if same else "andere"
        found.append(Reason("border", f"{word} referentieregio: {theirs.reference_region}"))
    elif theirs.province and mine.province and theirs.province != mine.province:
        found.append(Reason("border", f"andere provincie: {theirs.province}"))
    return found


def sector(own: str, theirs: str, label: str) -> Reason:
    """andere sector: welzijn."""
    which = "zelfde" if own == theirs else "andere"
    name = "overige" if theirs == OTHER_SECTOR else _inside(label)
    return Reason("sector", f"{which} sector: {name}")


def half(own: str, theirs: str) -> list[Reason]:
    """niet-cultuur; nothing when both are in one half. Stands behind the sector."""
    if own == theirs or theirs not in HALVES:
        return []
    return [Reason("half", HALVES[theirs])]


def partners(names: Sequence[str], count: int) -> Reason:
    """2 gemeenschappelijke partners: De Klinker en Zaal Apollo; names are those we may tell."""
    if not count:
        return Reason("network", "nog geen gemeenschappelijke partners")
    told = [texts.clean_line(name) for name in names[:MOST_NAMES]]
    if more := count - len(told):
        told.append(f"nog {more}" if told else "")
    word = "gemeenschappelijke partner" + "s" * (count != 1)
    listed = " en ".join(filter(None, [", ".join(told[:-1]), told[-1]]))
    return Reason("network", f"{count} {word}{': ' * bool(listed)}{listed}")


def already(source: str) -> Reason:
    """jullie werken al samen (bron: …); without a source, your own board says so."""
    told = f"bron: {texts.clean_line(source)}" if source else "staat op jullie bord"
    return Reason("known", f"jullie werken al samen ({told})")


def last_checked(checked_on: date | None, today: date) -> list[Reason]:
    """voor het laatst nagekeken op 3 mei 2021; nothing while that is not long ago."""
    if checked_on is None or (today - checked_on).days <= OLD_DAYS:
        return []
    told = f"{checked_on.day} {MONTHS[checked_on.month - 1]} {checked_on.year}"
    return [Reason("freshness", f"gegevens voor het laatst nagekeken op {told}")]


def nothing_met() -> Reason:
    """When a text says nothing we know, it is place and sector that brought this one."""
    return Reason(
        "none",
        "We vonden geen woorden die passen bij jouw tekst; deze kozen we om plaats en sector. "
        "Schrijf in een zin wat je mist of kunt.",
    )


def _inside(label: str) -> str:
    """A label within a sentence: without its capital, unless it is an abbreviation or a name."""
    is_name = label[1:2].isupper() or any(word.istitle() for word in label.split()[1:])
    return label if is_name else label[:1].lower() + label[1:]


def excerpt(text: str, start: int, end: int) -> str:
    """As much of a text as fits in a quote, with the piece from start to end in it."""
    if len(text) <= LONGEST_QUOTE:
        return text
    first = max(0, min(start - LONGEST_QUOTE // 3, len(text) - LONGEST_QUOTE))
    if first > 0:
        first = text.find(" ", first, start) + 1 or start
    last = max(end, text.rfind(" ", end, first + LONGEST_QUOTE))
    if len(text) - first <= LONGEST_QUOTE:
        last = len(text)
    return f"{'…' * (first > 0)}{text[first:last]}{'…' * (last < len(text))}"


def _quote(text: str) -> str:
    line = texts.clean_line(text).strip("‘’'\"“” .,;:")
    if len(line) > LONGEST_QUOTE + 2:
        line = line[: LONGEST_QUOTE - 1].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
    return f"‘{line}’"
