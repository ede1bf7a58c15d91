# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drops every bomb of the corpus on the process that reads files, and measures what it costs.

    python -m benchmarks.directory.bombs [NAME ...]

For each bomb: was it refused with a sentence, in how many seconds, and how much memory did the
reading process touch at most. A bomb that a reader takes, or that leaves a file behind, is a fault.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from benchmarks.directory import bomb_files

SECONDS, MEMORY = 2.0, 300.0  # the promise: seconds and MB
READERS = {".pbf": "osm", ".json": "oslo", ".jsonld": "oslo"}
HARMLESS = {"json_cut_off", "jsonld_with_a_foreign_context"}  # a reader may take their nothing


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one bomb went; `sentence` is empty when it was not refused."""

    name: str
    sentence: str
    seconds: float  # by the clock
    processor: float
    megabytes: float
    left: int  # files left behind

    @property
    def is_good(self) -> bool:
        return bool(self.sentence or self.name in HARMLESS) and not self.left

    @property
    def is_in_time(self) -> bool:
        """Judged by processor time: what others do on the machine is not the bomb's doing."""
        return self.processor <= SECONDS and self.megabytes <= MEMORY


def drop(name: str) -> Outcome:
    """One bomb, read by a reader that would take such a file, in processes of their own."""
    file_name, make = bomb_files.BOMBS[name]
    reader = READERS.get(Path(file_name).suffix, "sheet")
    with tempfile.TemporaryDirectory(prefix="netwerkbouwer-bomb-") as folder:
        given = Path(folder) / file_name
        given.write_bytes(make())
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.directory.bombs", "--one", str(given), reader],
            capture_output=True,
            check=True,
            timeout=600,
        )
    told = json.loads(done.stdout)
    return Outcome(
        name, told["sentence"], told["seconds"], told["processor"], told["megabytes"], told["left"]
    )


def one(given: Path, reader: str) -> None:
    """Read one file and say how it went: in a process that is small itself and does no more."""
    from netwerkbouwer.importing import reading
    from netwerkbouwer.importing.options import Options

    run = given.parent / "run"
    run.mkdir()
    began, sentence = time.monotonic(), ""
    try:
        reading.read(given, reader, "Proef", Options(), run / "staging.sqlite3")
    except reading.Unreadable as refused:
        sentence = str(refused)
    seconds = time.monotonic() - began
    left = len([file for file in run.iterdir() if sentence or file.name != "staging.sqlite3"])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {
        "sentence": sentence,
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
        "left": left,
    }
    print(json.dumps(told))


def main(names: list[str]) -> int:
    outcomes = []
    for name in names or bomb_files.BOMBS:
        each = drop(name)
        outcomes.append(each)
        mark = "  " if each.is_good and each.is_in_time else "!!"
        cost = f"{each.seconds:5.2f} s, cpu {each.processor:4.2f} s, {each.megabytes:3.0f} MB"
        print(f"{mark} {each.name:42} {cost}  {each.sentence}", flush=True)
    print(summary(outcomes))
    return 0 if all(each.is_good and each.is_in_time for each in outcomes) else 1


def prove(options: Namespace) -> tuple[str, bool]:
    """Every bomb, a dozen in the short form; the second is True when all were refused in time."""
    names = list(bomb_files.BOMBS)[:: 7 if options.short else 1]
    outcomes = [drop(name) for name in names]
    lines = [f"{summary(outcomes)}.", "", "| bomb | seconds | processor | MB | answer |"]
    lines += ["|---|---|---|---|---|"]
    lines += [
        f"| {each.name.replace('_', ' ')} | {each.seconds:.2f} | {each.processor:.2f} | "
        f"{each.megabytes:.0f} | {each.sentence or 'read: nothing in it'} |"
        for each in outcomes
    ]
    return "\n".join(lines), all(each.is_good and each.is_in_time for each in outcomes)


def summary(outcomes: list[Outcome]) -> str:
    refused = sum(1 for each in outcomes if each.sentence)
    faults = sum(1 for each in outcomes if not each.is_good)
    slowest = max(outcomes, key=lambda each: each.seconds)
    largest = max(outcomes, key=lambda each: each.megabytes)
    return (
        f"{len(outcomes)} bombs, {refused} refused, {faults} faults; "
        f"slowest {slowest.seconds:.2f} s ({slowest.name}), most processor time "
        f"{max(each.processor for each in outcomes):.2f} s, "
        f"largest {largest.megabytes:.0f} MB ({largest.name})"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(Path(sys.argv[2]), sys.argv[3])
    else:
        sys.exit(main(sys.argv[1:]))
