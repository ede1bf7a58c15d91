# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Turns what a person typed in a form on the board into operations: the first client.

Every form names what it does (`do`) and carries ids made when the page was drawn, so that a
double click or a resent form counts once. Fields of cards are `f_<key>`. Nothing here writes.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from netwerkbouwer.boards import candidate_form, models, partners, positions, set_form, typed
from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards.cards import checks_for
from netwerkbouwer.boards.typed import Form
from netwerkbouwer.methods.template import FieldKind, Method, Zone, ZoneKind

LISTS = {"sectors"}
FLAGS = {"doubtful", "not_for_us", "later", "chosen"}
WrongForm = typed.WrongForm


def read(data: QueryDict, board: models.Board, method: Method) -> list[ops.AnyOperation]:
    """The operations a form asks for. Raises WrongForm with a sentence for the person."""
    reader = READERS.get(data.get("do", ""))
    if reader is None:
        raise WrongForm(_("We begrijpen dit formulier niet. Laad de pagina opnieuw."))
    form = Form(data, board, method)
    op_id = form.get("op_id") or models.new_id()
    try:
        payloads = reader(form)
        return [
            ops.parse({**payload, "op_id": typed.derived_id(op_id, str(index)) if index else op_id})
            for index, payload in enumerate(payloads)
        ]
    except ops.NotAnOperation as error:
        raise WrongForm(str(error)) from None


Payloads = Sequence[Mapping[str, Any]]


def _add(form: Form) -> Payloads:
    zone = form.zone(form.get("zone"))
    card_type = form.get("card_type")
    fields = _fields(form, zone, card_type)
    text, private = form.get("text"), _private(form)
    if card_type == "candidate":
        text, fields = candidate_form.added(form, text, fields)
    elif card_type == "exercise":
        fields = _exercise(form, fields)
    if (zone.kind in NEEDS_TEXT or card_type == "idea") and not text.strip():
        raise WrongForm(_("Schrijf eerst iets op de kaart."), "text")
    if fields.get("item") in _items_in(form, zone):
        return []
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
    if private is not None:
        payload["private"] = private
    ties = [
        _tie("link_cards", kind, str(payload["card"]), to.pk)
        for kind in ("member", "source")
        for to in form.cards(kind)
    ]
    return [payload, *ties, *_first_idea(form, zone, payload)]


def _first_idea(form: Form, zone: Zone, payload: Mapping[str, Any]) -> Payloads:
    """The idea typed along with a new candidate."""
    if payload["card_type"] != "candidate" or not form.get("idea").strip():
        return []
    return [
        {
            "type": "add_card",
            "card": typed.derived_id(payload["card"], "idea"),
            "zone": zone.key,
            "card_type": "idea",
            "text": form.get("idea"),
            "parent": payload["card"],
        }
    ]


def _private(form: Form) -> bool | None:
    return form.get("private") == "on" if "privacy" in form else None


def _exercise(form: Form, fields: dict[str, Any]) -> dict[str, Any]:
    """A thinking exercise starts from a note. A private note stays private; what is found does not.

    Readers and paper then see the partners, and only the kind of point they were found from.
    """
    sources = form.cards("source")
    if not sources and not form.get("text").strip():
        raise WrongForm(_("Kies eerst de kaart waar je van vertrekt."), "source")
    from_strength = bool(sources) and all(card.type == "strength" for card in sources)
    kind = fields.get("kind") or ("from_strength" if from_strength else "from_limitation")
    return fields | {"kind": kind}


def _tie(type_: str, kind: str, card: str, to: str) -> dict[str, Any]:
    return {"type": type_, "kind": kind, "card": card, "to": to}


NEEDS_TEXT = {
    ZoneKind.CARDS,
    ZoneKind.CANDIDATES,
    ZoneKind.COMBINATIONS,
    ZoneKind.ACTIONS,
    ZoneKind.MATRIX,
    ZoneKind.COLUMNS,
}


def _add_all(form: Form) -> Payloads:
    """Lay down several items of a deck at once; what lies there already stays as it is."""
    zone = form.zone(form.get("zone"))
    taken = _items_in(form, zone)
    fields = _fields(form, zone, "pick")
    return [
        {
            "type": "add_card",
            "card": models.new_id(),
            "zone": zone.key,
            "card_type": "pick",
            "fields": {**fields, "item": item},
        }
        for item in dict.fromkeys(form.data.getlist("item"))
        if item not in taken
    ]


def _items_in(form: Form, zone: Zone) -> set[str]:
    """The items of the library that lie in a deck."""
    if zone.kind != ZoneKind.DECK:
        return set()
    here = form.board.cards.filter(zone=zone.key, is_removed=False)
    return {
        str(fields["item"]) for fields in here.values_list("fields", flat=True) if "item" in fields
    }


def _save(form: Form) -> Payloads:
    card = form.card()
    zone = form.zone(card.zone)
    payloads: list[dict[str, Any]] = []
    fields = _fields(form, zone, card.type)
    if card.type == "candidate":
        fields = candidate_form.saved(form, fields)
    if "text" in form and form.get("text") != card.text:
        _refuse_empty_name(form, card)
        payloads.append(
            {
                "type": "edit_text",
                "card": card.pk,
                "text": form.get("text"),
                "based_on": form.number("based_on", form.board.revision),
            }
        )
    changed = {key: value for key, value in fields.items() if _stored(card, key) != value}
    if changed:
        payloads.append({"type": "set_fields", "card": card.pk, "fields": changed})
    private = _private(form)
    if private is not None and private != card.is_private:
        payloads.append({"type": "set_private", "card": card.pk, "private": private})
    return [*payloads, *_changed_ties(form, card)]


def _refuse_empty_name(form: Form, card: models.Card) -> None:
    if card.type in NAMED and not form.get("text").strip():
        raise WrongForm(_("Vul een naam in, of haal de kaart weg."), "text")


NAMED = {"candidate", "combination", "idea"}


def _changed_ties(form: Form, card: models.Card) -> Payloads:
    """Ties that were ticked or unticked, of the kinds the form asked about."""
    payloads: list[dict[str, Any]] = []
    for kind in form.getlist("ties"):
        ticked = {to.pk for to in form.cards(kind)}
        offered = {to.pk for to in form.cards(f"offered_{kind}")}
        links = models.CardLink.objects.filter(card=card, kind=kind)
        known = set(links.values_list("to_id", flat=True))
        payloads += [_tie("link_cards", kind, card.pk, to) for to in sorted(ticked - known)]
        gone = (known & offered) - ticked
        payloads += [_tie("unlink_cards", kind, card.pk, to) for to in sorted(gone)]
    return payloads


def _stored(card: models.Card, key: str) -> Any:
    if key == "contact_person":
        return card.contact_person or None
    return card.fields.get(key)


def _fields(form: Form, zone: Zone, card_type: str) -> dict[str, Any]:
    """The card's fields that are in the form; an empty one becomes None."""
    return {
        key: _field(form, zone, key) for key in checks_for(zone, card_type) if f"f_{key}" in form
    }


def _field(form: Form, zone: Zone, key: str) -> Any:
    name = f"f_{key}"
    spec = next((field for field in zone.fields if field.key == key), None)
    values = [value for value in form.getlist(name) if value.strip()]
    if not values:
        return None
    if key in LISTS or (spec and spec.kind == FieldKind.CHOICES):
        return values
    if key == "chosen" and zone.kind == ZoneKind.CHOICE:
        return values
    if key in FLAGS:
        return {"on": True, "off": False}.get(values[-1])
    is_place = zone.kind == ZoneKind.PLACE and key == "municipality"
    if is_place or (spec and spec.kind == FieldKind.MUNICIPALITY):
        return typed.municipality_code(values[-1], name)
    return values[-1]


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
    return [_tie("link_cards", kind, form.get("card"), to) for to in form.getlist("to")]


def _unlink(form: Form) -> Payloads:
    kind = form.get("kind") or "member"
    return [_tie("unlink_cards", kind, form.get("card"), to) for to in form.getlist("to")]


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


def _take_back(form: Form) -> Payloads:
    """Bring a candidate that was set aside or kept for later back, into the open exercise."""
    card = form.card()
    gone = {key: None for key in ASIDE if card.fields.get(key)}
    fields = gone | _fields(form, form.zone(card.zone), card.type)
    payloads: list[dict[str, Any]] = []
    if fields:
        payloads.append({"type": "set_fields", "card": card.pk, "fields": fields})
    parent = form.get("to_parent")
    if parent and parent != card.parent_id:
        payloads.append({"type": "move_card", "card": card.pk, "parent": parent})
    return payloads


ASIDE = ("not_for_us", "not_for_us_reason", "not_for_us_why", "later")


def _bubble(form: Form) -> Payloads:
    """Move a candidate to another municipality or half: what a drag in the diagram does."""
    code, _colon, half = form.get("to").partition(":")
    here = partners.municipality(code)
    if half not in ("culture", "other") or (code and here is None):
        raise WrongForm(_("Deze plaats kennen we niet. Laad de pagina opnieuw."))
    fields: dict[str, Any] = {"half": half}
    if here is not None:
        fields |= {"municipality": here.code, "place_text": None}
    return [{"type": "set_fields", "card": form.card().pk, "fields": fields}]


READERS: dict[str, Callable[[Form], Payloads]] = {
    "add": _add,
    "add_all": _add_all,
    "take_set": set_form.taken,
    "join_set": set_form.joined,
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
    "take_back": _take_back,
    "bubble": _bubble,
}
