# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos as files: what comes in is scanned and made anew, what is kept has a name of our own.

Pure. The folder is for the product alone; no name that someone sent is ever part of a path.
"""

import contextlib
import json
import logging
import os
import re
import secrets
import shlex
import subprocess
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from netwerkbouwer.common import own_process

MOST_BYTES = 15 * 1024 * 1024  # of what someone sends: a phone makes 3 to 8 MB
PATIENCE = 40.0  # seconds for one picture; an ordinary one takes less than one
SCAN_PATIENCE = 90.0  # seconds for the scanner: it may have to load its signatures first
QUEUE = 20.0  # seconds to wait for a turn
AT_ONCE = 2  # pictures in the making: each may need 300 MB
KINDS = {"groot": "", "klein": "-klein"}
SCRIPT = Path(__file__).with_name("developing.py")
NAME = re.compile(r"[0-9a-f]{32}")

logger = logging.getLogger(__name__)
_turns = threading.BoundedSemaphore(AT_ONCE)


class NotAPhoto(Exception):
    """The file cannot be used; the message is for the person who sent it."""


class NotKept(Exception):
    """The photo could not be written; the message is for the person who sent it."""


WHY = {
    "unknown": "Dit bestand kunnen we niet als foto lezen. Stuur een JPEG, PNG of WebP; "
    "zet een HEIC van je telefoon eerst om naar JPEG.",
    "large": "Deze foto is te groot: hooguit 50 miljoen beeldpunten. Maak haar kleiner.",
    "broken": "Deze foto is beschadigd of niet helemaal aangekomen. Stuur haar nog eens.",
    "bytes": "Dit bestand is te groot: hooguit 15 MB. Maak de foto kleiner.",
    "empty": "Kies eerst een foto.",
    "slow": "Deze foto lezen duurde te lang. Maak haar kleiner en stuur haar nog eens.",
    "busy": "Er komen nu veel foto's tegelijk binnen. Stuur de foto zo nog eens.",
    "found": "De virusscanner houdt dit bestand tegen. Het is niet bewaard.",
    "unscanned": "De virusscanner antwoordt niet, dus bewaren we dit bestand niet. "
    "Vraag wie Netwerkbouwer hier beheert.",
    "full": "De foto bewaren lukte niet: de schijf is vol of niet te beschrijven. "
    "Probeer het straks opnieuw.",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A clean picture in two sizes, as JPEG."""

    width: int
    height: int
    large: bytes
    small: bytes

    @property
    def size(self) -> int:
        return len(self.large) + len(self.small)


def check(raw: bytes) -> None:
    """Raise NotAPhoto for what is not worth looking at."""
    if not raw:
        raise NotAPhoto(WHY["empty"])
    if len(raw) > MOST_BYTES:
        raise NotAPhoto(WHY["bytes"])


def scan(raw: bytes, command: str, folder: Path) -> bool:
    """Let the installation's scanner look; False when there is none. Raises NotAPhoto.

    The command gets the path of a file as its last word. Exit status 0 says clean; anything else,
    and no answer in time, keeps the file out. Raises NotKept when there is no room for the file.
    """
    if not command:
        return False
    try:
        _make_folder(folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix="scan-") as place:
            path = Path(place) / "upload"
            path.write_bytes(raw)
            status = _ask_scanner(command, path)
    except OSError:
        logger.exception("a photo could not be written for the scanner")
        raise NotKept(WHY["full"]) from None
    if status == 1:
        logger.warning("the scanner refused an upload")
        raise NotAPhoto(WHY["found"])
    if status != 0:
        logger.error("the scanner failed with status %s", status)
        raise NotAPhoto(WHY["unscanned"])
    return True


def _ask_scanner(command: str, path: Path) -> int:
    try:
        done = subprocess.run(
            [*shlex.split(command), str(path)],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=SCAN_PATIENCE,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        logger.exception("the scanner did not answer")
        raise NotAPhoto(WHY["unscanned"]) from None
    return done.returncode


def develop(raw: bytes) -> Picture:
    """A clean picture of what someone sent. Raises NotAPhoto with a sentence."""
    check(raw)
    if not _turns.acquire(timeout=QUEUE):
        raise NotAPhoto(WHY["busy"])
    try:
        return _develop(raw)
    finally:
        _turns.release()


def _develop(raw: bytes) -> Picture:
    try:
        done = own_process.run(SCRIPT, raw, patience=PATIENCE)
    except subprocess.TimeoutExpired:
        raise NotAPhoto(WHY["slow"]) from None
    except OSError:  # no memory to start it
        logger.exception("developing a photo did not start")
        raise NotAPhoto(WHY["busy"]) from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace")[-300:]
        if done.returncode != 3:
            logger.error("developing a photo failed with status %s: %s", done.returncode, said)
        raise NotAPhoto(WHY.get(said, WHY["broken"]))
    head, _line, body = done.stdout.partition(b"\n")
    told = json.loads(head)
    large, small = body[: told["large"]], body[told["large"] :]
    return Picture(told["width"], told["height"], large, small)


def new_name() -> str:
    return secrets.token_hex(16)


def path_of(folder: Path, name: str, kind: str = "groot") -> Path:
    """Where a photo lies. Raises ValueError for a name that is not ours."""
    if not NAME.fullmatch(name) or kind not in KINDS:
        raise ValueError(name)
    return folder / name[:2] / f"{name}{KINDS[kind]}.jpg"


def keep(folder: Path, name: str, picture: Picture) -> None:
    """Write both sizes, whole and flushed to disk. Raises NotKept; nothing stays behind then."""
    try:
        for kind, content in (("groot", picture.large), ("klein", picture.small)):
            path = path_of(folder, name, kind)
            _make_folder(path.parent)
            _write(path, content)
    except OSError:
        logger.exception("a photo could not be written")
        remove(folder, [name])
        raise NotKept(WHY["full"]) from None


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def remove(folder: Path, names: Iterable[str]) -> None:
    """Delete photos; one that is gone already is fine."""
    for name in names:
        for kind in KINDS:
            with contextlib.suppress(FileNotFoundError):
                path_of(folder, name, kind).unlink()
