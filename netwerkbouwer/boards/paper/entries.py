# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What someone types in from a sheet, as operations: new cards, changed ones, ticks.

Every field comes twice in the form: what stands in it (`v.CODE.part.key`) and what stood in it
when the page was drawn (`w.…`). Only what differs becomes an operation, so that a whole sheet can
be sent at once without touching what others changed meanwhile. Nothing here writes.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from netwerkbouwer.boards import operations as ops
from netwerkbouwer.boards import partners, typed
from netwerkbouwer.boards.paper.cells import CARDS_IN_CELL, Ask, Cell, Input, Sheet, card_id
from netwerkbouwer.boards.paper.queries import Paper, Written
from netwerkbouwer.common import texts

Payload = dict[str, Any]
UNTOUCHED = (Ask.TYPE, Ask.TICK, Ask.IDEA)  # no fields of the card itself
TEXTS = (Ask.TEXT, Ask.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class Spot:
    """One card of a cell: its code and which of the cell's cards it is."""

    code: str
    part: int

    def name(self, key: str, kind: str = "v") -> str:
        return f"{kind}.{self.code}.{self.part}.{key}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something typed that cannot be used yet."""

    spot: Spot
    key: str
    sentence: str

    @property
    def name(self) -> str:
        return self.spot.name(self.key)


@dataclass
class Reading:
    """What a form asks for."""

    operations: list[ops.AnyOperation] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    """Per operation where it came from."""
    problems: list[Problem] = field(default_factory=list)


class _Unusable(Exception):
    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


@dataclass(frozen=True)
class Form:
    """A sheet as it was typed, with what stands on the board already."""

    paper: Paper
    sheet: Sheet
    data: QueryDict
    table: int | None
    written: Mapping[str, list[Written]]
    based_on: int

    def read(self, op_id: str) -> Reading:
        """The operations for everything that changed. The same with one `op_id` counts once."""
        reading = Reading()
        started: set[str] = set()
        for cell in self.sheet.cells():
            code = self.paper.codes[cell.key]
            for part in range(CARDS_IN_CELL):
                spot = Spot(code, part)
                try:
                    payloads = list(self._payloads(cell, spot, started))
                    self._take(reading, spot, payloads, op_id)
                except _Unusable as error:
                    reading.problems.append(Problem(spot, error.key, str(error)))
        return reading

    def _take(self, reading: Reading, spot: Spot, payloads: list[Payload], op_id: str) -> None:
        for payload in payloads:
            # Who goes back in the browser and types something else there, means something else.
            name = f"{spot.code}.{spot.part}.{json.dumps(payload, sort_keys=True)}"
            try:
                made = ops.parse({**payload, "op_id": typed.derived_id(op_id, name)})
            except ops.NotAnOperation as error:
                raise _Unusable("text", str(error)) from None
            reading.operations.append(made)
            reading.spots.append(spot)

    def value(self, spot: Spot, one: Input) -> list[str]:
        found = self.data.getlist(spot.name(one.key))
        return [text for text in (texts.clean(raw).strip() for raw in found) if text]

    def _changed(self, cell: Cell, spot: Spot) -> list[Input]:
        """The inputs that are in the form with something else than before."""
        changed = []
        for one in cell.inputs:
            before = self.data.get(spot.name(one.key, "w"))
            if before is None and spot.name(one.key) not in self.data:
                continue
            if ",".join(self.value(spot, one)) != texts.clean(before or "").strip():
                changed.append(one)
        return changed

    def _payloads(self, cell: Cell, spot: Spot, started: set[str]) -> Iterator[Payload]:
        changed = self._changed(cell, spot)
        if not changed:
            return
        found = self._written(cell, spot.part)
        if found is not None and found.is_hidden:
            raise _Unusable("text", _("Hier ligt al een kaart die alleen de schrijver ziet."))
        if cell.is_tick:
            yield from self._ticked(cell, spot, found, changed)
        elif found is None or not found.is_there:
            yield from self._added(cell, spot, found, started)
        else:
            yield from self._kept(cell, spot, found, changed)

    def _written(self, cell: Cell, part: int) -> Written | None:
        return next((one for one in self.written.get(cell.key, ()) if one.part == part), None)

    def _card(self, cell: Cell, part: object) -> str:
        return card_id(self.paper.board.pk, self.table, cell.key, part)

    # Ticks on a list

    def _ticked(
        self, cell: Cell, spot: Spot, found: Written | None, changed: list[Input]
    ) -> Iterator[Payload]:
        keys = {one.key for one in changed}
        status = next((self.value(spot, one) for one in cell.inputs[1:]), [])
        is_ticked = bool(self.value(spot, cell.inputs[0])) or ("status" in keys and bool(status))
        is_there = found is not None and found.is_there
        fields = {"status": status[0] if status else None} if "status" in keys else {}
        if found is not None and found.row is not None:
            if is_ticked != is_there:
                yield {"type": _way(is_ticked), "card": found.card}
            if is_ticked and fields:
                yield {"type": "set_fields", "card": found.card, "fields": fields}
        elif is_ticked:
            yield self._add(cell, self._card(cell, 0), "", {**cell.fixed, **fields})

    # Cards with words

    def _added(
        self, cell: Cell, spot: Spot, found: Written | None, started: set[str]
    ) -> Iterator[Payload]:
        values = {one.key: self.value(spot, one) for one in cell.inputs}
        text = self._text(cell, spot)
        if not any(value for key, value in values.items() if key != "type"):
            return
        if not text:
            raise _Unusable("text", _("Schrijf eerst in dit vak wat er op het vel staat."))
        fields = {**cell.fixed, **self._fields(cell, spot, cell.inputs)}
        self._refuse_nowhere(cell, fields)
        yield from self._parent(cell, started)
        card = self._card(cell, spot.part)
        if found is not None and found.row is not None:
            yield {"type": "restore_card", "card": card}
            yield self._edit(card, text, self.paper.board.revision)
            if fields:
                yield {"type": "set_fields", "card": card, "fields": fields}
        else:
            yield self._add(cell, card, text, self._complete(cell, text, fields), spot)
        yield from self._idea(cell, spot, found, card)

    def _kept(
        self, cell: Cell, spot: Spot, found: Written, changed: list[Input]
    ) -> Iterator[Payload]:
        is_empty = not any(self.value(spot, one) for one in cell.inputs)
        if is_empty and not cell.is_single:
            yield {"type": "remove_card", "card": found.card}
            return
        asks = {one.ask for one in changed}
        if asks.intersection(TEXTS):
            text = self._text(cell, spot)
            if not text and not cell.is_single:
                raise _Unusable("text", _("Vul een tekst in, of maak het hele vak leeg."))
            yield self._edit(found.card, text, self.based_on)
        fields = self._fields(cell, spot, changed)
        if fields:
            yield {"type": "set_fields", "card": found.card, "fields": fields}
        if Ask.IDEA in asks:
            yield from self._idea(cell, spot, found, found.card)

    def _text(self, cell: Cell, spot: Spot) -> str:
        return next((" ".join(self.value(spot, o)) for o in cell.inputs if o.ask in TEXTS), "")

    def _edit(self, card: str, text: str, based_on: int) -> Payload:
        return {"type": "edit_text", "card": card, "text": text, "based_on": based_on}

    def _add(
        self, cell: Cell, card: str, text: str, fields: Payload, spot: Spot | None = None
    ) -> Payload:
        types = [one for one in cell.inputs if one.ask == Ask.TYPE]
        chosen = self.value(spot, types[0]) if types and spot else []
        payload: Payload = {
            "type": "add_card",
            "card": card,
            "zone": cell.zone,
            "card_type": chosen[0] if chosen else cell.card_type,
            "text": text,
            "fields": fields,
        }
        if cell.parent:
            payload["parent"] = self._card(self._parent_cell(cell), 0)
        if self.table is not None:
            payload["table"] = self.table
        return payload

    def _fields(self, cell: Cell, spot: Spot, some: list[Input] | tuple[Input, ...]) -> Payload:
        fields: Payload = {}
        for one in some:
            if one.ask not in (*UNTOUCHED, *TEXTS):
                fields |= _field(cell, one, self.value(spot, one), spot.name(one.key))
        return fields

    def _complete(self, cell: Cell, text: str, fields: Payload) -> Payload:
        if cell.card_type != "candidate":
            return fields
        half = partners.usual_half(text, fields.get("sectors") or [], "")
        return {"found": "typed", "half": half or None, **fields}

    def _refuse_nowhere(self, cell: Cell, fields: Payload) -> None:
        """A thought in a matrix must lie somewhere, else nobody finds it back."""
        for one in cell.inputs:
            is_place = one.ask in (Ask.LINE_OF_ROWS, Ask.LINE_OF_COLUMNS)
            if is_place and not fields.get(one.key):
                if not one.choices:
                    sentence = _("Typ eerst het vel ‘%(name)s’ in; dan kun je hier kiezen.")
                else:
                    sentence = _("Kies bij ‘%(name)s’ waar dit hoort.")
                raise _Unusable(one.key, sentence % {"name": one.label})

    # What hangs together

    def _parent_cell(self, cell: Cell) -> Cell:
        return next(one for one in self.sheet.cells() if one.key == cell.parent)

    def _parent(self, cell: Cell, started: set[str]) -> Iterator[Payload]:
        """The card above, when a candidate comes before the exercise it was found in."""
        if not cell.parent or cell.parent in started:
            return
        started.add(cell.parent)
        above = self._parent_cell(cell)
        found = self._written(above, 0)
        if found is None or found.row is None:
            spot = Spot(self.paper.codes[above.key], 0)
            text = self._text(above, spot)
            if not text:
                yield self._add(above, self._card(above, 0), "", dict(above.fixed))
        elif not found.is_there:
            yield {"type": "restore_card", "card": found.card}

    def _idea(self, cell: Cell, spot: Spot, found: Written | None, card: str) -> Iterator[Payload]:
        asked = next((one for one in cell.inputs if one.ask == Ask.IDEA), None)
        if asked is None:
            return
        text = " ".join(self.value(spot, asked))
        idea = found.idea if found else None
        if idea is None and text:
            yield {
                "type": "add_card",
                "card": self._card(cell, f"{spot.part}.idea"),
                "zone": cell.zone,
                "card_type": "idea",
                "parent": card,
                "text": text,
                **({"table": self.table} if self.table is not None else {}),
            }
        elif idea is not None:
            if bool(text) == idea.is_removed:
                yield {"type": _way(bool(text)), "card": idea.pk}
            if text and text != idea.text:
                yield self._edit(idea.pk, text, self.based_on)


def _way(is_there: bool) -> str:
    return "restore_card" if is_there else "remove_card"


def _field(cell: Cell, one: Input, value: list[str], name: str) -> Payload:
    """A field as operations have it; empty becomes None. Raises _Unusable."""
    text = " ".join(value)
    if one.key == "chosen":
        return {"chosen": value or None}
    if one.ask == Ask.SECTOR:
        return {"sectors": value or None}
    if one.ask == Ask.PLACE:
        return _place(text, name)
    if one.ask == Ask.MUNICIPALITY and text:
        try:
            return {one.key: typed.municipality_code(text, name)}
        except typed.WrongForm as error:
            raise _Unusable(one.key, str(error)) from None
    return {one.key: text or None}


def _place(text: str, name: str) -> Payload:
    """A municipality; what we do not know stays as it was written."""
    if not text:
        return {"municipality": None, "place_text": None}
    try:
        return {"municipality": typed.municipality_code(text, name), "place_text": None}
    except typed.WrongForm:
        return {"municipality": None, "place_text": text}
