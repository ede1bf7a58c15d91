# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people ask of a run: receive a file, read it, apply the plan, stop, undo."""

from datetime import date
from pathlib import Path
from typing import IO

from netwerkbouwer.importing.models import ImportRun
from netwerkbouwer.importing.options import Options


class Unwelcome(Exception):
    """What is asked cannot be done now; the text is a Dutch sentence."""


def receive(
    file: IO[bytes] | Path,
    name: str,
    *,
    reader: str = "",
    options: Options | None = None,
    by: str = "",
    source_name: str = "",
    data_on: date | None = None,
    is_whole: bool | None = None,
) -> ImportRun:
    """Keep the file and make a run for it, in state STORED.

    Without `reader` it is guessed from the file. `source_name` names a source of its own (a
    sheet that someone brought); else it is the reader's. Raises Unwelcome.
    """
    raise NotImplementedError


def choose(run: ImportRun, options: Options) -> None:
    """Keep what was chosen (columns, sheet, purposes); a plan that was there is out of date."""
    raise NotImplementedError


def start_reading(run: ImportRun) -> None:
    """Read the file and make the plan, by the worker. Raises Unwelcome."""
    raise NotImplementedError


def start_applying(run: ImportRun, *, force: bool = False) -> None:
    """Carry out the plan, by the worker; also to go on after a stop. Raises Unwelcome."""
    raise NotImplementedError


def stop(run: ImportRun) -> None:
    """Ask to stop; it stops between two batches."""
    raise NotImplementedError


def start_undo(run: ImportRun) -> None:
    """Take back all that the run did, by the worker. Raises Unwelcome."""
    raise NotImplementedError


def forget(run: ImportRun) -> None:
    """Remove the file and its plan from disk; the run stays as a line. Raises Unwelcome."""
    raise NotImplementedError
