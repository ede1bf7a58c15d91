# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs as jobs: whatever state a run is in, the work that belongs to it."""

from netwerkbouwer.common import jobs
from netwerkbouwer.importing import pipeline
from netwerkbouwer.importing.models import ImportRun

State = ImportRun.State


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
