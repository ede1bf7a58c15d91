# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One section builder per kind of zone: a new kind is added here once, for all methods."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from netwerkbouwer.boards import look, partners, zones
from netwerkbouwer.boards.queries import BoardView, CardView
from netwerkbouwer.boards.zones import fields, generic
from netwerkbouwer.library import queries as library
from netwerkbouwer.methods.template import FieldSpec, Zone, ZoneKind
from netwerkbouwer.organisations import sectors
from netwerkbouwer.reports import diagrams, partner_rows
from netwerkbouwer.reports.glossary import Glossary
from netwerkbouwer.reports.report import (
    Block,
    Entries,
    Entry,
    Facts,
    Paragraph,
    PartnerCard,
    Run,
    Subheading,
    Table,
)
from netwerkbouwer.reports.rows import Row

EMPTY = "Nog niet ingevuld."
OPEN = {"open": "open", "busy": "bezig", "done": "klaar"}
MOST_COLUMNS = 5  # more do not fit beside each other on an A4


@dataclass
class Writing:
    """What the builders share while a report is written."""

    view: BoardView
    rows: list[Row]
    with_private: bool
    glossary: Glossary
    items: dict[tuple[str, str], None] = field(default_factory=dict)
    """(pack, item) of the library that the report used, for the list of sources."""

    @property
    def by_card(self) -> dict[str, Row]:
        return {row.card: row for row in self.rows}


Builder = Callable[[Writing, Zone], Iterator[Block]]


def zone_blocks(writing: Writing, zone: Zone) -> list[Block]:
    """Everything a zone says on paper: its title and what is in it."""
    blocks = list(BUILDERS[zone.kind](writing, zone))
    if not blocks:
        return []
    return [Subheading(zone.title), *blocks]


def plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def quiet(text: str) -> Paragraph:
    return Paragraph((Run(text),), "quiet")


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


def field_text(view: BoardView, spec: FieldSpec, value: Any) -> str:
    """A field's value in words."""
    return fields.field_page(view, spec).words(value) if value else ""


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


def _exercises(writing: Writing, zone: Zone) -> Iterator[Block]:
    for number, exercise in enumerate(writing.view.in_zone(zone.key), start=1):
        start = zones.title(writing.view, exercise)
        yield Subheading(f"Denkoefening {number}: {start}", 3)
        kind = exercise.fields.get("kind")
        question = "Wie heeft hier iets aan?" if kind == "from_strength" else "Wie kan helpen?"
        yield Paragraph(writing.glossary.explain(question), "prompt")
        found = [writing.by_card[c.id] for c in exercise.children if c.id in writing.by_card]
        yield from (_partner_card(row) for row in found)
        if not found:
            yield quiet("Nog geen organisaties.")


def _candidates(writing: Writing, zone: Zone) -> Iterator[Block]:
    """Those that hang under no exercise; the others stand with their exercise."""
    loose = [card for card in writing.view.in_zone(zone.key) if card.row.type == "candidate"]
    for card in loose:
        if card.parent is None:
            yield _partner_card(writing.by_card[card.id])


def _partner_card(row: Row) -> PartnerCard:
    details = [row.notes, row.website]
    details.append(f"Contact: {row.contact_role}" if row.contact_role else "")
    details.append(f"Contactpersoon: {row.contact_person}" if row.contact_person else "")
    details.append("Twijfel" if row.doubtful else "")
    details.append("Niets voor ons" if row.not_for_us else "")
    return PartnerCard(
        name=row.name,
        place=row.place,
        sectors=", ".join(row.sector_labels) or "sector nog open",
        half=row.half,
        ideas=row.ideas,
        details=tuple(detail for detail in details if detail),
        chosen=row.chosen,
    )


def _bubbles(writing: Writing, zone: Zone) -> Iterator[Block]:
    drawn = diagrams.figure(writing.view, zone.title)
    if drawn is None:
        return
    yield Paragraph(
        writing.glossary.explain(
            "Elke bol is een gemeente. Boven de lijn staat cultuur, eronder niet-cultuur."
        ),
        "quiet",
    )
    yield drawn
    yield Subheading("Iedereen op een rij", 3)
    yield diagrams.twin(writing.view)


def _selection(writing: Writing, zone: Zone) -> Iterator[Block]:
    rows = [row for row in writing.rows if not (row.not_for_us or row.dropped)]
    kept = [row for row in rows if row.chosen] or rows
    if not kept:
        return
    yield Paragraph(
        writing.glossary.explain(
            "Of een samenwerking bovenlokaal of grensverleggend kan zijn, is een hint en nooit "
            "een oordeel. Wie het beslist, schrijft de reden erbij."
        ),
        "quiet",
    )
    yield partner_table(kept)
    reasons = [Entry("", row.name, _reasons(row)) for row in kept if _reasons(row)]
    if reasons:
        yield Subheading("Waarom", 3)
        yield Entries(tuple(reasons))
    yield from _progress(kept)


def partner_table(rows: list[Row]) -> Table:
    """The five columns of the workbook."""
    return Table(
        "Partners die we overhouden",
        ("Naam", "Gemeente", "Sector", "Bovenlokaal?", "Grensverleggend?"),
        (28, 18, 20, 16, 18),
        tuple(
            (
                row.name,
                row.place,
                ", ".join(row.sector_labels),
                row.supralocal.word,
                row.crossing.word,
            )
            for row in rows
        ),
    )


def _reasons(row: Row) -> tuple[str, ...]:
    pairs = (("Bovenlokaal", row.supralocal), ("Grensverleggend", row.crossing))
    return tuple(f"{name}: {hint.reason}" for name, hint in pairs if hint.reason)


def _progress(rows: list[Row]) -> Iterator[Block]:
    """How far it is with each partner, once someone kept track."""
    known = [row for row in rows if row.status or row.next_step or row.next_on]
    if not known:
        return
    yield Subheading("Hoe staat het ervoor?", 3)
    yield Table(
        "Stand per partner",
        ("Naam", "Stand", "Sinds", "Volgende stap", "Wanneer"),
        (26, 16, 20, 20, 18),
        tuple((r.name, r.status or "–", r.since, r.next_step, r.next_on) for r in known),
    )


def _combinations(writing: Writing, zone: Zone) -> Iterator[Block]:
    for card in writing.view.in_zone(zone.key):
        status = partner_rows.scenario_status(card)
        yield Subheading(card.text or "Combinatie zonder naam", 3, status)
        members = [writing.by_card[m.id] for m in card.members if m.id in writing.by_card]
        if members:
            yield Entries(tuple(_member(row) for row in members))
        if facts := tuple(_combination_facts(writing, zone, card)):
            yield Facts(facts)


def _member(row: Row) -> Entry:
    return Entry(", ".join([row.place, *row.sector_labels]), row.name)


def _combination_facts(writing: Writing, zone: Zone, card: CardView) -> Iterator[tuple[str, str]]:
    words = [(label, str(card.fields.get(key) or "")) for key, label in COMBINATION_FIELDS]
    starts = [zones.title(writing.view, start) for start in card.sources]
    words.append(("Vertrekt van", "; ".join(starts)))
    words += [
        (spec.label, field_text(writing.view, spec, card.fields.get(spec.key)))
        for spec in zone.fields
    ]
    if card.members:
        supralocal, crossing = partner_rows.set_answers(writing.view, card.members)
        words.append(("Bovenlokaal?", supralocal.sentence))
        words.append(("Grensverleggend?", crossing.sentence))
    yield from (pair for pair in words if pair[1].strip())


COMBINATION_FIELDS = (
    ("idea", "Idee"),
    ("possibilities", "Wat kan er dan?"),
    ("next", "En daarna"),
)


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
    ZoneKind.EXERCISES: _exercises,
    ZoneKind.CANDIDATES: _candidates,
    ZoneKind.BUBBLES: _bubbles,
    ZoneKind.SELECTION: _selection,
    ZoneKind.COMBINATIONS: _combinations,
    ZoneKind.ACTIONS: _actions,
    ZoneKind.MATRIX: _matrix,
    ZoneKind.COLUMNS: _columns,
    ZoneKind.SUMMARY: _nothing,
}
