# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changes to the directory: loading files of organisations."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction

from netwerkbouwer.common import texts
from netwerkbouwer.organisations import batches, files, kinds, records, sectors, tasks
from netwerkbouwer.organisations.models import LoadedFile
from netwerkbouwer.organisations.records import OrganisationRecord, RowError
from netwerkbouwer.places import gazetteer, lookup, names
from netwerkbouwer.places.models import Municipality

BATCH = 500  # records per transaction
MOST_SHOWN = 200  # messages kept; the rest is only counted
MOST_UPDATED = 2_000  # organisations; for more it is faster to build the index anew
STARTER = Path(__file__).parent / "data" / "starter"
# What decides how a row is read and written; when it changes, the packaged files are read again.
READERS = (batches, files, gazetteer, kinds, lookup, names, records, sectors, texts)
PLACES = ("municipalities.csv", "parts.csv", "postcodes.csv", "successors.csv")

Progress = Callable[[str, int], None]
Rows = Iterable[OrganisationRecord | RowError]


class NoPlaces(Exception):
    """The municipalities are not loaded yet."""


@dataclass
class LoadReport:
    """What loading did. `errors` are refused rows, `remarks` fields that were left out."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    errors: list[RowError] = field(default_factory=list)
    remarks: list[RowError] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.new + self.changed + self.unchanged + self.refused

    def refuse(self, error: RowError) -> None:
        self.refused += 1
        if len(self.errors) < MOST_SHOWN:
            self.errors.append(error)

    def remark(self, remark: RowError) -> None:
        if len(self.remarks) < MOST_SHOWN:
            self.remarks.append(remark)

    def add(self, written: batches.Written) -> None:
        self.new += len(written.new)
        self.changed += len(written.changed)
        self.unchanged += written.unchanged
        self.touched += written.new + written.changed


def load_organisations(
    path_or_rows: Path | Rows,
    *,
    source_name: str = "",
    progress: Progress | None = None,
    update_index: bool = True,
) -> LoadReport:
    """Load a file, or rows that were read before; again is safe and changes nothing.

    `progress` gets a Dutch word and how many rows were done. Raises files.UnreadableFile, and
    NoPlaces when there are no municipalities yet.
    """
    if not Municipality.objects.exists():
        raise NoPlaces("Laad eerst de gemeenten: netwerkbouwer load_places.")
    rows = files.read(path_or_rows, source_name) if isinstance(path_or_rows, Path) else path_or_rows
    report = LoadReport()
    parents: dict[str, str] = {}
    lines: dict[str, int] = {}
    for batch in _in_batches(_good(rows, report, lines)):
        report.add(batches.write(batch))
        parents |= {record.source_id: record.parent for record in batch if record.parent}
        if progress is not None:
            progress("organisaties", report.rows)
    for source_id, text in batches.write_parents(parents):
        reason = f"parent: we vinden geen (of meer dan één) organisatie '{text}', overgeslagen."
        report.remark(RowError(lines[source_id], reason))
    if update_index:
        transaction.on_commit(lambda: index_changes(report.touched))
    return report


def index_changes(pks: list[int]) -> None:
    """Bring the search index in line with changed rows; without an index there is nothing to do."""
    if len(pks) > MOST_UPDATED:
        tasks.build_index()
    elif pks:
        tasks.update_index(pks)


def _good(rows: Rows, report: LoadReport, lines: dict[str, int]) -> Iterator[OrganisationRecord]:
    """Pass on the records; note errors, remarks and ids that came before."""
    for row in rows:
        if isinstance(row, RowError):
            report.refuse(row)
        elif row.source_id in lines:
            reason = f"id: '{row.source_id[:60]}' staat ook op regel {lines[row.source_id]}."
            report.refuse(RowError(row.line, reason))
        else:
            lines[row.source_id] = row.line
            for remark in row.remarks:
                report.remark(RowError(row.line, remark))
            yield row


def _in_batches(records: Iterator[OrganisationRecord]) -> Iterator[list[OrganisationRecord]]:
    while batch := list(islice(records, BATCH)):
        yield batch


def load_starter(
    folder: Path = STARTER, *, progress: Progress | None = None
) -> dict[str, LoadReport]:
    """Load the packaged files that changed since they were last loaded; give a report for each.

    A change in the kinds of organisations, in the municipalities or in the code that reads rows
    counts as a change too. Does not touch the search index: the start builds it in its next step.
    """
    reports = {}
    code = [Path(str(module.__file__)) for module in READERS]
    places = [gazetteer.DATA / name for name in PLACES]
    for path in sorted(folder.glob("*.csv*")):
        checksum = files.checksum(path, settings.ORGANISATION_KINDS_FILE, *code, *places)
        if LoadedFile.objects.filter(name=path.name, checksum=checksum).exists():
            continue
        report = load_organisations(path, progress=progress, update_index=False)
        LoadedFile.objects.update_or_create(
            name=path.name, defaults={"checksum": checksum, "rows": report.rows}
        )
        reports[path.name] = report
    return reports
