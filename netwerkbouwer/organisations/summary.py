# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tells in Dutch what loading a file of organisations did."""

from collections.abc import Iterator

from netwerkbouwer.organisations.actions import LoadReport
from netwerkbouwer.organisations.records import RowError

MOST_LINES = 20


def lines(name: str, report: LoadReport, *, with_remarks: bool = True) -> Iterator[str]:
    """Give lines of text: the counts, then refused rows and left-out fields by line number."""
    yield (
        f"{name}: {report.rows} regels. {report.new} nieuw, {report.changed} gewijzigd, "
        f"{report.unchanged} ongewijzigd, {report.refused} geweigerd."
    )
    yield from _listed("Geweigerd:", report.errors, report.refused)
    if with_remarks:
        title = "Wel geladen, maar zonder dit veld:"
        yield from _listed(title, report.remarks, len(report.remarks))


def _listed(title: str, notes: list[RowError], count: int) -> Iterator[str]:
    if not notes:
        return
    yield title
    for note in notes[:MOST_LINES]:
        yield f"  regel {note.line}: {note.reason}"
    if count > MOST_LINES:
        yield f"  … en nog {count - MOST_LINES} andere."
