# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The extra fields a method gives its cards: what to choose from, and what was chosen in words."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from netwerkbouwer.boards.queries import BoardView
from netwerkbouwer.boards.zones.page import title
from netwerkbouwer.library import queries as library
from netwerkbouwer.methods.template import FieldKind, FieldSpec, Zone
from netwerkbouwer.places import queries as places


@dataclass(frozen=True)
class Option:
    key: str
    label: str
    explain: str = ""


@dataclass(frozen=True)
class FieldPage:
    """A field of a card with the choices to show."""

    spec: FieldSpec
    choices: list[Option]

    @property
    def name(self) -> str:
        return f"f_{self.spec.key}"

    def words(self, value: Any) -> str:
        """A stored value as a person reads it; what is no longer a choice is left out."""
        match self.spec.kind:
            case FieldKind.CHOICE | FieldKind.CHOICES:
                chosen = value if isinstance(value, list) else [value]
                return ", ".join(o.label for o in self.choices if o.key in chosen)
            case FieldKind.MUNICIPALITY:
                return municipality_name(value)
            case FieldKind.DATE:
                return in_words(value)
            case _:
                return str(value or "")

    def typed_words(self, value: Any) -> str:
        """A stored value as it stands in a text field."""
        if self.spec.kind == FieldKind.MUNICIPALITY:
            return municipality_name(value)
        return str(value or "")


def field_pages(view: BoardView, zone: Zone) -> list[FieldPage]:
    """The fields of a zone's cards that are asked on this board."""
    variant = view.board.variant
    return [field_page(view, spec) for spec in zone.fields if spec.variant in (None, variant)]


def field_page(view: BoardView, spec: FieldSpec) -> FieldPage:
    options = [Option(choice.key, choice.label, choice.explain) for choice in spec.choices]
    if spec.choices_from:
        items = library.items(spec.choices_from)
        options += [Option(item.key, item.label_in(view.board.variant)) for item in items]
    options += [Option(card.id, title(view, card)) for card in view.in_zones(spec.cards_from)]
    return FieldPage(spec, options)


def municipality_name(code: Any) -> str:
    if not code:
        return ""
    try:
        return places.municipality(str(code)).name_nl
    except (places.UnknownMunicipality, places.AmbiguousMunicipality):
        return str(code)


def in_words(day: Any) -> str:
    """A stored date, such as 2027-03-15, as '15 maart 2027'."""
    try:
        return date_format(datetime.date.fromisoformat(str(day)), "j F Y")
    except ValueError:
        return str(day or "")
