# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""`./nb check` and `./nb test`: every check and every test, counted honestly."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tools import console, environment, postgres, system

ROOT = console.ROOT
BIN = environment.VENV / environment.BIN
Command = list[str | Path]
printing = threading.Lock()


@dataclass(frozen=True)
class Result:
    """What one part of the run gave."""

    title: str
    passed: int
    failed: int
    skipped: int
    duration: float
    is_check: bool = False

    def line(self) -> str:
        counts = f"{self.passed} geslaagd, {self.failed} mislukt, {self.skipped} overgeslagen"
        return f"  {self.title:<34} {counts}, {console.seconds(self.duration)}"


def static_checks() -> list[tuple[str, Command]]:
    """Checks that need no database and no front end."""
    # The slowest first: the others fit beside it on a second core.
    return [
        ("types (mypy)", [BIN / "mypy"]),
        ("opmaak (ruff format)", [BIN / "ruff", "format", "--check", "."]),
        ("stijl (ruff check)", [BIN / "ruff", "check", "."]),
        ("lagen (import-linter)", [BIN / "lint-imports"]),
        ("sjablonen (djlint)", [BIN / "djlint", "netwerkbouwer", "--lint", "--quiet"]),
        (
            "migraties (makemigrations)",
            [BIN / "python", "manage.py", "makemigrations", "--check", "--dry-run"],
        ),
    ]


def front_end_checks() -> list[tuple[str, Command]]:
    """The checks and tests that the front end names in its package.json."""
    try:
        package = json.loads((environment.FRONT_END / "package.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [
        (f"voorkant ({name})", ["npm", "--prefix", environment.FRONT_END, "run", name])
        for name in ("check", "test")
        if name in package.get("scripts", {})
    ]


def run_check(title: str, command: Command, env: Mapping[str, str]) -> Result:
    """Run one check; show what it says only when it fails."""
    started = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    duration = time.monotonic() - started
    good = done.returncode == 0
    with printing:
        if not good:
            console.say(f"\n✗ {title}: {' '.join(map(str, command))}\n{done.stdout.rstrip()}\n")
        else:
            console.say(f"  ✓ {title} ({console.seconds(duration)})")
    return Result(title, int(good), int(not good), 0, duration, is_check=True)


def run_checks() -> list[Result]:
    """All checks, two at a time."""
    console.say("· Nakijken: stijl, types, lagen, sjablonen, voorkant …")
    with tempfile.TemporaryDirectory(prefix="nb-check-") as folder:
        env = {**environment.node_environment(), "NB_DATA_DIR": folder}
        with ThreadPoolExecutor(max_workers=2) as pool:
            jobs = [
                pool.submit(run_check, title, command, env)
                for title, command in [*static_checks(), *front_end_checks()]
            ]
            return [job.result() for job in jobs]


def check() -> int:
    """`./nb check`."""
    environment.prepare(development=True)
    environment.install_front_end_if_any()
    return close(run_checks())


def run_pytest(title: str, arguments: list[str], env: Mapping[str, str]) -> Result:
    """Run pytest in a data folder of its own and count from its report."""
    console.say(f"\n· {title}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="nb-test-") as folder:
        report = Path(folder) / "report.xml"
        done = subprocess.run(
            [BIN / "python", "-m", "pytest", *arguments, f"--junitxml={report}"],
            cwd=ROOT,
            env={**os.environ, **env, "NB_DATA_DIR": str(Path(folder) / "data")},
            stdin=subprocess.DEVNULL,
            check=False,
        )
        passed, failed, skipped = count(report)
    duration = time.monotonic() - started
    # 5 means that nothing was selected; any other failure must be counted at least once.
    if done.returncode not in {0, 5} and not failed:
        failed = 1
    if done.returncode == 5:
        console.say(f"  (hier zijn nog geen tests: {' '.join(arguments)})")
    return Result(title, passed, failed, skipped, duration)


def count(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped according to a JUnit report; zeros when it was not written."""
    try:
        suites = ElementTree.parse(report).getroot().iter("testsuite")
    except (OSError, ElementTree.ParseError):
        return 0, 0, 0
    passed = failed = skipped = 0
    for suite in suites:
        total, skips = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        wrong = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        passed, failed, skipped = passed + total - wrong - skips, failed + wrong, skipped + skips
    return passed, failed, skipped


def find_browser() -> Path | None:
    if found := system.chromium():
        return found
    reason = "De tests in een browser hebben Chromium nodig."
    return system.chromium() if system.install(["chromium"], reason=reason) else None


def find_postgres() -> Path | None:
    if found := system.postgres_programs():
        return found
    reason = "De tests op PostgreSQL hebben de programma's van PostgreSQL nodig."
    return system.postgres_programs() if system.install(["postgresql"], reason=reason) else None


def missing(title: str) -> Result:
    """A whole part that cannot run: a failure in CI, a loud omission elsewhere."""
    where = "dat mag niet in CI" if system.in_ci() else "lees hierboven wat je moet installeren"
    console.say(f"\n!! OVERGESLAGEN: {title}; {where}.\n")
    return Result(title, 0, 1, 0, 0) if system.in_ci() else Result(title, 0, 0, 1, 0)


def test(*, fast: bool) -> int:
    """`./nb test`: checks, then tests on SQLite, on PostgreSQL and in a browser."""
    # Who ends us early must not leave a PostgreSQL behind: an exit runs every `finally`.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    environment.prepare(development=True)
    unit = ["-n", "2", "--dist", "worksteal", "-m", "not e2e and not faults", "tests"]
    # What knows no database gives the same on any.
    stored = ["django_db and not e2e and not faults" if " e2e" in one else one for one in unit]
    if fast:
        return close([run_pytest("Tests op SQLite", unit, {})])
    browser, programs = find_browser(), find_postgres()
    environment.install_front_end_if_any()
    results = run_checks()
    results.append(run_pytest("Tests op SQLite", unit, {}))
    results.append(test_on_postgres(programs, stored))
    results.append(run_pytest("Proeven met storingen", ["-m", "faults", "tests/live_faults"], {}))
    results.append(test_in_browser(browser))
    return close(results)


def test_on_postgres(programs: Path | None, unit: list[str]) -> Result:
    title = "Tests op PostgreSQL"
    if programs is None:
        return missing(title)
    with ExitStack() as stack:
        try:
            address = stack.enter_context(postgres.cluster(programs))
        except console.Stop as stop:
            console.say(str(stop))
            return Result(title, 0, 1, 0, 0)
        # The whole cluster goes afterwards, so the test databases need no removal: a thread of the
        # product may still hold a connection to one, as it does in use.
        return run_pytest(title, ["--reuse-db", *unit], {"NB_DATABASE_URL": address})


def test_in_browser(browser: Path | None) -> Result:
    title = "Tests in de browser"
    if browser is None:
        return missing(title)
    return run_pytest(
        title,
        ["-n", "2", "--dist", "worksteal", "-m", "e2e", "tests/e2e"],
        {"NB_TEST_BROWSER": str(browser)},
    )


def close(results: list[Result]) -> int:
    """Say what each part gave; the last line counts the tests of all parts.

    A check that fails counts as a failure; one that passes is no test and is not counted.
    """
    checks = [result for result in results if result.is_check]
    tests = [result for result in results if not result.is_check]
    console.say("")
    if checks:
        wrong = [result.title for result in checks if result.failed]
        told = f"mislukt: {', '.join(wrong)}" if wrong else "alles goed"
        console.say(f"  Nakijken: {len(checks)} onderdelen, {told}")
    for result in tests:
        console.say(result.line())
    failed = sum(result.failed for result in results)
    passed = sum(result.passed for result in tests)
    if tests:
        skipped = sum(result.skipped for result in tests)
        print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed or (tests and not passed) else 0
