# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs a script of ours in a process of its own: what it chokes on does not reach the server."""

import os
import subprocess
import sys
from pathlib import Path


def run(script: Path, given: bytes, *, patience: float) -> "subprocess.CompletedProcess[bytes]":
    """Hand bytes to the script and wait for what it writes; it sees no settings or secrets.

    Raises subprocess.TimeoutExpired after `patience` seconds, OSError when it cannot be started.
    """
    return subprocess.run(
        [sys.executable, "-I", str(script)],
        input=given,
        capture_output=True,
        timeout=patience,
        check=False,
        env={key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ},
    )
