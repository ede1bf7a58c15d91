# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Turns what a person typed in a form on the board into operations: the first client.

Every form names what it does (`do`) and carries ids made when the page was drawn, so that a
double click or a resent form counts once. Fields of cards are `f_<key>`. Nothing here writes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from netwerkbouwer.boards import models, positions
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.cards import checks_for
from netwerkbouwer.methods.template import FieldKind, Method, Zone, ZoneKind
from netwerkbouwer.organisations.models import Organisation
from netwerkbouwer.places import queries as places

LISTS = {"sectors", "chosen"}
FLAGS = {"doubtful", "not_for_us"}


class WrongForm(Exception):
    """Something typed cannot be used yet: which field, and what to do."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Form:
    """A form from the board page, with what it may refer to."""

    data: QueryDict
    board: models.Board
    method: Method

    def get(self, name: str) -> str:
        return self.data.get(name, "")

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


def read(data: QueryDict, board: models.Board, method: Method) -> list[ops.AnyOperation]:
    """The operations a form asks for. Raises WrongForm with a sentence for the person."""
    reader = READERS.get(data.get("do", ""))
    if reader is None:
        raise WrongForm(_("We begrijpen dit formulier niet. Laad de pagina opnieuw."))
    op_id = data.get("op_id") or models.new_id()
    try:
        payloads = reader(Form(data, board, method))
        return [
            ops.parse({**payload, "op_id": op_id if index == 0 else models.new_id()})
            for index, payload in enumerate(payloads)
        ]
    except ops.NotAnOperation as error:
        raise WrongForm(str(error)) from None


Payloads = Sequence[Mapping[str, Any]]


def _add(form: Form) -> Payloads:
    zone = form.zone(form.get("zone"))
    card_type = form.get("card_type")
    fields = _fields(form, zone, card_type)
    text = form.get("text")
    if card_type == "candidate":
        text, fields = _candidate(form, text, fields)
    if zone.kind in NEEDS_TEXT and not text.strip():
        raise WrongForm(_("Schrijf eerst iets op de kaart."), "text")
    payload: dict[str, Any] = {
        "type": "add_card",
        "card": form.get("new_card") or models.new_id(),
        "zone": zone.key,
        "card_type": card_type,
        "text": text,
        "fields": fields,
    }
    if form.get("parent"):
        payload["parent"] = form.get("parent")
    if "privacy" in form.data:
        payload["private"] = form.get("private") == "on"
    ties = [
        {"type": "link_cards", "kind": kind, "card": payload["card"], "to": to}
        for kind in ("member", "source")
        for to in form.data.getlist(kind)
    ]
    return [payload, *ties]


NEEDS_TEXT = {
    ZoneKind.CARDS,
    ZoneKind.CANDIDATES,
    ZoneKind.COMBINATIONS,
    ZoneKind.ACTIONS,
    ZoneKind.MATRIX,
    ZoneKind.COLUMNS,
}


def _save(form: Form) -> Payloads:
    card = form.card()
    zone = form.zone(card.zone)
    payloads: list[dict[str, Any]] = []
    fields = _fields(form, zone, card.type)
    if card.type == "candidate" and "place" in form.data:
        fields |= _place(form)
    if "text" in form.data and form.get("text") != card.text:
        based_on = form.get("based_on")
        payloads.append(
            {
                "type": "edit_text",
                "card": card.pk,
                "text": form.get("text"),
                "based_on": int(based_on) if based_on.isdecimal() else form.board.revision,
            }
        )
    changed = {key: value for key, value in fields.items() if _stored(card, key) != value}
    if changed:
        payloads.append({"type": "set_fields", "card": card.pk, "fields": changed})
    if "privacy" in form.data and (form.get("private") == "on") != card.is_private:
        private = form.get("private") == "on"
        payloads.append({"type": "set_private", "card": card.pk, "private": private})
    return payloads


def _stored(card: models.Card, key: str) -> Any:
    if key == "contact_person":
        return card.contact_person or None
    return card.fields.get(key)


def _fields(form: Form, zone: Zone, card_type: str) -> dict[str, Any]:
    """The card's fields that are in the form; an empty one becomes None."""
    many = {f.key for f in zone.fields if f.kind == FieldKind.CHOICES} | LISTS
    places_asked = {f.key for f in zone.fields if f.kind == FieldKind.MUNICIPALITY}
    found: dict[str, Any] = {}
    for key in checks_for(zone, card_type):
        name = f"f_{key}"
        if name not in form.data:
            continue
        values = [value for value in form.data.getlist(name) if value.strip()]
        if key in many:
            found[key] = values or None
        elif key in FLAGS or key == "chosen":
            found[key] = "on" in values or None
        else:
            found[key] = values[-1] if values else None
        if key in places_asked or (zone.kind == ZoneKind.PLACE and key == "municipality"):
            found[key] = _code(values[-1]) if values else None
    if zone.kind != ZoneKind.CHOICE and "f_chosen" in form.data:
        found["chosen"] = "on" in form.data.getlist("f_chosen") or None
    return found


def _code(typed: str) -> str:
    try:
        return places.resolve(typed).code
    except (places.UnknownMunicipality, places.AmbiguousMunicipality) as error:
        raise WrongForm(str(error), "municipality") from None


def _place(form: Form) -> dict[str, Any]:
    """The municipality someone typed; `keep_place` keeps words that we do not know."""
    typed = form.get("place").strip()
    if not typed:
        return {"municipality": None, "place_text": None}
    try:
        return {"municipality": _code(typed), "place_text": None}
    except WrongForm:
        if form.get("keep_place") == "on":
            return {"municipality": None, "place_text": typed}
        raise


def _candidate(form: Form, text: str, fields: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A candidate from the directory takes its facts along; a typed one needs name and place."""
    public_id = fields.get("organisation")
    if public_id:
        organisation = Organisation.objects.filter(public_id=public_id).first()
        if organisation is None:
            raise WrongForm(_("Deze organisatie staat niet (meer) in de gids."))
        facts = {
            "organisation": organisation.public_id,
            "municipality": organisation.municipality_id,
            "sectors": [s.sector for s in organisation.sectors.all()] or [organisation.main_sector],
            "half": organisation.half_override or organisation.half,
            "website": organisation.website[:300] or None,
            "found": fields.get("found") or "directory",
        }
        return organisation.name[:200], fields | facts
    if not text.strip():
        raise WrongForm(_("Hoe heet de organisatie? Vul een naam in."), "text")
    return text, {"found": "typed"} | fields | _place(form)


def _remove(form: Form) -> Payloads:
    return [{"type": "remove_card", "card": form.card().pk}]


def _restore(form: Form) -> Payloads:
    return [{"type": "restore_card", "card": form.card().pk}]


def _privacy(form: Form) -> Payloads:
    private = form.get("private") == "on"
    return [{"type": "set_private", "card": form.card().pk, "private": private}]


def _choose(form: Form) -> Payloads:
    return [{"type": "choose_text", "card": form.card().pk, "text": form.get("text")}]


def _link(form: Form) -> Payloads:
    kind = form.get("kind") or "member"
    return [
        {"type": "link_cards", "kind": kind, "card": form.get("card"), "to": to}
        for to in form.data.getlist("to")
    ]


def _unlink(form: Form) -> Payloads:
    kind = form.get("kind") or "member"
    return [
        {"type": "unlink_cards", "kind": kind, "card": form.get("card"), "to": to}
        for to in form.data.getlist("to")
    ]


def _board(form: Form) -> Payloads:
    payload: dict[str, Any] = {"type": "set_board"}
    if form.get("title").strip():
        payload["title"] = form.get("title")
    if form.get("variant"):
        payload["variant"] = form.get("variant")
    return [payload]


def _move(form: Form) -> Payloads:
    """One place up or down among the cards of the zone that hang under the same card."""
    card = form.card()
    siblings = list(
        form.board.cards.filter(zone=card.zone, parent=card.parent_id, is_removed=False)
        .order_by("position", "pk")
        .values_list("pk", "position")
    )
    index = next((i for i, (pk, _position) in enumerate(siblings) if pk == card.pk), None)
    if index is None:
        raise WrongForm(_("Deze kaart ligt niet meer op het bord."))
    keys = [position for _pk, position in siblings]
    step = -1 if form.get("way") == "up" else 1
    others = keys[:index] + keys[index + 1 :]
    target = min(max(index + step, 0), len(others))
    low = others[target - 1] if target > 0 else ""
    high = others[target] if target < len(others) else ""
    if high and low >= high:
        raise WrongForm(_("Deze kaarten liggen op dezelfde plaats. Verplaats eerst een andere."))
    return [{"type": "move_card", "card": card.pk, "position": positions.between(low, high)}]


def _place_card(form: Form) -> Payloads:
    """Put a card in another zone or under another card: what a drag does, as a form."""
    payload: dict[str, Any] = {"type": "move_card", "card": form.card().pk}
    if form.get("to_zone"):
        payload["zone"] = form.get("to_zone")
    if form.get("to_parent"):
        payload["parent"] = form.get("to_parent")
    return [payload]


READERS: dict[str, Callable[[Form], Payloads]] = {
    "add": _add,
    "save": _save,
    "remove": _remove,
    "restore": _restore,
    "privacy": _privacy,
    "choose": _choose,
    "link": _link,
    "unlink": _unlink,
    "board": _board,
    "move": _move,
    "place": _place_card,
}
