# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a process uses, read from /proc: CPU seconds of all its threads, memory, open files."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Use:
    """A reading at one moment."""

    cpu: float
    """Seconds on a core since the process began."""
    memory: int
    """Resident bytes, with the pages of files that are mapped: the database, libraries."""
    own: int
    """Resident bytes that belong to no file: what a leak would make grow."""
    files: int


def use(pid: int) -> Use:
    """Raises OSError when the process is gone."""
    root = Path("/proc") / str(pid)
    status = (root / "status").read_text()
    sizes = dict(line.split(":", 1) for line in status.splitlines())
    resident, own = (int(sizes[name].split()[0]) * 1024 for name in ("VmRSS", "RssAnon"))
    return Use(_cpu(root), resident, own, len(os.listdir(root / "fd")))


def _cpu(root: Path) -> float:
    """Threads that ended are only in the sum of the whole process, which counts in 10 ms."""
    fields = (root / "stat").read_text().rsplit(")", 1)[1].split()
    whole = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    living = 0
    for task in (root / "task").iterdir():
        try:
            living += int((task / "schedstat").read_text().split()[0])
        except OSError:
            continue
    return max(living / 1e9, whole - 0.01)


def pin(core: int) -> None:
    """Keep this process and what it starts on one core, where that can be done."""
    if hasattr(os, "sched_setaffinity") and core in os.sched_getaffinity(0) | {core}:
        try:
            os.sched_setaffinity(0, {core})
        except OSError:
            return


def unpin() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(range(os.cpu_count() or 1)))
