# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log of operations as sentences: who did what, when, and can it be taken back."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from netwerkbouwer.boards import models, typed
from netwerkbouwer.boards.access import Visit
from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.boards.stage import Role, Viewer
from netwerkbouwer.methods.template import Method

QUOTE = 80  # characters of a card's text in a line of history


@dataclass(frozen=True)
class Line:
    """One operation in words."""

    revision: int
    at: datetime.datetime
    who: str
    what: str
    quote: str
    can_undo: bool


def lines(
    operations: Iterable[models.LoggedOperation], view: BoardView, viewer: Viewer
) -> list[Line]:
    """The operations as sentences. The words are quoted for who may see the card they were on."""
    return [
        Line(
            revision=operation.revision,
            at=operation.at,
            who=_who(operation.by, viewer),
            what=_what(operation, view.method),
            quote=_quote(operation) if _may_read(operation, view, viewer) else "",
            can_undo=bool(operation.inverse),
        )
        for operation in operations
    ]


def _who(by: models.Participant | None, viewer: Viewer) -> str:
    """What people lay in a session has no name on it, but for who leads."""
    took_part = by is not None and by.role in (Role.PARTICIPANT, Role.HOST)
    if by is None or (took_part and viewer.role == Role.READER):
        return _("Iemand")
    return str(by)


def _may_read(operation: models.LoggedOperation, view: BoardView, viewer: Viewer) -> bool:
    if viewer.role == Role.READER:
        return False
    own = operation.by_id is not None and operation.by_id == viewer.participant
    everything = viewer.leads and not viewer.stage.is_live
    return own or everything or operation.card in view.cards


def _what(operation: models.LoggedOperation, method: Method) -> str:
    zone = method.zone(operation.payload.get("zone", ""))
    place = f"‘{zone.title}’" if zone else ""
    sentences = {
        "add_card": _("legde een kaart in %(place)s"),
        "edit_text": _("veranderde een tekst"),
        "choose_text": _("koos een tekst"),
        "set_fields": _("vulde een kaart aan"),
        "set_private": _("veranderde wie een kaart ziet"),
        "move_card": _("verplaatste een kaart"),
        "remove_card": _("haalde een kaart weg"),
        "restore_card": _("legde een kaart terug"),
        "link_cards": _("verbond twee kaarten"),
        "unlink_cards": _("maakte twee kaarten los"),
        "cast_vote": _("stemde"),
        "clear_votes": _("haalde de stippen van iemand weg"),
        "set_board": _("veranderde het bord"),
    }
    sentence = sentences.get(operation.type, _("deed iets")) % {"place": place}
    if operation.undoes is not None:
        sentence += " " + _("(draaide stap %(revision)s terug)") % {"revision": operation.undoes}
    return sentence


def _quote(operation: models.LoggedOperation) -> str:
    text = operation.outcome.get("text") or operation.payload.get("text") or ""
    if operation.type == "set_board":
        text = operation.payload.get("title", "")
    text = " ".join(str(text).split())
    return text if len(text) <= QUOTE else text[: QUOTE - 1] + "…"


@dataclass(frozen=True)
class Done:
    """What a form did a moment ago, with what takes it back."""

    first: int
    last: int
    zone: str
    sentence: str
    again: bool
    """It was itself an undo."""


def done(visit: Visit, span: str) -> Done | None:
    """What this participant just did, from 'first-last' in the address; None when it is not so."""
    first, last = (typed.number(part) for part in (span.split("-") + [""])[:2])
    if not visit.may_edit or first is None or last is None:
        return None
    operations = list(
        visit.board.operations.filter(revision__range=(first, last), by=visit.participant)
        .order_by("revision")
        .only("type", "card", "payload", "inverse", "undoes")[:MOST_DONE]
    )
    if not any(operation.inverse for operation in operations):
        return None
    again = operations[0].undoes is not None
    card = visit.board.cards.filter(pk=operations[0].card).only("zone").first()
    sentence = _("Teruggedraaid.") if again else _sentence(operations[0])
    return Done(first, last, card.zone if card else "", sentence, again)


MOST_DONE = 1_000


def _sentence(operation: models.LoggedOperation) -> str:
    if remembered := _remembered(operation.payload.get("fields") or {}):
        return remembered
    sentences = {
        "add_card": _("Toegevoegd en bewaard."),
        "remove_card": _("Weggehaald."),
        "restore_card": _("Teruggelegd."),
        "move_card": _("Verplaatst."),
    }
    return sentences.get(operation.type, _("Bewaard."))


def _remembered(fields: Mapping[str, Any]) -> str:
    """What became of a suggestion that the board only remembers, or no longer."""
    if fields.get("not_for_us"):
        return _("Weggelegd. We stellen deze organisatie op dit bord niet meer voor.")
    if fields.get("later"):
        return _("Bewaard voor later.")
    if "not_for_us" in fields or "later" in fields:
        return _("Teruggehaald.")
    return ""
