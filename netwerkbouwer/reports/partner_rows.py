# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The partners on a board as rows: what the table, the report and the network file all say.

Reads a `BoardView`, so whatever the reader may not see is not there; contact persons come only
when private things were asked for.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from netwerkbouwer.boards import hints, partners, zones
from netwerkbouwer.boards.layout import Half
from netwerkbouwer.boards.partners import Partner
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.organisations import sectors
from netwerkbouwer.places import gazetteer

UNKNOWN_PLACE = "Plaats nog onbekend"
HALVES = {"culture": "cultuur", "other": "andere sector"}
STATUSES = {
    "idea": "idee",
    "contacted": "contact gezocht",
    "first_talk": "eerste gesprek",
    "agreement": "afspraak gemaakt",
    "running": "loopt",
    "dormant": "ligt stil",
    "ended": "afgerond",
}
SCENARIO_STATUSES = {
    "spontaneous": "spontaan idee",
    "explore": "verkennen",
    "go": "we doen het",
    "parked": "later",
    "dropped": "niet doen",
}
HINTED = {"yes": "mogelijk", "no": "niet meteen", "unknown": "nog niet bekend"}
DECIDED = {"yes": "ja", "no": "nee"}
MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the two hints of the selection table, with the reason in words."""

    word: str
    """'mogelijk', 'niet meteen', 'nog niet bekend'; 'ja' or 'nee' when a person decided."""
    reason: str

    @property
    def sentence(self) -> str:
        return f"{self.word.capitalize()}. {self.reason}".strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate in words."""

    card: str
    identity: tuple[str, str]
    """What makes two cards the same organisation."""
    name: str
    code: str
    place: str
    sectors: tuple[str, ...]
    sector_labels: tuple[str, ...]
    half: Half
    ideas: tuple[str, ...]
    exercise: str
    supralocal: Answer
    crossing: Answer
    chosen: bool
    not_for_us: bool
    doubtful: bool
    status: str
    since: str
    next_step: str
    next_on: str
    website: str
    contact_role: str
    contact_person: str
    notes: str

    @property
    def place_key(self) -> str:
        return self.code or self.place


def rows(view: BoardView, *, with_private: bool) -> list[Row]:
    """Every candidate on the board, in the order of the board."""
    return [row(view, card, with_private=with_private) for card in view.of_type("candidate")]


def row(view: BoardView, card: CardView, *, with_private: bool) -> Row:
    partner = partners.partner(card)
    supralocal, crossing = _answers(view, partner)
    stored = _Stored(card.fields)
    return Row(
        card=card.id,
        identity=partners.identity(partner),
        name=card.text,
        code=partner.code,
        place=partner.place or UNKNOWN_PLACE,
        sectors=partner.sectors,
        sector_labels=partner.sector_labels,
        half=partner.half,
        ideas=tuple(idea.text for idea in card.ideas if idea.text),
        exercise=zones.title(view, card.parent) if card.parent else "",
        supralocal=supralocal,
        crossing=crossing,
        chosen=partner.is_chosen,
        not_for_us=bool(card.fields.get("not_for_us")),
        doubtful=bool(card.fields.get("doubtful")),
        status=STATUSES.get(stored.text("status"), ""),
        since=date_words(stored.text("since")),
        next_step=stored.text("next_step"),
        next_on=date_words(stored.text("next_on")),
        website=stored.text("website"),
        contact_role=stored.text("contact_role"),
        contact_person=card.row.contact_person if with_private else "",
        notes=stored.text("notes"),
    )


@dataclass(frozen=True, slots=True)
class _Stored:
    fields: dict[str, Any]

    def text(self, key: str) -> str:
        return str(self.fields.get(key) or "")


def _answers(view: BoardView, partner: Partner) -> tuple[Answer, Answer]:
    """bovenlokaal and grensverleggend, as a person decided or else as computed."""
    computed = hints.for_row(partners.own(view).party, partner.party)
    fields = partner.card.fields
    return (
        _answer(fields, "supralocal", computed.supralocal),
        _answer(fields, "crossing", computed.crossing),
    )


def _answer(fields: dict[str, Any], key: str, hint: hints.Hint) -> Answer:
    decided = DECIDED.get(str(fields.get(key, "")))
    if decided:
        return Answer(decided, str(fields.get(f"{key}_why", "")))
    return Answer(HINTED[hint.answer], " ".join(hint.reasons))


def set_answers(view: BoardView, members: list[CardView]) -> tuple[Answer, Answer]:
    """The same two for a combination."""
    parties = [partners.partner(card).party for card in members]
    computed = hints.for_set(partners.own(view).party, parties)
    return _answer({}, "", computed.supralocal), _answer({}, "", computed.crossing)


def own_place(view: BoardView) -> tuple[str, str]:
    """Code and name of the own municipality; empty when it is not filled in or private."""
    own = partners.own(view)
    return own.code, own.place


def municipality(code: str) -> gazetteer.Municipality | None:
    return partners.municipality(code)


def sector_label(slug: str) -> str:
    return sectors.label(slug)


def date_words(iso: str) -> str:
    """2026-11-20 → 20 november 2026; anything else as it is."""
    try:
        day = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
