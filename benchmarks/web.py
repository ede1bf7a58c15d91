# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Requests per second and waiting time: the real server on one core, clients on another."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.directory import loading
from benchmarks.figures import Figure, ms, percentile
from netwerkbouwer.boards import actions, models, operations
from netwerkbouwer.methods import queries as methods
from netwerkbouwer.organisations.models import Organisation

SECONDS = 6.0
CLIENTS = 8
BUDGET = "p95 ≤ 60 ms, ≥ 300/s"


@dataclass
class Result:
    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    size: int = 0


def measure() -> list[Figure]:
    count, what = loading.load()
    organisation = Organisation.objects.order_by("pk")[count // 2]
    cookie, board = _board()
    pages = [
        ("home", "/", "", BUDGET),
        ("search, 'bibliotheek'", "/organisaties?q=bibliotheek", "", BUDGET),
        (
            "search, 'zaal voor toneel' in welzijn",
            "/organisaties?q=zaal+voor+toneel&sector=welzijn",
            "",
            BUDGET,
        ),
        ("organisation page", f"/organisaties/{organisation.public_id}-x", "", BUDGET),
        ("board page, 60 candidates", f"/borden/{board}/stap/selectie", cookie, ""),
    ]
    figures = [Figure("organisations in the directory", f"{count:,}", what)]
    with server() as port:
        for name, path, cookies, budget in pages:
            path = _final(port, path, cookies)
            _load(port, path, cookies, 1.0)
            result, taken = _load(port, path, cookies, SECONDS)
            figures.append(_figure(name, result, taken, budget))
    return figures


def _figure(name: str, result: Result, taken: float, budget: str) -> Figure:
    rate = len(result.seconds) / taken
    value = (
        f"{rate:.0f} requests/s, p50 {ms(percentile(result.seconds, 0.5))}, "
        f"p95 {ms(percentile(result.seconds, 0.95))}, {result.size / 1000:.0f} kB HTML"
    )
    if result.wrong:
        value += f", **{result.wrong} wrong answers**"
    return Figure(f"{name} ({CLIENTS} clients)", value, budget=budget)


def _board() -> tuple[str, str]:
    """A filled-in board and the cookie that opens it."""
    from django.conf import settings
    from django.core import signing

    from netwerkbouwer.boards import access

    maker = actions.create_board(
        method=methods.newest("bouw-je-netwerk-uit"), title="Meting", variant="vl"
    )
    exercise = models.new_id()
    payloads = [
        {"type": "add_card", "card": exercise, "zone": "exercises", "card_type": "exercise"}
    ] + [
        {
            "type": "add_card",
            "card": models.new_id(),
            "zone": "candidates",
            "card_type": "candidate",
            "parent": exercise,
            "text": f"Organisatie {n}",
            "fields": {"municipality": "24001" if n % 2 else "24107", "sectors": ["welzijn"]},
        }
        for n in range(60)
    ]
    ops = [operations.parse({**payload, "op_id": models.new_id()}) for payload in payloads]
    actions.apply(board=maker.board, operations=ops, by=maker)
    mark = maker.board.token(models.Role.EDITOR)[:8]
    value = signing.dumps({maker.board_id: (maker.pk, mark)}, salt=access.SALT, compress=True)
    return f"{settings.BOARD_COOKIE}={value}", maker.board_id


@contextmanager
def server() -> Iterator[int]:
    """The product's own server on a free port, on the first core."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "uvicorn",
            "netwerkbouwer.config.asgi:application",
            "--port",
            str(port),
            "--log-level",
            "error",
        ],
        env=dict(os.environ),
    )
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process.pid, {0})
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            _get(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/", "")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not answer within 30 seconds")


def _get(connection: http.client.HTTPConnection, path: str, cookies: str) -> tuple[int, int, str]:
    headers = {"Cookie": cookies} if cookies else {}
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    size = len(response.read())
    return response.status, size, response.headers.get("Location", "")


def _final(port: int, path: str, cookies: str) -> str:
    """The address after redirects."""
    status, _size, location = _get(http.client.HTTPConnection("127.0.0.1", port), path, cookies)
    return location if status in {301, 302} else path


def _load(port: int, path: str, cookies: str, seconds: float) -> tuple[Result, float]:
    """Ask for one page with all clients until the time is up."""
    result, until = Result(), time.monotonic() + seconds

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < until:
            start = time.perf_counter()
            status, result.size, _location = _get(connection, path, cookies)
            result.seconds.append(time.perf_counter() - start)
            result.wrong += status != 200

    start = time.monotonic()
    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return result, time.monotonic() - start
