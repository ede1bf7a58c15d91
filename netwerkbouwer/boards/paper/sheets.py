# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which sheets a method has, and which cells are on them. Pure; A3 and A4 have the same cells."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from netwerkbouwer.boards import cards
from netwerkbouwer.boards.paper import matrix_sheets
from netwerkbouwer.boards.paper.cells import (
    Ask,
    Block,
    Cell,
    Choice,
    Head,
    Input,
    Layout,
    Lines,
    Sheet,
    code_key,
    in_rows,
    is_small,
    zone_sheet,
)
from netwerkbouwer.library import queries as library
from netwerkbouwer.methods.template import (
    Column,
    FieldKind,
    FieldSpec,
    Method,
    Step,
    Zone,
    ZoneKind,
)
from netwerkbouwer.organisations import sectors

SMALL_ON_SHEET = 6
COLUMN_SLOTS = 6  # cells below each other in a column
MANY_COLUMNS = 4  # more columns than this come in two bands
EXERCISES = (("from_limitation", "vanuit iets lastigs"), ("from_strength", "vanuit een sterkte"))
CANDIDATES = 7  # per thinking exercise
ACTIONS = 8
OWN_ITEMS = 6
EXPLAINED_ITEMS = 24  # of a longer list only the names fit on a sheet
MANY_ITEMS = 100  # a longer list is for a table that asks for it
PLANS = 3
MOST_TICKS = 5  # choices that are printed to tick

ASK_OF = {
    FieldKind.LINE: Ask.LINE,
    FieldKind.LONG: Ask.LONG,
    FieldKind.DATE: Ask.DATE,
    FieldKind.YEAR: Ask.YEAR,
    FieldKind.MUNICIPALITY: Ask.MUNICIPALITY,
    FieldKind.CHOICE: Ask.CHOICE,
}


def sheets_of(method: Method, variant: str, lines: Lines) -> list[Sheet]:
    """Every sheet of a method, in the order of its steps."""
    return [sheet for step in method.steps for sheet in _of_step(method, step, variant, lines)]


def _of_step(method: Method, step: Step, variant: str, lines: Lines) -> Iterator[Sheet]:
    yield from _small_sheets(step, [zone for zone in step.zones if is_small(zone)])
    for zone in step.zones:
        builder = None if is_small(zone) else BUILDERS.get(zone.kind)
        if builder is not None:
            yield from builder(method, zone, variant, lines)


Builder = Callable[[Method, Zone, str, Lines], Iterator[Sheet]]


def _small_sheets(step: Step, zones: Sequence[Zone]) -> Iterator[Sheet]:
    """Short questions of a step together."""
    for number in range(0, len(zones), SMALL_ON_SHEET):
        some = zones[number : number + SMALL_ON_SHEET]
        found = [_single(zone) for zone in some]
        yield Sheet(
            key=f"{some[0].key}.1",
            step=step.slug,
            zones=tuple(zone.key for zone in some),
            title=step.title if len(some) > 1 else some[0].title,
            prompt=step.ask if len(some) > 1 else "",
            blocks=(Block(Layout.BOXES, in_rows(found, 1 if len(found) == 1 else 2)),),
        )


def _single(zone: Zone) -> Cell:
    label = zone.prompt or zone.title
    match zone.kind:
        case ZoneKind.PLACE:
            asked = Input("municipality", Ask.MUNICIPALITY, label)
        case ZoneKind.CHOICE:
            choices = tuple(Choice(one.key, one.label) for one in zone.choices)
            asked = Input("chosen", Ask.CHOICES if zone.many else Ask.CHOICE, label, choices)
        case _:
            asked = Input("text", Ask.LONG_TEXT, label)
    return Cell(
        key=zone.key,
        zone=zone.key,
        card_type=zone.kind.value,
        label=zone.title,
        inputs=(asked,),
        is_single=True,
    )


def _choice(method: Method, zone: Zone, variant: str, lines: Lines) -> Iterator[Sheet]:
    yield zone_sheet(method, zone, Block(Layout.BOXES, ((_single(zone),),)))


def _inputs(zone: Zone, variant: str) -> tuple[Input, ...]:
    """The extra fields of a zone's cards that can be asked on paper."""
    found = []
    for spec in zone.fields:
        ask = ASK_OF.get(spec.kind)
        too_many = ask == Ask.CHOICE and not 0 < len(spec.choices) <= MOST_TICKS
        if ask and not too_many and spec.variant in (None, variant) and not _elsewhere(spec):
            choices = tuple(Choice(one.key, one.label) for one in spec.choices)
            found.append(Input(spec.key, ask, spec.label, choices))
    return tuple(found)


def _elsewhere(spec: FieldSpec) -> bool:
    """Whether the choices stand on other sheets or in the library: too much for a cell."""
    return bool(spec.cards_from or spec.choices_from)


def _cards(method: Method, zone: Zone, variant: str, lines: Lines) -> Iterator[Sheet]:
    types = tuple(Choice(one.key, one.label) for one in zone.types)
    which = (Input("type", Ask.TYPE, "Wat is het?", types),) if len(types) > 1 else ()
    extra = _inputs(zone, variant)
    asked = (Input("text", Ask.TEXT), *which, *extra)
    across, down = (3, 3) if len(extra) < 2 else (3, 2) if len(extra) < 5 else (2, 1)
    found = [
        Cell(
            key=f"{zone.key}|{number}",
            zone=zone.key,
            card_type=cards.card_types(zone)[0],
            label=f"vak {number}",
            inputs=asked,
        )
        for number in range(1, min(across * down, zone.limit) + 1)
    ]
    yield zone_sheet(method, zone, Block(Layout.BOXES, in_rows(found, across)))


def _columns(method: Method, zone: Zone, variant: str, lines: Lines) -> Iterator[Sheet]:
    for number, theme in enumerate(zone.themes, 1):
        columns = theme.columns or zone.columns
        bands = 1 if len(columns) <= MANY_COLUMNS else 2
        across = -(-len(columns) // bands)
        blocks = [
            _band(zone, theme.key, columns[start : start + across], COLUMN_SLOTS // bands)
            for start in range(0, len(columns), across)
        ]
        made = zone_sheet(method, zone, *blocks, number=number, title=theme.label)
        yield replace(made, prompt=theme.prompt or zone.prompt)


def _band(zone: Zone, theme: str, columns: Sequence[Column], slots: int) -> Block:
    heads = tuple(Head(one.label, one.prompt) for one in columns)
    found = tuple(
        tuple(
            Cell(
                key=f"{zone.key}|{theme}.{one.key}|{slot}",
                zone=zone.key,
                card_type="item",
                label=f"{one.label}, vak {slot}",
                fixed={"theme": theme, "column": one.key},
            )
            for one in columns
        )
        for slot in range(1, slots + 1)
    )
    return Block(Layout.COLUMNS, found, heads=heads)


def keys(method: Method, sheets: Sequence[Sheet], lines: Lines) -> list[str]:
    """What gets a code on this board, the surest first.

    Sheets and fixed places, then items of the library, then the cells of matrices whose rows are
    cards: by age, with those of cards that are gone, so that nothing printed changes its code.
    """
    places = [cell for sheet in sheets for cell in sheet.cells() if "row" not in cell.fixed]
    grids = method.zones_of_kind(ZoneKind.MATRIX)
    return [
        *(sheet.code_key for sheet in sheets if not any(sheet.zones[0] == z.key for z in grids)),
        *(code_key(key) for zone in grids for key in matrix_sheets.sheet_keys(zone)),
        *(cell.key for cell in places if not cell.is_tick),
        *(cell.key for cell in places if cell.is_tick),
        *(
            key
            for zone in method.zones_of_kind(ZoneKind.MATRIX)
            for key in matrix_sheets.keys(zone, lines)
        ),
    ]


def _matrix(method: Method, zone: Zone, variant: str, lines: Lines) -> Iterator[Sheet]:
    return matrix_sheets.sheets(method, zone, lines)


def _deck(method: Method, zone: Zone, variant: str, lines: Lines) -> Iterator[Sheet]:
    pack = library.pack(zone.deck or "")
    statuses = tuple(Choice(one.key, one.label) for one in zone.statuses)
    asked = Input("status", Ask.CHOICE, "", statuses) if statuses else None
    groups: dict[str, list[Cell]] = {}
    items = library.items(pack.pack, zone.deck_group)
    for item in items:
        label = item.label_in(variant)
        cell = Cell(
            key=f"{zone.key}|item|{item.id}",
            zone=zone.key,
            card_type="pick",
            label=label,
            inputs=(Input("item", Ask.TICK, label), *((asked,) if asked else ())),
            fixed={"item": item.id},
            explain=item.text_in(variant) if len(items) <= EXPLAINED_ITEMS else "",
        )
        groups.setdefault(item.subgroup or "", []).append(cell)
    blocks = [
        Block(Layout.TICKS, (tuple(found),), title=pack.group_label(group) if group else "")
        for group, found in groups.items()
    ]
    if zone.own_cards:
        blocks.append(_own_items(zone, asked))
    made = zone_sheet(method, zone, *blocks)
    yield replace(made, is_extra=made.is_extra or len(made.cells()) > MANY_ITEMS)


def _own_items(zone: Zone, status: Input | None) -> Block:
    found = [
        Cell(
            key=f"{zone.key}|own|{number}",
            zone=zone.key,
            card_type="pick",
            label=f"eigen kaart {number}",
            inputs=(Input("text", Ask.TEXT), *((status,) if status else ())),
        )
        for number in range(1, OWN_ITEMS + 1)
    ]
    return Block(Layout.BOXES, in_rows(found, 3), title="Zelf aan te vullen")


def _exercises(method: Method, zone: Zone, variant: str, lines: Lines) -> Iterator[Sheet]:
    """Per thinking exercise one sheet: where it starts from, and whom it finds."""
    finds = (z for z in method.zones_of_kind(ZoneKind.CANDIDATES) if zone.key in z.source)
    partners = next(finds, None)
    for number, (kind, words) in enumerate(EXERCISES, 1):
        start = Cell(
            key=f"{zone.key}|{number}",
            zone=zone.key,
            card_type="exercise",
            label="Ik vertrek van",
            inputs=(Input("text", Ask.TEXT, "Ik vertrek van"),),
            fixed={"kind": kind},
        )
        blocks = [Block(Layout.BOXES, ((start,),))]
        if partners is not None:
            blocks.append(_candidates(partners, start, number))
        title = f"Denkoefening {number}: {words}"
        yield zone_sheet(method, zone, *blocks, number=number, title=title)


_SECTORS = tuple(Choice(one.slug, one.label) for one in sectors.SECTORS)
_CANDIDATE = (
    Input("text", Ask.TEXT, "Organisatie"),
    Input("place", Ask.PLACE, "Gemeente"),
    Input("sector", Ask.SECTOR, "Sector", _SECTORS),
    Input("idea", Ask.IDEA, "Idee om samen te werken"),
)


def _candidates(zone: Zone, start: Cell, exercise: int) -> Block:
    found = [
        Cell(
            key=f"{zone.key}|{exercise}|{number}",
            zone=zone.key,
            card_type="candidate",
            label=f"partner {number}",
            inputs=_CANDIDATE,
            parent=start.key,
        )
        for number in range(1, CANDIDATES + 1)
    ]
    heads = tuple(Head(one.label) for one in _CANDIDATE)
    return Block(Layout.TABLE, in_rows(found, 1), heads=heads)


def _actions(method: Method, zone: Zone, variant: str, lines: Lines) -> Iterator[Sheet]:
    asked = (
        Input("text", Ask.TEXT, "Wat"),
        Input("owner", Ask.LINE, "Wie"),
        Input("due", Ask.DATE, "Wanneer"),
        *_inputs(zone, variant),
    )
    found = [
        Cell(
            key=f"{zone.key}|{number}",
            zone=zone.key,
            card_type="action",
            label=f"regel {number}",
            inputs=asked,
        )
        for number in range(1, ACTIONS + 1)
    ]
    heads = tuple(Head(one.label) for one in asked)
    yield zone_sheet(method, zone, Block(Layout.TABLE, in_rows(found, 1), heads=heads))


_PLAN = (
    Input("text", Ask.TEXT, "Naam"),
    Input("idea", Ask.LONG, "Wie doet mee, en rond welk idee?"),
    Input("possibilities", Ask.LONG, "Wat kan er dan?"),
    Input("next", Ask.LONG, "Wat doe je hierna?"),
)


def _combinations(method: Method, zone: Zone, variant: str, lines: Lines) -> Iterator[Sheet]:
    found = [
        Cell(
            key=f"{zone.key}|{number}",
            zone=zone.key,
            card_type="combination",
            label=f"combinatie {number}",
            inputs=_PLAN,
        )
        for number in range(1, PLANS + 1)
    ]
    yield zone_sheet(method, zone, Block(Layout.BOXES, in_rows(found, PLANS)))


BUILDERS: dict[ZoneKind, Builder] = {
    ZoneKind.CHOICE: _choice,
    ZoneKind.CARDS: _cards,
    ZoneKind.COLUMNS: _columns,
    ZoneKind.MATRIX: _matrix,
    ZoneKind.DECK: _deck,
    ZoneKind.EXERCISES: _exercises,
    ZoneKind.ACTIONS: _actions,
    ZoneKind.COMBINATIONS: _combinations,
}
