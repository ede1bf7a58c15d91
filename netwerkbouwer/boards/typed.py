# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A form as it was typed: what it refers to, and how it is refused with a way out."""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from netwerkbouwer.boards import models
from netwerkbouwer.common import texts
from netwerkbouwer.methods.template import Method, Zone
from netwerkbouwer.places import queries as places

CARD_ID = re.compile(r"[A-Za-z0-9_-]{22}")


def number(text: str) -> int | None:
    """A revision or a number of something, from an address or a form; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


@dataclass(frozen=True, slots=True)
class WayOut:
    """A button in the refused form that sends it again with one thing settled."""

    name: str
    value: str
    label: str


class WrongForm(Exception):
    """Something typed cannot be used yet: which field, what to do, and buttons that do it."""

    def __init__(self, sentence: str, field: str = "", ways: tuple[WayOut, ...] = ()) -> None:
        super().__init__(sentence)
        self.field = field
        self.ways = ways


@dataclass(frozen=True)
class Form:
    """A form from the board page, with what it may refer to."""

    data: QueryDict
    board: models.Board
    method: Method

    def __contains__(self, name: str) -> bool:
        return name in self.data

    def get(self, name: str) -> str:
        # Signs that nobody sees are not something typed; a database refuses the null character.
        return texts.clean(self.data.get(name, ""))

    def getlist(self, name: str) -> list[str]:
        return [texts.clean(value) for value in self.data.getlist(name)]

    def number(self, name: str, otherwise: int) -> int:
        found = number(self.get(name))
        return otherwise if found is None else found

    def zone(self, key: str) -> Zone:
        zone = self.method.zone(key)
        if zone is None:
            raise WrongForm(_("Dit vak bestaat niet op dit bord. Laad de pagina opnieuw."))
        return zone

    def card(self) -> models.Card:
        card = self.board.cards.filter(pk=self.get("card")).first()
        if card is None:
            raise WrongForm(_("Deze kaart bestaat niet (meer) op dit bord."))
        return card

    def cards(self, name: str) -> list[models.Card]:
        """The cards of this board that a field names, in that order."""
        ids = [value for value in self.getlist(name) if CARD_ID.fullmatch(value)]
        found = self.board.cards.in_bulk(ids[:1_000])
        return [found[card_id] for card_id in dict.fromkeys(ids) if card_id in found]


def derived_id(start: str, name: str) -> str:
    """An id that follows from another, so that a form sent twice makes the same cards."""
    digest = hashlib.sha256(f"{start}:{name}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def municipality_code(typed: str, name: str) -> str:
    """The code of a municipality someone typed in field `name`. Raises WrongForm."""
    try:
        return places.resolve(typed).code
    except places.UnknownMunicipality as error:
        ways = tuple(WayOut(name, label, label) for label in error.suggestions)
        raise WrongForm(str(error), "municipality", ways) from None


def place(form: Form) -> dict[str, Any]:
    """The municipality someone typed; `keep_place` keeps words that we do not know."""
    typed = form.get("place").strip()
    if not typed:
        return {"municipality": None, "place_text": None}
    try:
        return {"municipality": municipality_code(typed, "place"), "place_text": None}
    except WrongForm as error:
        if form.get("keep_place") == "on":
            return {"municipality": None, "place_text": typed}
        keep = WayOut("keep_place", "on", _("Laat ‘%(place)s’ zo staan") % {"place": typed[:60]})
        raise WrongForm(str(error), error.field, (*error.ways, keep)) from None
