# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words to the person at the terminal, and running other programs.

Everything goes to standard error, so that `./nb suggest --json` prints JSON alone.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NO_NETWORK = (
    "name or service not known",
    "temporary failure in name resolution",
    "failed to establish a new connection",
    "could not resolve",
    "dns error",
    "enotfound",
    "eai_again",
    "econnrefused",
    "connection refused",
    "network is unreachable",
    "timed out",
    "etimedout",
    "client error (connect)",
    "(from versions: none)",
)
NO_TRUST = ("certificate", "self_signed", "ssl:")
FULL_DISK = ("no space left", "enospc")


class Stop(Exception):
    """We cannot go on; the text says why and what to do."""

    def __init__(self, text: str, code: int = 2) -> None:
        super().__init__(text)
        self.code = code


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def seconds(duration: float) -> str:
    """A duration as people write it: `0,4 s`, `2 min 5 s`."""
    if duration < 60:
        return f"{duration:.1f} s".replace(".", ",")
    return f"{int(duration // 60)} min {int(duration % 60)} s"


@contextmanager
def step(title: str) -> Iterator[None]:
    """Tell that something long begins, and how long it took."""
    say(f"· {title} …")
    started = time.monotonic()
    yield
    say(f"  klaar in {seconds(time.monotonic() - started)}")


def explain(output: str) -> str:
    """Why an installation failed, in words, as far as its output shows."""
    lower = output.lower()
    if any(sign in lower for sign in FULL_DISK):
        return "De schijf is vol. Maak ruimte en probeer opnieuw."
    if any(sign in lower for sign in NO_NETWORK):
        return (
            "Er is geen verbinding met het pakketregister. Kijk of je internet hebt. Zit je achter "
            "een proxy, zet dan HTTPS_PROXY; heb je een eigen register, stel dat dan in voor pip "
            "(PIP_INDEX_URL of pip.conf) en npm (.npmrc). Probeer daarna opnieuw."
        )
    if any(sign in lower for sign in NO_TRUST):
        return (
            "Het certificaat van het pakketregister wordt niet vertrouwd. Zet SSL_CERT_FILE op het "
            "bestand met de certificaten van je organisatie en probeer opnieuw."
        )
    return "Lees hierboven wat er misging. Probeer daarna opnieuw: wat al klaar is, blijft staan."


def run(
    command: Sequence[str | Path],
    *,
    failure: str,
    env: Mapping[str, str] | None = None,
    folder: Path = ROOT,
) -> str:
    """Run a program quietly and return what it said; show its last lines when it fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise Stop(f"{failure}\n{command[0]} start niet: {error.strerror}.") from None
    if done.returncode:
        raise Stop(f"{shortened(done.stdout)}\n\n{failure}\n{explain(done.stdout)}")
    return done.stdout


def shortened(output: str) -> str:
    """The first and last lines: some programs give the reason first, others last."""
    lines = output.strip().splitlines()
    return "\n".join(lines if len(lines) <= 30 else [*lines[:12], "…", *lines[-12:]])
