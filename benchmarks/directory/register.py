# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A register as large as that of Belgian enterprises, taken in by the command that people type.

    python -m benchmarks.directory.register ENTERPRISES

The sample of the nine files is multiplied: each copy gets a good number, a name and a web address
of its own. First one in ten goes in as a file of its own, so that the whole register then meets
organisations that are known by their number. Time is of the whole command, with the search index;
memory is the most that its processes held together.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import figures

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "importing" / "samples" / "kbo"
SMALL, LARGE, WHOLE = 20_000, 200_000, 2_000_000
BY_ENTERPRISE = ("denomination", "address", "activity", "contact")
PATIENCE = 3_600  # seconds for one command
KNOWN = 10  # one in so many is known before
PACKAGED = 20  # at most so many of the packaged organisations have a number of ours
Table = tuple[list[str], list[list[str]]]


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    """A table with a run of each size; a count that is wrong is a fault."""
    sizes = (SMALL,) if options.short else (LARGE, WHOLE) if options.whole else (LARGE,)
    lines = ["| enterprises | time | rows/s | memory | new | known by number | second time |",
             "| --- | --- | --- | --- | --- | --- | --- |"]  # fmt: skip
    good = True
    for size in sizes:
        gave = run(size)
        good = good and gave["is_good"]
        lines.append(line(gave))
        print(f"  {lines[-1]}", file=sys.stderr, flush=True)
    return "\n".join(lines) + "\n\nGoal: 2,000,000 in 600 s or less on two cores, 2 GB.", good


def line(gave: dict[str, float]) -> str:
    return (
        f"| {gave['rows']:,.0f} | {gave['seconds']:,.0f} s | {gave['rows'] / gave['seconds']:,.0f} "
        f"| {gave['megabytes']:,.0f} MB | {gave['new']:,.0f} | {gave['joined']:,.0f} "
        f"| {gave['again']:,.0f} s, {gave['unchanged']:,.0f} unchanged |"
    )


def run(enterprises: int) -> dict[str, float]:
    """Make the files, take them in twice, and count."""
    folder = Path(tempfile.mkdtemp(prefix="nb-register-"))
    try:
        env = {**os.environ, "NB_DATA_DIR": str(folder / "data"), "NB_WORKER": "0"}
        (folder / "data").mkdir()
        _command(env, "migrate", "-v0")
        _command(env, "load_places")
        for name, every in (("some", KNOWN), ("all", 1)):
            write(folder / name, enterprises, every)
        _take_in(env, folder / "some", "Eerdere lijst")
        first = _take_in(env, folder / "all", "")
        again = _take_in(env, folder / "all", "")
        known = len(range(0, enterprises, KNOWN))
        return {
            "rows": enterprises,
            "seconds": first.seconds,
            "megabytes": first.megabytes,
            "new": first.counts.get("new", 0),
            "joined": first.counts.get("joined", 0),
            "again": again.seconds,
            "unchanged": again.counts.get("unchanged", 0),
            # A few more are known: the command loads the packaged directory first.
            "is_good": known <= first.counts.get("joined", 0) <= known + PACKAGED
            and again.counts.get("unchanged", 0) == enterprises,
        }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Taken:
    """What one command gave."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.megabytes = 0.0
        self.counts: dict[str, int] = {}


def _take_in(env: dict[str, str], folder: Path, source: str) -> _Taken:
    taken = _Taken()
    words = ["import", "kbo", str(folder), "--apply", "--force", "--everything", "--numbers-only"]
    words += ["--source", source, "--part"] if source else []
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "netwerkbouwer", *words], cwd=ROOT, env=env,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        over = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, taken, over), daemon=True)
        watcher.start()
        output, _ = process.communicate(timeout=PATIENCE)
        over.set()
        watcher.join()
    taken.seconds = time.monotonic() - began
    if process.returncode:
        raise RuntimeError(output[-2_000:])
    taken.counts = _counts(env)
    return taken


def _counts(env: dict[str, str]) -> dict[str, int]:
    code = (
        "import json; from netwerkbouwer.importing.models import ImportRun; "
        "print(json.dumps(ImportRun.objects.latest('pk').counts))"
    )
    done = _command(env, "shell", "-v0", "-c", code)
    found: dict[str, int] = json.loads(done.strip().splitlines()[-1])
    return found


def _command(env: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=env, capture_output=True, text=True,
        check=False, timeout=PATIENCE,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{words}: {done.stderr[-2_000:]}")
    return done.stdout


def _watch(pid: int, taken: _Taken, over: threading.Event) -> None:
    """The most that the command and its children held of their own."""
    while not over.wait(0.5):
        held = sum(_own(one) for one in (pid, *_children(pid)))
        taken.megabytes = max(taken.megabytes, held / 1e6)


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(one) for one in text.split()]


def _own(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    own = [each for each in status.splitlines() if each.startswith("RssAnon")]
    return int(own[0].split()[1]) * 1024 if own else 0


def number(place: int) -> str:
    """A good enterprise number, as the files write it."""
    first = 10_000_000 + place
    digits = f"{first:08d}{97 - first % 97:02d}"
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def write(folder: Path, enterprises: int, every: int) -> None:
    """The nine files with every so many of these enterprises."""
    folder.mkdir()
    for name in ("meta", "code", "branch"):
        shutil.copy(SAMPLE / f"{name}.csv", folder)
    header, _ = _table("establishment")
    _save(folder / "establishment.csv", header, iter(()))
    header, kept = _table("enterprise")
    people = {row[0] for row in kept if row[3] == "1"}
    bodies = [row for row in kept if row[0] not in people]
    places = range(0, enterprises, every)
    own = ((number(n), *bodies[n % len(bodies)][1:]) for n in places)
    _save(folder / "enterprise.csv", header, own)
    for name in BY_ENTERPRISE:
        header, rows = _table(name)
        by_number: dict[str, list[list[str]]] = {}
        for row in rows:
            by_number.setdefault(row[0], []).append(row)
        _save(folder / f"{name}.csv", header, _copies(name, places, bodies, by_number))


def _copies(
    name: str, places: range, bodies: list[list[str]], by_number: dict[str, list[list[str]]]
) -> Iterator[tuple[str, ...]]:
    for n in places:
        for row in by_number.get(bodies[n % len(bodies)][0], ()):
            told = list(row)
            told[0] = number(n)
            if name == "denomination":
                told[3] = f"{row[3]} {n}"
            elif name == "contact":
                told[3] = row[3].replace("www.", f"www{n}.")
            yield tuple(told)


def _table(name: str) -> Table:
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
        return header, rows


def _save(path: Path, header: list[str], rows: Iterator[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    print(figures.surroundings())
    print(line(run(int(sys.argv[1]) if len(sys.argv) > 1 else SMALL)))


if __name__ == "__main__":
    main()
