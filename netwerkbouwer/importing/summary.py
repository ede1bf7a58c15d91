# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tells a plan in a few lines of text, for the command line."""

from collections.abc import Iterator

from netwerkbouwer.importing import differences, queries
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.plan import Counts
from netwerkbouwer.importing.staging import Kind

SHOWN = 3  # examples of a kind
LABELS = {
    "new": "nieuw",
    "joined": "bij een bekende organisatie gevoegd",
    "doubtful": "nieuw, misschien dubbel",
    "changed": "veranderd",
    "unchanged": "onveranderd",
    "gone": "niet meer in de bron",
    "refused": "niet te lezen",
    "suppressed": "wil niet in de gids",
    "persons": "eenmanszaken, overgeslagen",
    "contacts_dropped": "contactpersonen, weggelaten",
}
OF_ONE = {"persons": "eenmanszaak, overgeslagen", "contacts_dropped": "contactpersoon, weggelaten"}


def lines(run: ImportRun, counts: Counts) -> Iterator[str]:
    """Counts with some examples, and what should be looked at first."""
    total = "1 rij" if counts.rows == 1 else f"{counts.rows} rijen"
    yield f"{run.source.name}: {total} in {run.file_name}"
    for name, label in LABELS.items():
        if number := getattr(counts, name):
            yield f"  {number:>9} {OF_ONE.get(name, label) if number == 1 else label}"
            if name in {Kind.CHANGED, Kind.JOINED, Kind.DOUBTFUL, Kind.REFUSED, Kind.GONE}:
                rows = queries.planned_rows(run, Kind(name), limit=SHOWN)
                yield from (f"            {_example(row)}" for row in rows)
    for sentence in run.brakes:
        yield f"Let op: {sentence}"


def _example(row: queries.PlannedRow) -> str:
    if row.kind == Kind.REFUSED:
        return f"regel {row.line}: {row.error}"
    told = [f"{d.field}: '{d.before}' wordt '{d.after}'" for d in row.differences[:SHOWN]]
    if (
        row.kind == Kind.CHANGED
        and row.differences
        and row.differences[0].field == differences.GONE
    ):
        told[0] = "is terug"
    return f"{row.name}: {', '.join((*row.reasons, *told))}" if told or row.reasons else row.name
