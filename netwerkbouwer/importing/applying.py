# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Carries out a plan in short transactions, each with the mark of how far it is."""

import json

from django.db import transaction
from django.utils import timezone

from netwerkbouwer.common import bulk
from netwerkbouwer.importing import linking, plan, proposing
from netwerkbouwer.importing.comparing import Comparison, Step
from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.options import Options
from netwerkbouwer.importing.staging import Kind
from netwerkbouwer.organisations import actions as organisations
from netwerkbouwer.organisations import payloads, standing, writing
from netwerkbouwer.organisations.merging import finding
from netwerkbouwer.organisations.models import Delivery, SourceRecord

BATCH = 2_000  # rows in one transaction: others who write wait a fraction of a second
EXTRAS_AT_ONCE = 1_000
GONE_AT_ONCE = 500


class Overtaken(Exception):
    """Another process works on the same run."""


def take_in_rows(
    run: ImportRun, comparison: Comparison, delivery: Delivery, tell: plan.Progress
) -> None:
    """All rows after `run.applied_rows`; after each batch the run says so, in one transaction."""
    with bulk.heavy_writing(SourceRecord):
        while steps := comparison.steps(after=run.applied_rows, limit=BATCH):
            incoming = [_incoming(step) for step in steps]
            with transaction.atomic():
                _move(run, steps[-1].n)
                writing.take_in(incoming, delivery)
            run.applied_rows = steps[-1].n
            tell(run.applied_rows, run.progress_total)


def _incoming(step: Step) -> writing.Incoming:
    joined = step.kind == Kind.JOINED
    return writing.Incoming(
        record=payloads.load(step.payload),
        organisation=step.organisation if joined else None,
        matched_by="; ".join(json.loads(step.reasons)) if joined else "",
        payload=step.payload,
        digest=step.digest,
    )


def _move(run: ImportRun, to: int) -> None:
    """Set the mark, if it stands where we left it."""
    mine = ImportRun.objects.filter(
        pk=run.pk, state=ImportRun.State.APPLYING, applied_rows=run.applied_rows
    )
    if not mine.update(applied_rows=to, touched_at=timezone.now()):
        raise Overtaken


def mark_gone(
    run: ImportRun, comparison: Comparison, delivery: Delivery, tell: plan.Progress
) -> None:
    """Note what is no longer in the file; what was noted before is left alone."""
    last = 0
    while gone := comparison.gone(after=last, limit=GONE_AT_ONCE):
        writing.mark_gone(delivery.source_id, [key for _, key, _, _ in gone], delivery)
        last = gone[-1][0]
        tell(run.progress_total, run.progress_total)


def take_in_extras(
    run: ImportRun, comparison: Comparison, delivery: Delivery, tell: plan.Progress
) -> int:
    """People and links; give how many links are new."""
    purpose, last, links = Options(**run.options).contacts_purpose, 0, 0
    while extras := comparison.with_extra(after=last, limit=EXTRAS_AT_ONCE):
        links += linking.take_in(extras, delivery, purpose=purpose, by=run.by)
        last = extras[-1].n
        tell(run.progress_total, run.progress_total)
    return links


def find_pairs(
    run: ImportRun, comparison: Comparison, delivery: Delivery, tell: plan.Progress
) -> None:
    """Put before people what may be double among what this delivery brought."""
    if run.reader == "sheet":  # in a list of people's own one is often named in many ways
        proposing.propose(delivery)
    if Options(**run.options).numbers_only:
        pks = _doubtful(comparison, delivery)
    else:
        rows = SourceRecord.objects.filter(first_delivery=delivery).order_by()
        pks = list(rows.values_list("organisation_id", flat=True).iterator(plan.CHUNK))
    if pks:
        whole = run.progress_total
        finding.find_pairs(pks, delivery=delivery, progress=lambda done, total: tell(whole, whole))


def _doubtful(comparison: Comparison, delivery: Delivery) -> list[int]:
    keys = comparison.keys_of(Kind.DOUBTFUL)
    found: list[int] = []
    for chunk in bulk.in_chunks(keys):
        rows = SourceRecord.objects.filter(source=delivery.source_id, key__in=chunk).order_by()
        found += rows.values_list("organisation_id", flat=True)
    return found


def update_index(delivery: Delivery) -> None:
    """Bring the search index in line with all that this delivery touched."""
    rows = SourceRecord.objects.filter(last_delivery=delivery).order_by()
    owners = rows.values_list("organisation_id", flat=True)
    pks = list(owners[: organisations.most_updated() + 1])
    organisations.index_changes(sorted({*pks, *standing.kept(pks).values()}))
