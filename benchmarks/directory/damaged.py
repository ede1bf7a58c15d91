# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Thousands of damaged files over every reader: rows, refusals, never a crash, never half a file.

    python -m benchmarks.directory.damaged [FILES] [SEED]

Every file goes the way of a real one (looked over, read, checked, staged), many in one limited
process; when that dies, the file is noted and a new process goes on behind it. Expected is a row, a
refused row or one sentence; any other exception, a hang or a dead process is a crash.
"""

import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.directory import bomb_parts, damage

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "importing" / "samples"
SECONDS = 5  # of processor time for one file: the honest ones take a hundredth of one
TOGETHER = 500  # files in one process: what readers leave open adds up
MEMORY = 512  # MB for the process that reads them one after the other
HEADS = ("naam", "gemeente", "sector", "website", "e-mail", "werkt samen met", "contactpersoon")
LINES = (
    ("Harmonie De Eendracht", "Leuven", "kunsten", "www.example.org", "info@example.org",
     "Fanfare Sint-Jan; KSA", "An Peeters"),
    ("Zwemclub Dolfijn", "9000 Gent", "sport", "", "", "scholen", ""),
    ("OCMW", "Lubbeek", "welzijn", "https://example.org/ocmw", "ocmw@example.org", "", ""),
)  # fmt: skip


class Hang(Exception):
    """A file took too long."""


@dataclass
class Tally:
    """How many files went how; `crashes` say which file and what happened."""

    files: int = 0
    taken: int = 0
    refused: int = 0
    rows: int = 0
    row_errors: int = 0
    by_reader: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    """What readers turned into a sentence, by the kind of exception it was first."""
    crashes: list[str] = field(default_factory=list)

    def line(self) -> str:
        return (
            f"{self.files:,} damaged files over {len(self.by_reader)} readers: {self.taken:,} read "
            f"({self.rows:,} rows, {self.row_errors:,} refused rows), {self.refused:,} refused "
            f"with a sentence, {len(self.crashes)} crashes"
        )


def samples() -> list[tuple[str, Path]]:
    """(reader, file or folder) of every sample that is whole."""
    found = []
    for folder in sorted(each for each in SAMPLES.iterdir() if each.is_dir()):
        tables = sorted(folder.glob("*.csv"))
        if folder.name == "kbo" and tables:
            found.append((folder.name, folder))
            continue
        found += [(folder.name, each) for each in sorted(folder.iterdir())]
    return found


def write_sheets(folder: Path) -> list[tuple[str, Path]]:
    """Small spreadsheets of every kind, as people make them."""
    lines = [HEADS, *LINES]
    text = "\n".join(";".join(line) for line in lines)
    cells = [
        "".join(
            bomb_parts.cell(f"{'ABCDEFG'[column]}{row}", cell) for column, cell in enumerate(line)
        )
        for row, line in enumerate(lines, 1)
    ]
    rows = "".join(f'<row r="{row}">{line}</row>' for row, line in enumerate(cells, 1))
    ods = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in line
        ) + "</table:table-row>"
        for line in lines
    )  # fmt: skip
    made = {
        "lijst.csv": text.encode(),
        "windows.csv": text.replace(";", "\t").encode("cp1252"),
        "lijst.xlsx": bomb_parts.xlsx(rows),
        "lijst.ods": bomb_parts.ods(ods),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return [("sheet", folder / name) for name in made]


def damaged(sample: Path, target: Path, seed: int) -> Path:
    """A damaged copy of a sample; of a folder, one file of it is damaged or gone."""
    if not sample.is_dir():
        path = target / sample.name
        path.write_bytes(damage.harm(sample.read_bytes(), sample.suffix, seed))
        return path
    path = Path(shutil.copytree(sample, target / sample.name))
    file = random.Random(seed).choice(sorted(path.iterdir()))
    if seed % 40 == 0:
        file.unlink()
    else:
        file.write_bytes(damage.harm(file.read_bytes(), file.suffix, seed))
    return path


def read(path: Path, reader: str, folder: Path) -> dict[str, Any]:
    """The way of a real file, without a process of its own: see `confined.read`."""
    from netwerkbouwer.importing import intake, sources, staging
    from netwerkbouwer.importing.limits import LIMITS
    from netwerkbouwer.importing.options import Options
    from netwerkbouwer.organisations.files import UnreadableFile

    unpacked = folder / "files"
    unpacked.mkdir()
    try:
        whole = path
        if not path.is_dir():
            files = intake.unpack(path, unpacked, LIMITS["upload"])
            whole = files[0] if len(files) == 1 else unpacked
        options = Options(contacts_purpose="proef", persons_purpose="proef")
        with staging.Sink(folder / "staging.sqlite3", "Proef", options) as sink:
            for row in sources.by_slug(reader).read(whole, options):
                sink.take(row)
            sink.finish()
            return {"rows": sink.n, "errors": sink.errors}
    except (UnreadableFile, intake.Refused) as refusal:
        cause = refusal.__context__
        return {"refused": str(refusal), "caught": type(cause).__name__ if cause else ""}


def batch(seed: int, first: int, last: int) -> None:
    """Damage and read files `first` up to `last`, and say of each how it went, a line each."""
    sys.path.insert(0, str(ROOT))
    from netwerkbouwer.importing import confined

    megabytes = {"memory": MEMORY << 20, "staged": 64 << 20, "processor": 3_600}
    confined.limit(megabytes)
    signal.signal(signal.SIGPROF, _too_long)
    with tempfile.TemporaryDirectory(prefix="netwerkbouwer-damaged-") as place:
        known = [*samples(), *write_sheets(Path(place))]
        for number in range(first, last):
            reader, sample = known[number % len(known)]
            print(json.dumps({"at": number, "reader": reader, "file": sample.name}), flush=True)
            print(json.dumps(_one(sample, reader, seed + number)), flush=True)


def _too_long(_: int, __: FrameType | None) -> None:
    raise Hang


def _one(sample: Path, reader: str, seed: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="netwerkbouwer-damaged-") as folder:
        path = damaged(sample, Path(folder), seed)
        try:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            return read(path, reader, Path(folder))
        except Exception as error:
            places = [
                f"{Path(frame.filename).name}:{frame.lineno}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            return {
                "crash": f"{type(error).__name__}: {str(error)[:80]} at {' > '.join(places[-3:])}"
            }
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


def _told(seed: int, first: int, last: int) -> Iterator[dict[str, Any]]:
    """What processes say of these files; of the file in which one dies, that it died."""
    while first < last:
        command = [sys.executable, "-m", "benchmarks.directory.damaged", "--batch"]
        until = min(first + TOGETHER, last)
        given = [str(number) for number in (seed, first, until)]
        with subprocess.Popen(
            [*command, *given], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT
        ) as child:
            assert child.stdout is not None
            at: dict[str, Any] = {}
            for line in child.stdout:
                told = json.loads(line)
                if "at" in told:
                    at = told
                    continue
                yield {**at, **told}
                first, at = at["at"] + 1, {}
        if first < until:
            yield {**at, "crash": f"the process died with status {child.returncode}"}
            first += 1


def run(files: int, seed: int) -> Tally:
    """Read so many damaged files, and count."""
    tally = Tally()
    for told in _told(seed, 0, files):
        tally.files += 1
        if tally.files % 500 == 0:
            print(tally.line(), file=sys.stderr, flush=True)
        tally.by_reader[told.get("reader", "none")] += 1
        if "crash" in told:
            tally.crashes.append(
                f"{told.get('reader')} {told.get('file')} {told['at']}: {told['crash']}"
            )
        elif "refused" in told:
            tally.refused += 1
            tally.caught[told["caught"] or "a sentence of its own"] += 1
        else:
            tally.taken += 1
            tally.rows += told["rows"]
            tally.row_errors += told["errors"]
    return tally


def prove(options: Namespace) -> tuple[str, bool]:
    """10,000 files, 300 in the short form; the second is True when none crashed."""
    tally = run(300 if options.short else 10_000, options.seed)
    caught = ", ".join(f"{kind} {number:,}×" for kind, number in tally.caught.most_common())
    readers = ", ".join(f"{name} {number:,}" for name, number in sorted(tally.by_reader.items()))
    text = f"{tally.line()}.\n\nFiles per reader: {readers}. Refusals were first: {caught}.\n"
    faults = "".join(f"\n- {crash}" for crash in tally.crashes[:50])
    return text + faults, not tally.crashes and tally.files > 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--batch"]:
        batch(*(int(number) for number in sys.argv[2:5]))
    else:
        numbers = [int(number) for number in sys.argv[1:3]]
        made = run(*(numbers + [10_000, 20261120][len(numbers) :]))
        print(made.line(), made.caught, *made.crashes, sep="\n")
