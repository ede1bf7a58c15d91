# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The steps of a run: read, plan, apply, undo. Each may be cut off at any point and done again."""

from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.plan import Progress

BATCH = 1_000  # rows in one transaction


class Refused(Exception):
    """The step cannot be done; the text is a Dutch sentence that says what to do."""


class Stopped(Exception):
    """Someone asked to stop; what was done stays done."""


def read(run: ImportRun, *, progress: Progress | None = None) -> None:
    """Read the file into the staging file, in a process of its own; then `plan`.

    That process is `reading.read(path, reader, source, options, target, *, progress)`: the file as
    it was received, the slug of its reader, the name of the source, the options, the staging file
    to make by a `staging.Sink`, and a function that gets (done, total) and raises Stopped, which
    ends the process. It raises `reading.Unreadable` with a Dutch sentence.
    """
    raise NotImplementedError


def plan(run: ImportRun, *, progress: Progress | None = None) -> None:
    """Make the plan anew from the staged rows; the state becomes PLANNED."""
    raise NotImplementedError


def apply(run: ImportRun, *, progress: Progress | None = None) -> None:
    """Carry out the plan. Raises Refused while it has brakes and nobody said to go on."""
    raise NotImplementedError


def undo(run: ImportRun, *, progress: Progress | None = None) -> None:
    """Take back all that the run did. Raises Refused when a later run changed the same."""
    raise NotImplementedError
