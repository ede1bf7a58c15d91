# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One section builder per kind of zone: a new kind is added here once, for all methods."""

from collections.abc import Iterator

from netwerkbouwer.boards import look, partners, zones
from netwerkbouwer.boards.queries import CardView
from netwerkbouwer.boards.zones import fields, generic
from netwerkbouwer.library import queries as library
from netwerkbouwer.methods.template import Zone, ZoneKind
from netwerkbouwer.organisations import sectors
from netwerkbouwer.reports import partner_rows, partner_sections
from netwerkbouwer.reports.report import (
    Block,
    Entries,
    Entry,
    Paragraph,
    Subheading,
    Table,
)
from netwerkbouwer.reports.writing import Builder, Writing, plain, quiet

EMPTY = "Nog niet ingevuld."
OPEN = {"open": "open", "busy": "bezig", "done": "klaar"}
MOST_COLUMNS = 5  # more do not fit beside each other on an A4


def zone_blocks(writing: Writing, zone: Zone) -> list[Block]:
    """Everything a zone says on paper: its title and what is in it."""
    blocks = list(BUILDERS[zone.kind](writing, zone))
    if not blocks:
        return []
    return [Subheading(zone.title), *blocks]


def _text(writing: Writing, zone: Zone) -> Iterator[Block]:
    card = writing.view.single(zone.key)
    if card is None:
        return
    yield plain(card.text) if card.text.strip() else quiet(EMPTY)
    if card.row.other_text:
        yield quiet(f"Er staat ook een tweede versie van deze tekst: {card.row.other_text}")


def _place(writing: Writing, zone: Zone) -> Iterator[Block]:
    card = writing.view.single(zone.key)
    if card is None:
        return
    here = partners.municipality(str(card.fields.get("municipality", "")))
    if here is None:
        yield quiet(EMPTY)
        return
    region = f"referentieregio {here.reference_region}" if here.reference_region else ""
    province = here.province if here.province != here.label else ""
    yield plain(", ".join(part for part in (here.label, province, region) if part))
    if sector := str(card.fields.get("sector", "")):
        yield plain(f"Sector: {sectors.label(sector)}")


def _choice(writing: Writing, zone: Zone) -> Iterator[Block]:
    card = writing.view.single(zone.key)
    chosen = card.fields.get("chosen", []) if card else []
    labels = [choice.label for choice in zone.choices if choice.key in chosen]
    if labels:
        yield Entries(tuple(Entry(label) for label in labels))
    elif card is not None and not zone.many:
        yield quiet(EMPTY)


def _cards(writing: Writing, zone: Zone) -> Iterator[Block]:
    labels = {kind.key: kind.label for kind in zone.types} if len(zone.types) > 1 else {}
    items = [
        _entry(writing, zone, card, label=labels.get(card.row.type, ""))
        for card in writing.view.in_zone(zone.key)
    ]
    yield Entries(tuple(items)) if items else quiet("Nog geen kaarten.")


def _entry(writing: Writing, zone: Zone, card: CardView, *, label: str = "") -> Entry:
    """A card as a line: its words, and its fields as small facts."""
    text = zones.title(writing.view, card)
    details = list(_field_words(writing, zone, card))
    if card.row.other_text:
        details.append(f"Tweede versie van deze tekst: {card.row.other_text}")
    if card.row.is_private:
        details.append("privé")
    return Entry(text, label, tuple(details))


def _field_words(writing: Writing, zone: Zone, card: CardView) -> Iterator[str]:
    status = card.fields.get("status")
    for choice in zone.statuses:
        if choice.key == status:
            yield choice.label
    for page in fields.field_pages(writing.view, zone):
        if value := page.words(card.fields.get(page.spec.key)):
            yield labelled(page.spec.label, value)


def _deck(writing: Writing, zone: Zone) -> Iterator[Block]:
    items = []
    for card in writing.view.in_zone(zone.key):
        entry = _entry(writing, zone, card)
        item_id = str(card.fields.get("item", ""))
        if item_id and zone.deck:
            writing.items[zone.deck, item_id] = None
        note = str(card.fields.get("note", ""))
        details = (*entry.details, *((note,) if note else ()))
        if card.text and item_id:
            details = (_item_label(writing, zone, item_id), *details)
        items.append(Entry(entry.text, entry.label, details))
    if items:
        yield Entries(tuple(items))


def _item_label(writing: Writing, zone: Zone, item_id: str) -> str:
    try:
        return library.item(zone.deck or "", item_id).label_in(writing.view.board.variant)
    except library.UnknownItem:
        return item_id


def _actions(writing: Writing, zone: Zone) -> Iterator[Block]:
    cards = writing.view.in_zone(zone.key)
    if not cards:
        return
    yield Table(
        zone.title,
        ("Wat", "Wie", "Wanneer", "Stand"),
        (46, 22, 18, 14),
        tuple(
            (
                _with_fields(writing, zone, card),
                str(card.fields.get("owner", "")),
                partner_rows.date_words(str(card.fields.get("due", ""))),
                _action_status(zone, str(card.fields.get("status", "open"))),
            )
            for card in cards
        ),
    )


def _action_status(zone: Zone, status: str) -> str:
    own = {choice.key: choice.label for choice in zone.statuses}
    return own.get(status) or OPEN.get(status, "")


def labelled(label: str, value: str) -> str:
    """'Wie trekt dit? Ans', 'Bedrag: 500 euro'."""
    return f"{label} {value}" if label.endswith(("?", "!", ":", "…")) else f"{label}: {value}"


def _with_fields(writing: Writing, zone: Zone, card: CardView) -> str:
    words = [
        labelled(page.spec.label, value)
        for page in fields.field_pages(writing.view, zone)
        if (value := page.words(card.fields.get(page.spec.key)))
    ]
    return "\n".join([card.text, *words])


def _matrix(writing: Writing, zone: Zone) -> Iterator[Block]:
    parts = generic.matrix(writing.view, zone, look.Look())
    columns: list[tuple[str, str]] = parts["columns"]
    table: list[tuple[str, list[generic.Cell]]] = parts["table"]
    if not any(cell.cards for _row, cells in table for cell in cells):
        return
    if len(columns) > MOST_COLUMNS:
        yield from _matrix_as_lists(writing, zone, columns, table)
        return
    width = 100 // (len(columns) + 1)
    lines = [
        (row, *("\n".join(_cell_line(writing, zone, c) for c in cell.cards) for cell in cells))
        for row, cells in table
    ]
    heads = ("", *(label for _key, label in columns))
    yield Table(zone.title, heads, (width,) * len(heads), tuple(lines))


def _matrix_as_lists(
    writing: Writing,
    zone: Zone,
    columns: list[tuple[str, str]],
    table: list[tuple[str, list[generic.Cell]]],
) -> Iterator[Block]:
    labels = dict(columns)
    for row, cells in table:
        items = [
            _entry(writing, zone, card, label=labels[cell.column])
            for cell in cells
            for card in cell.cards
        ]
        if items:
            yield Subheading(row, 3)
            yield Entries(tuple(items))


def _cell_line(writing: Writing, zone: Zone, card: CardView) -> str:
    entry = _entry(writing, zone, card)
    return f"{entry.text} ({'; '.join(entry.details)})" if entry.details else entry.text


def _columns(writing: Writing, zone: Zone) -> Iterator[Block]:
    themes = generic.columns(writing.view, zone, look.Look())["themes"]
    for theme, columns in themes:
        if not any(cards for _column, cards in columns):
            continue
        yield Subheading(theme.label, 3)
        for column, cards in columns:
            if cards:
                yield Paragraph(writing.glossary.explain(column.label), "prompt")
                yield Entries(tuple(_entry(writing, zone, card) for card in cards))


def _nothing(writing: Writing, zone: Zone) -> Iterator[Block]:
    """A summary repeats what the report already says."""
    return iter(())


BUILDERS: dict[ZoneKind, Builder] = {
    ZoneKind.TEXT: _text,
    ZoneKind.PLACE: _place,
    ZoneKind.CHOICE: _choice,
    ZoneKind.CARDS: _cards,
    ZoneKind.DECK: _deck,
    ZoneKind.EXERCISES: partner_sections.exercises,
    ZoneKind.CANDIDATES: partner_sections.candidates,
    ZoneKind.BUBBLES: partner_sections.bubbles,
    ZoneKind.SELECTION: partner_sections.selection,
    ZoneKind.COMBINATIONS: partner_sections.combinations,
    ZoneKind.ACTIONS: _actions,
    ZoneKind.MATRIX: _matrix,
    ZoneKind.COLUMNS: _columns,
    ZoneKind.SUMMARY: _nothing,
}
