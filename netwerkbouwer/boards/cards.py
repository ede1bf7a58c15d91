# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the fields of a card may hold, per type of card.

The base types are known here; a method adds fields of its own to a zone (`Zone.fields`), which
are checked from their description. Values are plain JSON.
"""

import datetime
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from netwerkbouwer.common import texts
from netwerkbouwer.library import queries as library
from netwerkbouwer.methods.template import FieldKind, FieldSpec, Zone, ZoneKind

LINE = 300
LONG = 5_000
LIST = 40


class PartnerStatus(StrEnum):
    """How far it is with a partner, from idea to ended (W17)."""

    IDEA = "idea"
    CONTACTED = "contacted"
    FIRST_TALK = "first_talk"
    AGREEMENT = "agreement"
    RUNNING = "running"
    DORMANT = "dormant"
    ENDED = "ended"


class ScenarioStatus(StrEnum):
    """What happens with a combination (W11)."""

    SPONTANEOUS = "spontaneous"
    EXPLORE = "explore"
    GO = "go"
    PARKED = "parked"
    DROPPED = "dropped"


class NotForUs(StrEnum):
    """Why an organisation does not come back among the suggestions of a board."""

    TOO_FAR = "too_far"
    NO_FIT = "no_fit"
    KNOWN = "known"
    FAILED_BEFORE = "failed_before"
    GONE = "gone"
    OTHER = "other"


class WrongField(Exception):
    """A field is unknown for this card, or its value is not what it should be."""

    def __init__(self, key: str, sentence: str, name: str = "") -> None:
        super().__init__(f"Het veld '{name or NAMES.get(key, key)}' {sentence}.")
        self.key = key
        self.sentence = sentence


# What the fields we know ourselves are called on screen.
NAMES = {
    "municipality": "gemeente",
    "place_text": "gemeente",
    "sectors": "sectoren",
    "sector": "sector",
    "half": "boven of onder de lijn",
    "website": "website",
    "contact_role": "functie",
    "contact_person": "contactpersoon",
    "notes": "notities",
    "note": "notitie",
    "status": "status",
    "since": "sinds wanneer",
    "next_step": "volgende stap",
    "next_on": "tegen wanneer",
    "supralocal": "bovenlokaal",
    "supralocal_why": "waarom bovenlokaal",
    "crossing": "grensverleggend",
    "crossing_why": "waarom grensverleggend",
    "not_for_us_reason": "waarom niet",
    "not_for_us_why": "waarom niet",
    "later": "voor later",
    "idea": "idee",
    "possibilities": "wat er mogelijk is",
    "next": "wat je hierna doet",
    "owner": "wie",
    "due": "wanneer",
    "organisation": "organisatie",
}


Check = Callable[[str, Any], Any]


def _line(key: str, value: Any) -> str:
    return _text(key, value, LINE, texts.clean_line)


def _long(key: str, value: Any) -> str:
    return _text(key, value, LONG, texts.clean)


def _text(key: str, value: Any, limit: int, tidy: Callable[[str], str]) -> str:
    if not isinstance(value, str):
        raise WrongField(key, "moet tekst zijn")
    tidied = tidy(value)
    if len(tidied) > limit:
        raise WrongField(key, f"is te lang: het mag {limit} tekens zijn")
    return tidied


def _date(key: str, value: Any) -> str:
    try:
        return datetime.date.fromisoformat(_line(key, value)).isoformat()
    except ValueError:
        raise WrongField(key, "moet een datum zijn, zoals 2027-03-15") from None


def _year(key: str, value: Any) -> str:
    year = _line(key, str(value) if isinstance(value, int) else value)
    if not (year.isascii() and year.isdigit() and 1900 <= int(year[:5]) <= 2200):
        raise WrongField(key, "moet een jaartal zijn, zoals 2027")
    return year


def _flag(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongField(key, "moet ja of nee zijn")
    return value


def _one_of(options: frozenset[str]) -> Check:
    def check(key: str, value: Any) -> str:
        if value not in options:
            raise WrongField(key, "heeft een keuze die er niet bij staat")
        return str(value)

    return check


def _some_of(options: frozenset[str] | None) -> Check:
    """A list of short texts, each from the options if there are any."""

    def check(key: str, value: Any) -> list[str]:
        if not isinstance(value, list) or len(value) > LIST:
            raise WrongField(key, f"moet een lijst zijn van hooguit {LIST}")
        chosen = [_line(key, item) for item in value]
        if options is not None and not options.issuperset(chosen):
            raise WrongField(key, "heeft een keuze die er niet bij staat")
        return list(dict.fromkeys(chosen))

    return check


# An organisation on the board. Names of the directory's keys are checked by the action.
CANDIDATE: dict[str, Check] = {
    "organisation": _line,  # public id in the directory, or empty for a typed one
    "municipality": _line,  # code
    "place_text": _line,  # as typed, when we do not know the municipality
    "sectors": _some_of(None),
    "half": _one_of(frozenset({"culture", "other"})),
    "website": _line,
    "contact_role": _line,
    "contact_person": _line,
    "notes": _long,
    "found": _one_of(frozenset({"typed", "directory", "suggestion", "import"})),
    "partner_card": _line,
    "chosen": _flag,
    "doubtful": _flag,
    "status": _one_of(frozenset(PartnerStatus)),
    "since": _date,
    "next_step": _line,
    "next_on": _date,
    "supralocal": _one_of(frozenset({"yes", "no"})),
    "supralocal_why": _line,
    "crossing": _one_of(frozenset({"yes", "no"})),
    "crossing_why": _line,
    "not_for_us": _flag,
    "not_for_us_reason": _one_of(frozenset(NotForUs)),
    "not_for_us_why": _line,
    "later": _flag,
}
BASE_FIELDS: dict[str, dict[str, Check]] = {
    "candidate": CANDIDATE,
    "idea": {},
    "exercise": {"kind": _one_of(frozenset({"from_limitation", "from_strength"}))},
    "combination": {
        "status": _one_of(frozenset(ScenarioStatus)),
        "idea": _long,
        "possibilities": _long,
        "next": _long,
    },
    "action": {
        "owner": _line,
        "due": _date,
        "status": _one_of(frozenset({"open", "busy", "done"})),
    },
    "place": {"municipality": _line, "sector": _line, "organisation": _line},
    "choice": {"chosen": _some_of(None)},
    "pick": {"item": _line, "status": _line, "note": _long},
    "cell": {"row": _line, "column": _line},
    "item": {"theme": _line, "column": _line},
}
# Which types of card a zone holds: the first is the usual one.
CARD_TYPES: dict[ZoneKind, tuple[str, ...]] = {
    ZoneKind.TEXT: ("text",),
    ZoneKind.PLACE: ("place",),
    ZoneKind.CHOICE: ("choice",),
    ZoneKind.CARDS: ("note",),
    ZoneKind.DECK: ("pick",),
    ZoneKind.EXERCISES: ("exercise",),
    ZoneKind.CANDIDATES: ("candidate", "idea"),
    ZoneKind.COMBINATIONS: ("combination",),
    ZoneKind.ACTIONS: ("action",),
    ZoneKind.MATRIX: ("cell",),
    ZoneKind.COLUMNS: ("item",),
}


def card_types(zone: Zone) -> tuple[str, ...]:
    """The types of card a zone holds; a `cards` zone may name its own."""
    if zone.kind == ZoneKind.CARDS and zone.types:
        return tuple(card_type.key for card_type in zone.types)
    return CARD_TYPES.get(zone.kind, ())


def checks_for(zone: Zone, card_type: str) -> dict[str, Check]:
    """The fields a card of this type may have in this zone, with their checks."""
    checks = dict(BASE_FIELDS.get(card_type, {}))
    if zone.statuses and card_type != "idea":
        checks["status"] = _one_of(frozenset(choice.key for choice in zone.statuses))
    if zone.kind == ZoneKind.CHOICE:
        checks["chosen"] = _some_of(frozenset(choice.key for choice in zone.choices))
    if card_type == "pick" and zone.deck:
        items = library.items(zone.deck, zone.deck_group)
        checks["item"] = _one_of(frozenset(item.id for item in items))
    if card_type != "idea":
        checks |= {field.key: _check_of(field) for field in zone.fields}
    return checks


def _check_of(field: FieldSpec) -> Check:
    options = _options(field)
    match field.kind:
        case FieldKind.LONG:
            return _long
        case FieldKind.DATE:
            return _date
        case FieldKind.YEAR:
            return _year
        case FieldKind.CHOICE if options:
            return _one_of(options)
        case FieldKind.CHOICES:
            return _some_of(options or None)
        case _:
            return _line


def _options(field: FieldSpec) -> frozenset[str]:
    """What may be chosen; empty when the choices are cards of the board itself."""
    if field.cards_from:
        return frozenset()
    listed = {choice.key for choice in field.choices}
    if field.choices_from:
        listed |= {item.key for item in library.items(field.choices_from)}
    return frozenset(listed)


def check_fields(zone: Zone, card_type: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Clean values of fields from outside; None means 'make empty'. Raises WrongField."""
    checks = checks_for(zone, card_type)
    clean: dict[str, Any] = {}
    for key, value in fields.items():
        if key not in checks:
            raise WrongField(key, "hoort niet bij deze kaart")
        empty = value is None or value == "" or value == []
        try:
            clean[key] = None if empty else checks[key](key, value)
        except WrongField as error:
            label = next((field.label for field in zone.fields if field.key == key), "")
            raise WrongField(key, error.sentence, label) from None
    return clean
