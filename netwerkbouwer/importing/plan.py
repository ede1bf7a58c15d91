# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What taking in a file would do, before anything is done.

A row is known by the key its source gives it, then by a number of a register, then by likeness;
else it is new. Two rows of one file never become one organisation by likeness.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from netwerkbouwer.common import bulk
from netwerkbouwer.importing import comparing, differences, staging
from netwerkbouwer.importing.comparing import Comparison, Waiting
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.options import Options
from netwerkbouwer.organisations import identity, payloads, villages
from netwerkbouwer.organisations.curation import suppression
from netwerkbouwer.organisations.merging import finding
from netwerkbouwer.organisations.models import Identifier, Organisation, SourceRecord

SLICE = 2_000  # rows compared at once
CHUNK = 10_000  # rows of the database at once
FEW = 20_000  # so many numbers are asked for one by one; for more all are copied
Progress = Callable[[int, int], None]
"""Gets how many rows are done, of how many; may raise `pipeline.Stopped`."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The kinds from `new` to `suppressed` divide the rows; the rest is told apart."""

    rows: int = 0
    new: int = 0
    joined: int = 0  # known from another source: by a number, or certainly by name and place
    doubtful: int = 0  # new, and perhaps one we know: waits on the merge bench
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    suppressed: int = 0  # asked not to be listed
    persons: int = 0  # one-person businesses, skipped: they are not among the rows
    gone: int = 0  # known from this source, no longer in it
    known: int = 0  # of this source, before
    contacts_dropped: int = 0


def folder_of(run: ImportRun) -> Path:
    """Where the file of a run, its rows and its plan are."""
    return Path(settings.IMPORT_DIR) / run.public_id


def make(run: ImportRun, *, progress: Progress | None = None) -> Counts:
    """Compare the staged rows with the directory; writes the plan into the folder of the run.

    Raises staging.Unfinished when the file was not read to its end.
    """
    folder, options = folder_of(run), Options(**run.options)
    facts = staging.facts(folder / staging.FILE_NAME)
    tell = _telling(progress, facts["rows"])
    roots = _roots()
    with comparing.making(folder) as comparison:
        comparison.add_known(_known(run.source_id, roots, tell))
        comparison.split_known()
        comparison.add_owners(_owners(comparison, roots))
        comparison.join_by_number()
        _suppress(comparison, run.source_id)
        if not options.numbers_only:
            _find_alike(comparison, run.source_id, roots, tell)
        comparison.rest_is_new()
        if run.is_whole:
            _find_gone(comparison)
        _tell_differences(comparison, run.source_id, tell)
        counted = comparison.count()
    kept = {name: facts[name] for name in ("persons", "contacts_dropped")}
    return Counts(**counted, **kept)


def _telling(progress: Progress | None, total: int) -> Callable[[int], None]:
    return lambda done: progress(done, total) if progress is not None else None


def _roots() -> dict[int, int]:
    """Per merged organisation the one that stands for it; usually few."""
    rows = Organisation.objects.exclude(merged_into=None).order_by()
    into = dict(rows.values_list("pk", "merged_into_id").iterator(CHUNK))
    found = {}
    for pk, root in into.items():
        while root in into:
            root = into[root]
        found[pk] = root
    return found


def _known(
    source: str, roots: dict[int, int], tell: Callable[[int], None]
) -> Iterator[tuple[str, str, int, int, bool]]:
    rows = SourceRecord.objects.filter(source=source).order_by()
    found = rows.values_list("key", "digest", "organisation_id", "gone_on").iterator(CHUNK)
    for number, (key, digest, organisation, gone_on) in enumerate(found):
        if number % CHUNK == 0:
            tell(0)
        yield key, digest, organisation, roots.get(organisation, organisation), gone_on is not None


def _owners(comparison: Comparison, roots: dict[int, int]) -> Iterator[tuple[str, str, int, int]]:
    """Who has a number that an open row may tell; all of them when that is quicker."""
    rows = Identifier.objects.filter(scheme__in=comparison.schemes()).order_by()
    if comparison.numbers() > FEW:
        yield from _owners_of(rows.values_list("scheme", "value", "organisation_id"), roots)
        return
    for values in bulk.in_chunks(list(comparison.number_values())):
        few = rows.filter(value__in=values)
        yield from _owners_of(few.values_list("scheme", "value", "organisation_id"), roots)


def _owners_of(rows: Any, roots: dict[int, int]) -> Iterator[tuple[str, str, int, int]]:
    for scheme, value, organisation in rows.iterator(CHUNK):
        yield scheme, value, organisation, roots.get(organisation, organisation)


def _slices(
    rows: Callable[..., list[Waiting]], tell: Callable[[int], None] = lambda done: None
) -> Iterator[list[Waiting]]:
    last = 0
    while found := rows(after=last, limit=SLICE):
        yield found
        last = found[-1].n
        tell(last)


def _suppress(comparison: Comparison, source: str) -> None:
    """Skip who asked not to be listed."""
    marks = suppression.known()
    if not marks:
        return
    for rows in _slices(comparison.not_unchanged):
        comparison.suppress([row.n for row in rows if _is_suppressed(row, source, marks)])


def _is_suppressed(row: Waiting, source: str, marks: frozenset[str]) -> bool:
    record = payloads.load(row.payload)
    return suppression.is_suppressed(
        source, row.key, record.name, record.municipality_code, among=marks
    )


def _find_alike(
    comparison: Comparison, source: str, roots: dict[int, int], tell: Callable[[int], None]
) -> None:
    if not Organisation.objects.exists():
        return
    for rows in _slices(comparison.waiting, tell):
        found = finding.candidates_for([entry_of(row, source) for row in rows])
        comparison.add_candidates(
            (n, one.organisation, roots.get(one.organisation, one.organisation), one.chance,
             list(one.reasons))
            for n, candidates in found.items()
            for one in candidates
            if one.chance >= identity.DOUBT
        )  # fmt: skip
    comparison.join_by_likeness(identity.CERTAIN)


def entry_of(row: Waiting, source: str) -> identity.Entry:
    """A row as the comparing of organisations takes it."""
    record = payloads.load(row.payload)
    is_exact = record.precision == "address"
    return identity.Entry(
        key=row.n,
        source=source,
        name=record.name,
        municipality=record.municipality_code,
        street=record.street,
        postcode=record.postcode,
        lat=record.lat if is_exact else None,
        lon=record.lon if is_exact else None,
        host=record.website,
        phone=record.phone,
        email=record.email,
        numbers=frozenset(record.identifiers),
        sector=record.sector,
        other_names=record.other_names,
        village=villages.of(record.description),
    )


def _find_gone(comparison: Comparison) -> None:
    comparison.find_gone()
    last = 0
    while gone := comparison.gone(after=last, limit=SLICE):
        last = gone[-1][0]
        pks = {organisation for _, _, organisation, _ in gone}
        names = dict(Organisation.objects.filter(pk__in=pks).values_list("pk", "name"))
        comparison.name_gone((n, names.get(pk, "")) for n, _, pk, _ in gone)


def _tell_differences(comparison: Comparison, source: str, tell: Callable[[int], None]) -> None:
    for rows in _slices(comparison.changed, tell):
        stored = SourceRecord.objects.filter(source=source, key__in=[row.key for row in rows])
        before = {
            key: (payload, gone_on is not None)
            for key, payload, gone_on in stored.values_list("key", "payload", "gone_on")
        }
        told = [(row, *before[row.key]) for row in rows if row.key in before]
        nudged = {
            row.n
            for row, text, gone in told
            if not gone and differences.is_nudge(text, row.payload)
        }
        comparison.leave(nudged)
        comparison.tell_differences(
            (row.n, differences.between(text, row.payload, was_gone=gone))
            for row, text, gone in told
            if row.n not in nudged
        )
