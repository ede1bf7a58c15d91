# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long a fresh clone takes from `./nb start` to the first page, and the second time."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.figures import ROOT, Figure

PATIENCE = 600.0  # seconds


def measure() -> list[Figure]:
    folder = Path(tempfile.mkdtemp(prefix="netwerkbouwer-clone-"))
    try:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(folder / "clone")], check=True)
        cold = _start(folder / "clone", folder / "data")
        warm = _start(folder / "clone", folder / "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return [
        Figure(
            "`./nb start` in a clean clone, to the first page (packages from the machine's caches)",
            f"{cold:.0f} s",
            f"the second time: {warm:.1f} s",
            "≤ 60 s",
        )
    ]


def _start(clone: Path, data: Path) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {k: v for k, v in os.environ.items() if k not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    env |= {"NB_DATA_DIR": str(data)}
    base = getattr(sys, "_base_executable", sys.executable)
    start = time.monotonic()
    process = subprocess.Popen(
        [base, "nb", "start", "--port", str(port)],
        cwd=clone,
        env=env,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", process)
        return time.monotonic() - start
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("./nb start stopped by itself")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("no page within the time")
