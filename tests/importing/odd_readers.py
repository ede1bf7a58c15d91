# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Readers that misbehave on purpose, in place of those of the product; only for these tests."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from netwerkbouwer.importing import intake
from netwerkbouwer.importing.rows import ContactRow, SourceRow
from netwerkbouwer.organisations.records import RowError


def _row(number: int, **values: str) -> SourceRow:
    told = {"name": f"Harmonie {number}", "municipality": "Leuven", "sector": "kunsten", **values}
    return SourceRow(f"k{number}", told, number, contacts=(ContactRow(name="An Peeters"),))


def good(path: Path, _: Any) -> Iterator[SourceRow | RowError]:
    names = path.read_text(encoding="utf-8").split()
    for number, name in enumerate(names, 1):
        yield RowError(number, "deze rij is fout.") if name == "fout" else _row(number, name=name)


def many(path: Path, _: Any) -> Iterator[SourceRow]:
    yield from (_row(number) for number in range(1, 10**9))


def breaking(path: Path, _: Any) -> Iterator[SourceRow]:
    yield from (_row(number) for number in range(1, 3_000))
    raise ZeroDivisionError("An Peeters")


def refusing(path: Path, _: Any) -> Iterator[SourceRow]:
    yield _row(1)
    raise intake.Refused("Hier staat niets in.")


def hungry(path: Path, _: Any) -> Iterator[SourceRow]:
    yield _row(1)
    kept = [bytearray(1 << 20) for _ in range(5_000)]
    yield _row(len(kept))


def sleepy(path: Path, _: Any) -> Iterator[SourceRow]:
    yield _row(1)
    time.sleep(60)


def dying(path: Path, _: Any) -> Iterator[SourceRow]:
    yield from (_row(number) for number in range(1, 3_000))
    os.abort()


def environment(path: Path, _: Any) -> Iterator[SourceRow]:
    """What the process has of the settings of the server."""
    yield _row(1, name="env " + " ".join(sorted(os.environ)))


def _tried(attempts: dict[str, Callable[[], object]]) -> Iterator[SourceRow]:
    for number, (name, attempt) in enumerate(attempts.items(), 1):
        try:
            attempt()
            verdict = "gelukt"
        except OSError:
            verdict = "geweigerd"
        yield _row(number, name=f"{name} {verdict}")


def reaching(path: Path, options: Any) -> Iterator[SourceRow]:
    """Ways to the network and to other programs; the port of a canary stands in the file."""
    port = int(path.read_text(encoding="utf-8"))
    yield from _tried(
        {
            "socket": lambda: socket.create_connection(("127.0.0.1", port), 2),
            "url": lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2),
            "name": lambda: socket.getaddrinfo("example.org", 443),
            "program": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
            "shell": lambda: os.system("true"),
            "fork": lambda: os.fork(),
        }
    )


def prying(path: Path, _: Any) -> Iterator[SourceRow]:
    """Files outside the folder of the job."""
    yield from _tried(
        {
            "passwd": lambda: Path("/etc/passwd").read_bytes(),
            "up": lambda: (path.parent / "../../../../../../etc/hosts").read_bytes(),
            "beside": lambda: (path.parent / "secret.txt").read_bytes(),
            "write": lambda: (path.parent / "made.txt").write_text("x"),
            "remove": lambda: path.unlink(),
            "database": lambda: sqlite3.connect(path.parent / "made.sqlite3"),
            "module": lambda: __import__("tabnanny"),
        }
    )


def by_slug(slug: str) -> SimpleNamespace:
    return SimpleNamespace(slug=slug, read=globals()[slug])
