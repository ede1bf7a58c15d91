# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What taking in a file would do, before anything is done."""

from collections.abc import Callable
from dataclasses import dataclass

from netwerkbouwer.importing.models import ImportRun

Progress = Callable[[int, int], None]
"""Gets how many rows are done, of how many; may raise `pipeline.Stopped`."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The kinds from `new` to `person` divide the rows; the rest is told apart."""

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
    contacts: int = 0  # people that are kept
    contacts_dropped: int = 0
    links: int = 0


def make(run: ImportRun, *, progress: Progress | None = None) -> Counts:
    """Compare the staged rows with the directory; writes the plan into the staging file."""
    raise NotImplementedError
