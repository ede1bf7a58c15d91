# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs as jobs: whatever state a run is in, the work that belongs to it."""

import shutil

from netwerkbouwer.common import jobs, locks
from netwerkbouwer.importing import pipeline, plan
from netwerkbouwer.importing.models import ImportRun

State = ImportRun.State
PATIENCE = 30.0  # seconds that a file that must go waits for who works on it
FORGOTTEN = "Het bestand is weggegooid: er stond een zaak in die gewist moest worden."


def carry_on(running: jobs.Running, public_id: str) -> None:
    """Read, apply or undo a run, from wherever it was cut off."""
    run = ImportRun.objects.filter(public_id=public_id).first()
    steps = {
        State.READING: pipeline.read,
        State.APPLYING: pipeline.apply,
        State.UNDOING: pipeline.undo,
    }
    step = steps.get(State(run.state)) if run is not None else None
    if run is None or step is None:
        return
    try:
        step(run, progress=running.tell)
    except pipeline.Stopped:
        raise jobs.Stopped from None
    except pipeline.Refused as refusal:
        raise jobs.Failed(str(refusal)) from None


def forget_file(running: jobs.Running, public_id: str) -> None:
    """Remove the file of a run and its plan: who is in it was erased. The run stays as a line."""
    run = ImportRun.objects.filter(public_id=public_id).first()
    if run is None:
        return
    folder = plan.folder_of(run)
    if folder.is_dir():
        try:
            with locks.hold(folder / "lock", seconds=PATIENCE):
                shutil.rmtree(folder, ignore_errors=True)
        except locks.StillHeld:
            raise jobs.Failed(pipeline.BUSY) from None
    ImportRun.objects.filter(pk=run.pk).update(refusals=[], message=FORGOTTEN)
