# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The partners on a board as rows: what the table, the report and the network file all say.

Reads a `BoardView`, so whatever the reader may not see is not there; contact persons come only
when private things were asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from netwerkbouwer.boards import hints, partners, words, zones
from netwerkbouwer.boards.partners import Partner
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones import fields
from netwerkbouwer.reports.rows import Answer, Row

UNKNOWN_PLACE = "Plaats nog onbekend"
DECIDED = {"yes": "ja", "no": "nee"}


def rows(view: BoardView, *, with_private: bool) -> list[Row]:
    """Every candidate on the board, in the order of the board; no refused suggestions."""
    found = [
        card
        for card in view.of_type("candidate")
        if card.parent is not None or not partners.is_aside(card)
    ]
    return [row(view, card, with_private=with_private) for card in found]


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
        dropped=partner.is_dropped,
        not_for_us=partners.is_aside(card),
        doubtful=bool(card.fields.get("doubtful")),
        status=_word(words.PARTNER_STATUS, stored.text("status")),
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
    values: dict[str, Any]

    def text(self, key: str) -> str:
        return str(self.values.get(key) or "")


def _answers(view: BoardView, partner: Partner) -> tuple[Answer, Answer]:
    """bovenlokaal and grensverleggend, as a person decided or else as computed."""
    computed = hints.for_row(partners.own(view).party, partner.party)
    stored = partner.card.fields
    return (
        _answer(stored, "supralocal", computed.supralocal),
        _answer(stored, "crossing", computed.crossing),
    )


def _answer(stored: dict[str, Any], key: str, hint: hints.Hint) -> Answer:
    decided = DECIDED.get(str(stored.get(key, "")))
    if decided:
        return Answer(decided, str(stored.get(f"{key}_why", "")))
    return Answer(str(words.ANSWER[hint.answer]), " ".join(hint.reasons))


def set_answers(view: BoardView, members: list[CardView]) -> tuple[Answer, Answer]:
    """The same two for a combination."""
    parties = [partners.partner(card).party for card in members]
    computed = hints.for_set(partners.own(view).party, parties)
    return _answer({}, "", computed.supralocal), _answer({}, "", computed.crossing)


def scenario_status(card: CardView) -> str:
    return _word(words.SCENARIO_STATUS, str(card.fields.get("status") or ""))


def _word(group: Mapping[str, Promise], key: str) -> str:
    return str(group[key]) if key in group else ""


def own_place(view: BoardView) -> tuple[str, str]:
    """Code and name of the own municipality; empty when it is not filled in or private."""
    own = partners.own(view)
    return own.code, own.place


def date_words(iso: str) -> str:
    """2026-11-20 → 20 november 2026; anything else as it is."""
    return fields.in_words(iso)
