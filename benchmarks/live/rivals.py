# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same work on servers from npm that people would pick instead, on the same cores.

They are installed on demand into the user's cache, by the lock file beside them. WBO is not
on npm, so it is not in the run.
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.live import load, processes, site

PEERS = Path(__file__).resolve().parent / "peers"
FILES = ("package.json", "package-lock.json", "wire.mjs", "server.mjs", "load.mjs")
LONGEST = 240  # seconds for one run of a peer
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rival:
    kind: str
    name: str
    acknowledges: str


RIVALS = (
    Rival(
        "hocuspocus",
        "@hocuspocus/server 4.7.0 + SQLite",
        "once the edit is in memory; it saves 2 to 10 s later",
    ),
    Rival("y-websocket", "@y/websocket-server 0.1.1 + LevelDB", "never; it saves behind each edit"),
)
LEFT_OUT = "WBO: not on npm, so it cannot be installed here"


class NoNode(Exception):
    """The peers cannot be installed; says why."""


def installed() -> Path:
    """The peers in a folder of their own, kept for a next run. Raises NoNode."""
    if shutil.which("node") is None:
        raise NoNode("there is no Node here")
    folder = _cache() / f"peers-{_fingerprint()}"
    for name in FILES:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(PEERS / name, folder / name)
    if not (folder / "complete").exists():
        _install(folder)
        (folder / "complete").touch()
    return folder


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "netwerkbouwer"


def _fingerprint() -> str:
    """Of what is installed and for which Node: the peer's SQLite is built for one version."""
    found = subprocess.run(["node", "--version"], capture_output=True, check=False).stdout
    return hashlib.sha256((PEERS / "package-lock.json").read_bytes() + found).hexdigest()[:12]


def _install(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NoNode("there is no Node here")
    done = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode:
        raise NoNode(f"npm ci failed: {done.stderr.strip()[-300:]}")


@contextmanager
def server(folder: Path, rival: Rival, data: Path, port: int) -> Iterator["subprocess.Popen[Any]"]:
    """The peer's server on the server core; killed at the end."""
    process = subprocess.Popen(
        ["node", "server.mjs", rival.kind, str(port), str(data)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: processes.pin(load.SERVER_CORE),
    )
    try:
        _wait(port)
        time.sleep(0.5)
        yield process
    finally:
        process.kill()
        process.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise site.Silent("the peer does not listen")


def run(folder: Path, rival: Rival, scenario: load.Scenario, seed: int, *, ladder: bool) -> Json:
    """One scenario on a fresh server: the fields of load.Outcome."""
    with tempfile.TemporaryDirectory(prefix="nb-peer-data-", dir="/tmp") as data:
        port = site.free_port()
        with server(folder, rival, Path(data), port) as process:
            plan = {
                "mode": "ladder" if ladder else "steady",
                "kind": rival.kind,
                "port": port,
                "pid": process.pid,
                "boards": scenario.boards,
                "people": scenario.people,
                "rate": scenario.rate,
                "seconds": scenario.seconds,
                "scenario": scenario.key,
                "seed": seed,
                "ladder": list(load.LADDER),
                "limit": load.LIMIT,
                "step": load.STEP,
                "settle": load.SETTLE,
            }
            return {**_node(folder, plan), "who": rival.name}


def _node(folder: Path, plan: Json) -> Json:
    done = subprocess.run(
        ["node", "load.mjs", json.dumps(plan)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
        preexec_fn=lambda: processes.pin(load.LOAD_CORE),
    )
    if done.returncode or not done.stdout.strip():
        raise site.Silent(f"the load on a peer failed:\n{done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def lose(folder: Path, rival: Rival, seed: int, rate: float = 60, seconds: float = 5) -> Json:
    """Edits that everyone saw; then server and clients are killed. How many come back?"""
    with tempfile.TemporaryDirectory(prefix="nb-peer-data-", dir="/tmp") as data:
        port = site.free_port()
        plan = {"kind": rival.kind, "port": port, "boards": 1, "people": 6, "rate": rate}
        plan |= {"seconds": seconds, "seed": seed}
        with server(folder, rival, Path(data), port):
            writer = subprocess.Popen(
                ["node", "load.mjs", json.dumps({**plan, "mode": "write"})],
                cwd=folder,
                stdout=subprocess.PIPE,
                text=True,
            )
            try:
                assert writer.stdout is not None
                written = json.loads(writer.stdout.readline())
            finally:
                writer.kill()
                writer.wait()
        with server(folder, rival, Path(data), port):
            left = _node(folder, {**plan, "mode": "count", "pid": 0})
    return {**written, "left": left["count"]}
