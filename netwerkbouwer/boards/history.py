# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log of operations as sentences: who did what, when, and can it be taken back."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from netwerkbouwer.boards import models
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
    operations: Iterable[models.LoggedOperation], method: Method, *, with_private: bool
) -> list[Line]:
    """The operations as sentences. Readers see that something happened, not the words."""
    return [
        Line(
            revision=operation.revision,
            at=operation.at,
            who=str(operation.by) if operation.by else _("Iemand"),
            what=_what(operation, method),
            quote=_quote(operation) if with_private else "",
            can_undo=bool(operation.inverse),
        )
        for operation in operations
    ]


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
