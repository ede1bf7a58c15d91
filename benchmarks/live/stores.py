# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL and a Redis of our own, to restart and to kill while people work."""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.live.site import free_port
from tools import console, postgres, system

# As people run it: an acknowledged transaction is on disk.
DURABLE = "-c fsync=on -c synchronous_commit=on -c max_connections=60"

ATTEMPTS = 20


@dataclass
class Postgres:
    """A private cluster on a Unix socket."""

    folder: Path
    programs: Path
    user: str | None

    @property
    def address(self) -> str:
        return f"postgresql://nb@/postgres?host={self.folder}"

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' {DURABLE}"
        for attempt in range(ATTEMPTS):
            try:
                return self._control("start", "-w", "-l", str(self.folder / "log"), "-o", options)
            except console.Stop:
                # After a kill its children hold the shared memory until they notice.
                if attempt + 1 == ATTEMPTS:
                    raise
                time.sleep(1.0)

    def stop(self, how: str) -> None:
        """`fast` as an upgrade does; `immediate` as a crash does."""
        self._control("stop", "-m", how)

    def restart(self, how: str) -> float:
        """Gives the seconds it was away."""
        began = time.monotonic()
        self.stop(how)
        self.start()
        return time.monotonic() - began

    def kill(self) -> None:
        """SIGKILL to the first process; the others end with it."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        subprocess.run(["kill", f"-{int(signal.SIGKILL)}", str(pid)], check=False)
        time.sleep(1.0)

    def _control(self, *arguments: str) -> None:
        data = str(self.folder / "data")
        command: list[str | Path] = [self.programs / "pg_ctl", "-D", data, *arguments]
        postgres.ask(command, self.folder, self.user)


@contextmanager
def postgres_cluster(programs: Path) -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="nb-pg-", dir="/tmp"))
    user = postgres.account()
    cluster = Postgres(folder, programs, user)
    try:
        if user:
            shutil.chown(folder, user, user)
        flags = ["-U", "nb", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        postgres.ask([programs / "initdb", "-D", folder / "data", *flags], folder, user)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Redis:
    """A server that keeps nothing on disk: it carries messages only."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        flags = ["--port", str(self.port), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(
            ["redis-server", *flags, "--dir", str(self.folder), "--bind", "127.0.0.1"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("Redis does not listen")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def flush(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as wire:
            wire.sendall(b"FLUSHALL\r\n")
            wire.recv(100)


@contextmanager
def redis_server() -> Iterator[Redis]:
    folder = Path(tempfile.mkdtemp(prefix="nb-redis-", dir="/tmp"))
    redis = Redis(folder, free_port())
    try:
        redis.start()
        yield redis
    finally:
        redis.kill()
        shutil.rmtree(folder, ignore_errors=True)


def find_redis() -> bool:
    """Whether a Redis is here, installing it when we may."""
    if shutil.which("redis-server"):
        return True
    reason = "De proef met Redis heeft redis-server nodig."
    return system.install(["redis-server"], reason=reason) and bool(shutil.which("redis-server"))


def find_postgres() -> Path | None:
    if found := system.postgres_programs():
        return found
    reason = "De proef met PostgreSQL heeft de programma's van PostgreSQL nodig."
    return system.postgres_programs() if system.install(["postgresql"], reason=reason) else None
