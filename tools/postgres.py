# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL of our own for one test run: made, used and thrown away."""

import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools import console, system

# Tests need no protection against a power cut.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a private cluster on a Unix socket; give its NB_DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="nb-pg-", dir="/tmp"))  # a socket's path must be short
    user = account()
    try:
        if user:
            shutil.chown(folder, user, user)
        data = folder / "data"
        flags = ["-U", "nb", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        ask([programs / "initdb", "-D", data, *flags], folder, user)
        # Only the socket: no port that could be taken, nothing for other users of the machine.
        options = f"-k {folder} -c listen_addresses='' {FAST}"
        ask(
            [programs / "pg_ctl", "start", "-D", data, "-w", "-l", folder / "log", "-o", options],
            folder,
            user,
        )
        try:
            yield f"postgresql://nb@/postgres?host={folder}"
        finally:
            ask([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def account() -> str | None:
    """PostgreSQL refuses to run as root: then use the account its package made."""
    if not system.is_root():
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return pwd.getpwnam("nobody").pw_name


def ask(command: Sequence[str | Path], folder: Path, user: str | None) -> None:
    """Run one PostgreSQL program as that user; its own output goes to a file it may outlive."""
    with (folder / "output").open("w+", encoding="utf-8") as output:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
        )
        if done.returncode:
            output.seek(0)
            raise console.Stop(f"{output.read()}\nPostgreSQL voor de tests start niet.")
