# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads what a curator asks and decides on the merge bench; what is not understood is left out."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from netwerkbouwer.common import texts
from netwerkbouwer.organisations.merging.queries import Wanted
from netwerkbouwer.organisations.models import ID_ALPHABET, ID_LENGTH
from netwerkbouwer.places import queries as places

LONGEST = 100  # characters of a place or a name


class Choice(StrEnum):
    """What someone says of two organisations."""

    SAME = "zelfde"
    APART = "apart"
    LATER = "later"
    DEPARTMENT = "afdeling"


@dataclass(frozen=True, slots=True)
class Look:
    """Which pairs someone works on, as typed and as understood. `notice` says what was not."""

    wanted: Wanted
    place_text: str = ""
    notice: str = ""

    @property
    def is_filtered(self) -> bool:
        return self.wanted != Wanted()

    def query(self, **more: object) -> str:
        """The query string of the bench with this choice, and something more."""
        given = {"gemeente": self.place_text, "bron": self.wanted.source} | more
        kept = {name: value for name, value in given.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer to one pair.

    `mark` is what the page showed (`Laid.mark`), `showing` what the browser shows by now. `kept`
    and `department` are public ids. `even_if_apart` goes against what someone said before.
    """

    choice: Choice
    mark: str
    kept: str
    department: str
    showing: str
    even_if_apart: bool


def read_look(data: QueryDict) -> Look:
    """Which municipality and which source, from an address or a form."""
    source = texts.clean_line(data.get("bron", "")[:LONGEST])
    text = texts.clean_line(data.get("gemeente", "")[:LONGEST])
    if not text:
        return Look(Wanted(source=source))
    try:
        place = places.resolve(text)
    except places.UnknownMunicipality as error:
        near = ", ".join(error.suggestions)
        notice = _("We kennen de gemeente ‘%(text)s’ niet.") % {"text": text}
        if near:
            notice += " " + _("Bedoel je %(near)s?") % {"near": near}
        return Look(Wanted(source=source), text, notice)
    return Look(Wanted(place.code, source), place.label)


def read_decision(data: QueryDict) -> Decision | None:
    """An answer; None when no button we know was pressed."""
    pressed, _sep, about = data.get("besluit", "").partition(":")
    if pressed not in set(Choice):
        return None
    return Decision(
        choice=Choice(pressed),
        mark=data.get("getoond", "")[:LONGEST],
        kept=public_id(data.get("houd", "")),
        department=public_id(about),
        showing=data.get("volgende", "")[:LONGEST],
        even_if_apart=data.get("toch") == "ja",
    )


def public_id(text: str) -> str:
    """A public id, also from an address of a page; empty when it is none."""
    last = text.strip().rstrip("/").rsplit("/", 1)[-1][:ID_LENGTH].lower()
    return last if len(last) == ID_LENGTH and set(last) <= set(ID_ALPHABET) else ""
