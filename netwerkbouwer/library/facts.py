# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What only one pack has (`Item.data`), as labels and words a reader understands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from netwerkbouwer.library import queries
from netwerkbouwer.library.schema import Item


@dataclass(frozen=True)
class Fact:
    """One line of facts: a text, a list, or a web address."""

    label: str
    text: str = ""
    many: list[str] = field(default_factory=list)
    url: str = ""


@dataclass(frozen=True)
class Condition:
    """A condition of a funding scheme, as a question."""

    text: str
    kind: str
    is_checked: bool
    """Whether the board can work it out; else people answer it themselves."""


def _labels_of(pack_name: str) -> Callable[[Any], list[str]]:
    def labels(ids: Any) -> list[str]:
        known = {item.id: item.label for item in queries.items(pack_name)}
        return [known.get(str(name), str(name)) for name in ids]

    return labels


def _one_of(pack_name: str) -> Callable[[Any], str]:
    return lambda name: _labels_of(pack_name)([name])[0]


def _said(words: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda value: words.get(str(value), str(value))


def _list(values: Any) -> list[str]:
    return [str(value) for value in values]


LEVELS = {"policy": "in beleid", "floor": "op de vloer", "both": "in beleid en op de vloer"}
MOTIVES = {"intrinsic": "om cultuur zelf", "extrinsic": "om een vraag uit de samenleving"}
COUNTRIES = {"BE": "Vlaanderen en Brussel", "NL": "Nederland"}
QUESTIONS = {"what": "wat", "where": "waar", "why": "waarom"}
PHASES = {"start": "opstarten", "sustain": "bestendigen"}
SIDES = {"culture": "cultuur", "social": "zorg en welzijn", "both": "allebei"}
HALVES = {"culture": "boven de lijn, bij cultuur", "other": "onder de lijn, bij de rest"}
SCHEME_STATES = {
    "open": "open",
    "closed": "gesloten",
    "announced": "aangekondigd",
    "unknown": "niet gevonden",
}
CONDITION_KINDS = {
    "applicant": "wie aanvraagt",
    "partner": "partners",
    "geo": "plaats",
    "sector": "sector",
    "money": "geld",
    "date": "datum",
    "content": "inhoud",
}
# Key in the data → label, and how its value is said. What is not here is for machines.
SHOWN: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "question": ("Vraag", _said(QUESTIONS)),
    "sector": ("Sector", _one_of("sectors")),
    "sectors": ("Sectoren", _labels_of("sectors")),
    "half": ("In een bol", _said(HALVES)),
    "half_note": ("Let op", str),
    "actors": ("Bijvoorbeeld", _list),
    "actors_nl": ("In Nederland bijvoorbeeld", _list),
    "questions": ("Vragen om je op weg te helpen", _list),
    "level": ("Waar", _said(LEVELS)),
    "action": ("Een eerste actie", str),
    "code": ("Code", str),
    "blueprints": ("In de bouwtekeningen", _labels_of("blueprints")),
    "next_text": ("Daarna", str),
    "terms": ("Ook gezegd als", _list),
    "also": ("Ook gezegd als", _list),
    "answered_by": ("Wat daarbij kan helpen", _labels_of("concepts")),
    "offers": ("Heeft vaak te bieden (onze aanname)", _list),
    "needs": ("Zoekt vaak (onze aanname)", _list),
    "country": ("Land", _said(COUNTRIES)),
    "for_whom": ("Voor wie", str),
    "steps": ("Zo doe je het", _list),
    "motive_type": ("Waarom", _said(MOTIVES)),
    "side": ("Voor wie telt dit", _said(SIDES)),
    "answers": ("Antwoorden", _list),
    "starters": ("Om het gesprek te beginnen", _list),
    "artefacts": ("Wat je dan hebt", _list),
    "phase": ("Fase", _said(PHASES)),
    "place": ("Plaats", str),
    "years": ("Jaren", str),
    "organisations": ("Organisaties", _list),
    "target_group": ("Voor wie", str),
    "finance": ("Geld", str),
    "results": ("Resultaat", str),
    "lessons": ("Lessen", str),
    "kind": ("Soort", str),
    "status": ("Stand", _said(SCHEME_STATES)),
    "valid_from": ("Geldig vanaf", str),
    "valid_to": ("Geldig tot", str),
    "money": ("Bedrag", str),
    "dates": ("Data", str),
}
MARKS: dict[str, Mapping[str, str]] = {"motive_type": MOTIVES, "level": LEVELS}


def facts(item: Item) -> list[Fact]:
    """The facts of an item that a reader can use, in the order of the pack's file."""
    found = [_fact(key, value) for key, value in item.data.items() if key in SHOWN and value]
    found += [
        Fact(QUESTIONS.get(str(key), str(key)).capitalize(), str(prompt))
        for key, prompt in dict(item.data.get("prompts") or {}).items()
    ]
    address = item.data.get("address")
    return [*found, Fact("Adres", url=str(address))] if address else found


def _fact(key: str, value: Any) -> Fact:
    label, say = SHOWN[key]
    said = say(value)
    return Fact(label, many=said) if isinstance(said, list) else Fact(label, text=str(said))


def conditions(item: Item) -> list[Condition]:
    """The conditions of a funding scheme; empty for anything else."""
    return [
        Condition(
            text=str(row.get("text", "")),
            kind=CONDITION_KINDS.get(str(row.get("kind")), str(row.get("kind", ""))),
            is_checked=row.get("check") == "auto",
        )
        for row in item.data.get("conditions") or []
    ]


def marks(item: Item) -> list[str]:
    """A word or two that tell items of one deck apart at a glance."""
    return [
        words[str(item.data[key])]
        for key, words in MARKS.items()
        if str(item.data.get(key)) in words
    ]
