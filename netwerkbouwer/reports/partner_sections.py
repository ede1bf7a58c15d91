# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sections about partners: exercises, the diagram, the table with both hints, combinations."""

from collections.abc import Iterator

from netwerkbouwer.boards import zones
from netwerkbouwer.boards.queries import CardView
from netwerkbouwer.methods.template import Zone
from netwerkbouwer.reports import diagrams, partner_rows
from netwerkbouwer.reports.report import (
    Block,
    Entries,
    Entry,
    Facts,
    Paragraph,
    PartnerCard,
    Subheading,
    Table,
)
from netwerkbouwer.reports.rows import Row
from netwerkbouwer.reports.writing import Writing, field_text, quiet


def exercises(writing: Writing, zone: Zone) -> Iterator[Block]:
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


def candidates(writing: Writing, zone: Zone) -> Iterator[Block]:
    """Those that hang under no exercise; the others stand with their exercise."""
    loose = [card for card in writing.view.in_zone(zone.key) if card.row.type == "candidate"]
    for card in loose:
        if card.parent is None and card.id in writing.by_card:
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


def bubbles(writing: Writing, zone: Zone) -> Iterator[Block]:
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


def selection(writing: Writing, zone: Zone) -> Iterator[Block]:
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


def combinations(writing: Writing, zone: Zone) -> Iterator[Block]:
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
