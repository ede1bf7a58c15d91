# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""kill -9 of the worker at random points of an import: before or after a batch, never between.

    python -m benchmarks.directory.kills [KILLS] [SECONDS]     100 kills, within so many seconds

The real worker reads, plans and applies a real file in a process of its own. After each kill the
database is judged from outside; then a new worker goes on, and what is there in the end must be
what an undisturbed import gives. A second import must then change nothing.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BEFORE, AFTER = 600, 1_200  # rows of the file that was there and of the one that comes
GONE, CHANGED = 100, 300
BATCH = 100  # smaller than in use, for more edges between batches
PATIENCE = 120.0  # seconds for a worker that is left alone
SEED = 5
Json = dict[str, Any]


@dataclass
class Verdict:
    """What all kills together gave."""

    kills: int = 0
    too_late: int = 0  # the work was done before the kill came
    struck: Counter[str] = field(default_factory=Counter)
    """In which state of the run the kill came."""
    wrong: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return self.kills > 0 and not self.wrong

    def line(self) -> str:
        struck = ", ".join(f"{state} {number}×" for state, number in sorted(self.struck.items()))
        return (
            f"{self.kills} kills ({struck}; {self.too_late} after the end): {len(self.wrong)} wrong"
        )


def write_sheet(path: Path, first: int, rows: int, changed: int = 0) -> None:
    """A sheet with keys; of the first `changed` rows the name differs. Each fifth names another."""
    lines = ["Id;Naam;Gemeente;Sector;Werkt samen met"]
    for number in range(first, first + rows):
        mark = " vernieuwd" if number < first + changed else ""
        other = f"Vereniging {number - 1}" if number % 5 == 0 and number % 10 else ""
        lines.append(f"k{number};Vereniging {number}{mark};Gent;sport;{other}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


class Site:
    """A data folder with a run that waits for the worker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "netwerkbouwer.sqlite3"

    def environment(self) -> dict[str, str]:
        own = {k: v for k, v in os.environ.items() if not k.startswith("NB_")}
        settings = "netwerkbouwer.config.settings"
        return {**own, "DJANGO_SETTINGS_MODULE": settings, "NB_DATA_DIR": str(self.folder)}

    def start(self, *what: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "benchmarks.directory.kills", *what],
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def ask(self, *what: str) -> Json:
        """Run one of our own parts to its end and give what it says."""
        with self.start(*what) as process:
            out, errors = process.communicate(timeout=PATIENCE)
        if process.returncode:
            raise RuntimeError(f"{what}: {errors.decode()[-2000:]}")
        told: Json = {}
        for line in out.splitlines():
            told |= json.loads(line)
        return told

    def kill_after(self, seconds: float) -> bool:
        """Let a worker begin, and kill it. Whether it was still there."""
        with self.start("--work") as process:
            assert process.stdout is not None
            process.stdout.readline()  # it is up, and begins
            try:
                process.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            ended = process.wait()
            if ended not in {0, -signal.SIGKILL}:
                assert process.stderr is not None
                raise RuntimeError(process.stderr.read().decode()[-2000:])
            return ended == -signal.SIGKILL


def judge(site: Site) -> tuple[str, list[str]]:
    """The state of the run, and what is wrong: batches half in, or organisations half made."""
    with closing(sqlite3.connect(site.path)) as base:
        whole = base.execute("PRAGMA integrity_check").fetchone()[0]
        wrong = [f"database: {whole}"] if whole != "ok" else []
        row = "SELECT state, applied_rows, public_id FROM importing_importrun ORDER BY id DESC"
        state, applied, public_id = base.execute(row).fetchone()
        for what, sql in UNSOUND.items():
            number = base.execute(sql).fetchone()[0]
            wrong += [f"{what}: {number}"] if number else []
        stored = dict(base.execute("SELECT key, digest FROM organisations_sourcerecord"))
    folder = site.folder / "imports" / public_id
    if state in {"applying", "applied"}:
        wrong += _between(folder, applied, stored)
    return state, wrong


UNSOUND = {
    "organisations without a record": "SELECT COUNT(*) FROM organisations_organisation AS o WHERE "
    "NOT EXISTS (SELECT 1 FROM organisations_sourcerecord AS r WHERE r.organisation_id = o.id)",
    "organisations without a sector": "SELECT COUNT(*) FROM organisations_organisation AS o WHERE "
    "NOT EXISTS (SELECT 1 FROM organisations_organisationsector AS s "
    "WHERE s.organisation_id = o.id)",
    "changed records without the text from before": "SELECT COUNT(*) FROM "
    "organisations_sourcerecord AS r WHERE r.last_delivery_id != r.first_delivery_id AND NOT "
    "EXISTS (SELECT 1 FROM organisations_recordversion AS v WHERE v.record_id = r.id)",
    "names that differ from their record": "SELECT COUNT(*) FROM organisations_organisation AS o "
    "JOIN organisations_sourcerecord AS r ON r.organisation_id = o.id "
    "WHERE o.name != json_extract(r.payload, '$.name')",
}


def _between(folder: Path, applied: int, stored: dict[str, str]) -> list[str]:
    """Rows up to the mark that are not in, and rows after it that are."""
    wrong: Counter[str] = Counter()
    with closing(sqlite3.connect(folder / "plan.sqlite3")) as base:
        base.execute("ATTACH ? AS staged", (str(folder / "staging.sqlite3"),))
        rows = base.execute(
            "SELECT s.n, s.kind, r.key, r.digest FROM steps AS s JOIN rows AS r ON r.n = s.n "
            "WHERE s.kind IN ('new', 'changed', 'doubtful', 'joined')"
        )
        for n, _, key, digest in rows:
            is_in = stored.get(key) == digest
            if is_in != (n <= applied):
                wrong["in too early" if is_in else "lost"] += 1
    return [f"rows {what}: {number}" for what, number in wrong.items()]


@contextmanager
def prepared() -> Iterator[tuple[Site, Path]]:
    """A site with a first file taken in and a second one that waits, and room for copies."""
    room = Path(tempfile.mkdtemp(prefix="nb-kills-"))
    site = Site(room / "base")
    try:
        site.folder.mkdir()
        site.ask("--prepare")
        yield site, room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def run(kills: int, seconds: float, seed: int = SEED) -> Verdict:
    """So many kills, or as many as fit in the time."""
    verdict, chance, until = Verdict(), random.Random(seed), time.monotonic() + seconds
    with prepared() as (base, room):
        right = Site(room / "right")
        shutil.copytree(base.folder, right.folder)
        wanted = right.ask("--work", "--tell")
        lasts = wanted.pop("lasted")
        while verdict.kills + verdict.too_late < kills and time.monotonic() < until:
            site = Site(room / "trial")
            shutil.copytree(base.folder, site.folder)
            try:
                _trial(site, chance.uniform(0, lasts), wanted, verdict)
            except RuntimeError as error:
                verdict.wrong.append(f"a worker that went on failed: {error}")
            shutil.rmtree(site.folder)
    return verdict


def _trial(site: Site, after: float, wanted: Json, verdict: Verdict) -> None:
    if not site.kill_after(after):
        verdict.too_late += 1
        return
    verdict.kills += 1
    state, wrong = judge(site)
    verdict.struck[state] += 1
    verdict.wrong += [f"{state}: {each}" for each in wrong]
    found = site.ask("--work", "--tell")
    verdict.wrong += [f"{state}: {each}" for each in judge(site)[1]]
    for name, value in wanted.items():
        if found.get(name) != value:
            verdict.wrong.append(f"{state}: {name} is {found.get(name)}, not {value}")


def prepare() -> None:
    """Tables, places, one file taken in, and a second one queued."""
    from django.core import management

    from netwerkbouwer.importing import actions, pipeline

    management.call_command("migrate", verbosity=0)
    management.call_command("load_places", verbosity=0, stdout=sys.stderr)
    path = Path(os.environ["NB_DATA_DIR"]) / "lijst.csv"
    write_sheet(path, 0, BEFORE)
    first = _receive(path)
    pipeline.read(first)
    pipeline.apply(first)
    write_sheet(path, GONE, AFTER, CHANGED)
    actions.start_reading(_receive(path))


def _receive(path: Path) -> Any:
    from netwerkbouwer.importing import actions, options

    chosen = options.Options(force=True, numbers_only=True)
    return actions.receive(
        path, path.name, reader="sheet", options=chosen, source_name="Proef", is_whole=True
    )


def work(*, tell: bool) -> None:
    """Be the worker until nothing waits; with `tell` say what is there after a second import."""
    import threading

    from netwerkbouwer.common import worker
    from netwerkbouwer.importing import actions, applying
    from netwerkbouwer.importing.models import ImportRun

    applying.BATCH, applying.GONE_AT_ONCE = BATCH, BATCH // 5
    print("{}", flush=True)
    began = time.monotonic()
    worker.run(stop=threading.Event(), should_stay=lambda: False)
    run = ImportRun.objects.order_by("pk").last()
    assert run is not None
    if run.state == ImportRun.State.PLANNED:
        actions.start_applying(run, force=True)
        worker.run(stop=threading.Event(), should_stay=lambda: False)
    print(json.dumps({"lasted": time.monotonic() - began}), flush=True)
    if tell:
        print(json.dumps(_told()), flush=True)


def _told() -> Json:
    """What the directory holds, without the moments; and what a second import would do."""
    import hashlib

    from netwerkbouwer.importing import pipeline, queries
    from netwerkbouwer.importing.models import ImportRun
    from netwerkbouwer.network.models import Link
    from netwerkbouwer.organisations.models import Change, Organisation, SourceRecord

    run = ImportRun.objects.order_by("pk").last()
    assert run is not None
    path = queries.file_of(run)
    assert path is not None
    told: Json = {"state": run.state, "changes": Change.objects.count()}
    rows = {
        "organisations": Organisation.objects.order_by("source_id").values_list(
            "source_id", "name", "gone_on"
        ),
        "records": SourceRecord.objects.order_by("key").values_list(
            "key", "digest", "gone_on", "organisation__source_id"
        ),
        "links": Link.objects.order_by("one__source_id", "other__source_id").values_list(
            "one__source_id", "other__source_id", "kind"
        ),
    }
    for name, values in rows.items():
        text = "\n".join(map(str, values))
        told[name] = f"{len(values)} {hashlib.sha256(text.encode()).hexdigest()[:16]}"
    again = _receive(path)
    pipeline.read(again)
    counts = queries.counts(again)
    return {**told, "again": f"{counts.unchanged} of {counts.rows} unchanged, {counts.gone} gone"}


def prove(options: argparse.Namespace) -> tuple[str, bool]:
    """A hundred kills, five in the short form; the second is True when none was in between."""
    verdict = run(*((5, 300.0) if options.short else (100, 3_000.0)))
    return "\n".join([verdict.line(), *verdict.wrong[:20]]), verdict.is_good


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.directory.kills", description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=100)
    parser.add_argument("seconds", nargs="?", type=float, default=1_800.0)
    for part in ("--prepare", "--work", "--tell"):
        parser.add_argument(part, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not (options.prepare or options.work):
        verdict = run(options.kills, options.seconds)
        print(verdict.line(), *verdict.wrong[:20], sep="\n")
        return 0 if verdict.is_good else 1
    from netwerkbouwer.config import cli

    cli.set_up()
    if options.prepare:
        prepare()
        print("{}")
    else:
        work(tell=options.tell)
    return 0


if __name__ == "__main__":
    sys.exit(main())
