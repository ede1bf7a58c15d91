# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changes to the directory: loading files of organisations."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from netwerkbouwer.common import bulk, texts
from netwerkbouwer.organisations import (
    arriving,
    files,
    golden,
    kinds,
    payloads,
    records,
    sectors,
    tasks,
    writing,
)
from netwerkbouwer.organisations.models import Delivery, LoadedFile, Organisation, Source
from netwerkbouwer.organisations.records import OrganisationRecord, RowError
from netwerkbouwer.places import gazetteer, lookup, names
from netwerkbouwer.places.models import Municipality

BATCH = 2_000  # records per transaction
MOST_SHOWN = 200  # messages kept; the rest is only counted
# Changed organisations that are brought into the search index one by one: so many always, and up to
# this share of all; for more it is faster to build the index anew.
MOST_UPDATED, MOST_UPDATED_SHARE = 2_000, 0.25
STARTER = Path(__file__).parent / "data" / "starter"
# What decides how a row is read and written; when it changes, the packaged files are read again.
READERS = (
    arriving, files, gazetteer, golden, kinds, lookup, names, payloads, records, sectors, texts,
)  # fmt: skip
PACKAGED = {
    "registers.csv.gz": "Meegeleverde gids: registers",
    "be_culture.csv": "Meegeleverde gids: cultuur in België",
    "be_society.csv": "Meegeleverde gids: samenleving in België",
    "nl.csv": "Meegeleverde gids: Nederland",
}
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

    def add(self, written: writing.Written, taken: int) -> None:
        self.new += len(written.new)
        self.unchanged += written.unchanged
        self.changed += taken - len(written.new) - written.unchanged
        self.touched += written.new + written.changed


def source_for(name: str, **facts: Any) -> Source:
    """The source of this name, made when it is new; `facts` are columns of it, brought up to date.

    `slug` may be one of them; otherwise it follows from the name.
    """
    slug = facts.pop("slug", "") or texts.slugify(name)
    source, is_new = Source.objects.get_or_create(slug=slug, defaults={"name": name[:120], **facts})
    differing = {key: value for key, value in facts.items() if getattr(source, key) != value}
    if differing and not is_new:
        for key, value in differing.items():
            setattr(source, key, value)
        source.save(update_fields=list(differing))
    return source


def open_delivery(
    *,
    source: Source,
    data_on: date | None = None,
    file_name: str = "",
    checksum: str = "",
    is_whole: bool = False,
) -> Delivery:
    """Note that a source is taken in now; `data_on` is the day its facts are of, today if None."""
    return Delivery.objects.create(
        source=source,
        at=timezone.now(),
        data_on=data_on or timezone.localdate(),
        file_name=file_name[:200],
        checksum=checksum,
        is_whole=is_whole,
    )


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
    lines: dict[str, int] = {}
    delivery: Delivery | None = None
    for batch in bulk.in_chunks(_good(rows, report, lines), BATCH):
        delivery = delivery or _delivery_of(path_or_rows, source_name)
        report.add(writing.take_in(_with_homes(batch, delivery), delivery), len(batch))
        if progress is not None:
            progress("organisaties", report.rows)
    for key, text in writing.settle_parents(delivery) if delivery else ():
        reason = f"parent: we vinden geen (of meer dan één) organisatie '{text}', overgeslagen."
        report.remark(RowError(lines.get(key, 0), reason))
    if update_index:
        transaction.on_commit(lambda: index_changes(report.touched))
    return report


def _delivery_of(path_or_rows: Path | Rows, source_name: str) -> Delivery:
    """A delivery for this file; the one from before when the same file comes again."""
    if not isinstance(path_or_rows, Path):
        return open_delivery(source=source_for(source_name or "Losse rijen"))
    name, checksum = path_or_rows.name, files.checksum(path_or_rows)
    source = source_for(source_name or name.removesuffix(".gz").removesuffix(".csv"))
    before = source.deliveries.filter(checksum=checksum, undone_at=None).first()
    return before or open_delivery(source=source, file_name=name, checksum=checksum)


def _with_homes(batch: list[OrganisationRecord], delivery: Delivery) -> list[writing.Incoming]:
    """In files of our own schema an id means the same organisation, whichever file it is in."""
    ids = [record.source_id for record in batch]
    rows = Organisation.objects.filter(source_id__in=ids).exclude(source_records=None)
    others = rows.exclude(source_records__source=delivery.source)
    known = dict(others.values_list("source_id", "pk"))
    why = "zelfde id in een ander bestand"
    return [
        writing.Incoming(record, known[record.source_id], why)
        if record.source_id in known
        else writing.Incoming(record)
        for record in batch
    ]


def most_updated() -> int:
    """How many changes the search index takes before building it anew is faster."""
    return max(MOST_UPDATED, int(MOST_UPDATED_SHARE * tasks.indexed()))


def index_changes(pks: list[int]) -> None:
    """Bring the search index in line with changed rows; without an index there is nothing to do."""
    if len(pks) > most_updated():
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
        report = load_organisations(
            path,
            source_name=PACKAGED.get(path.name, ""),
            progress=progress,
            update_index=False,
        )
        LoadedFile.objects.update_or_create(
            name=path.name, defaults={"checksum": checksum, "rows": report.rows}
        )
        reports[path.name] = report
    return reports
