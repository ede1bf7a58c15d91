# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads one file in a process of its own: little memory and time, no network, no settings.

Run as a script by `reading.py`. On standard input comes one JSON object, on standard output go
lines of JSON: how far it is, and at the end what came out. What guards what:

- The system (Linux): memory, processor time, size and number of files; a network namespace of its
  own without any way out, where the system lets us have one; no new rights; it dies with whoever
  started it. This also holds for libraries in C, C++ and Rust.
- Python's audit hooks: no sockets, no other programs, no files outside the folder of the job,
  the file itself and the installed code. Code in C can go round these; they stop our own mistakes
  and those of Python libraries, such as a context that is fetched or a path in a data package.
"""

import errno
import importlib
import json
import os
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TextIO

PACKAGE = Path(__file__).resolve().parents[1]
MAPPED = 1 << 30  # bytes of address space above `memory`, for libraries and mapped files
OPEN_FILES = 64
BETWEEN = 0.3  # seconds between two lines of progress
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # linux/sched.h
DIE_WITH_PARENT, NO_NEW_RIGHTS, SIGKILL = 1, 38, 9  # linux/prctl.h
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
             "os.system", "os.startfile", "pty.", "ctypes.", "urllib.", "http.client.", "ftplib.",
             "smtplib.", "webbrowser.")  # fmt: skip
WRITING = {"os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod", "os.chown", "os.link",
           "os.symlink", "os.truncate", "os.utime", "shutil.rmtree", "shutil.move"}  # fmt: skip

TOO_HEAVY = "Dit bestand vraagt te veel geheugen. Deel het op in kleinere bestanden."
TOO_MANY_ROWS = "In dit bestand staan meer dan {most} rijen. Deel het op in kleinere bestanden."
NO_ROOM = "De schijf van de server is vol. Vraag de beheerder om ruimte te maken."
TOO_MUCH = "In dit bestand staat te veel om te bewaren. Deel het op in kleinere bestanden."


def limit(limits: dict[str, int]) -> None:
    """Give up what we do not need, as far as the system knows how."""
    try:
        import resource
    except ImportError:  # Windows: only the time limit of whoever started us
        return
    for name, most in (
        ("RLIMIT_DATA", limits["memory"]),
        ("RLIMIT_AS", limits["memory"] + MAPPED),
        ("RLIMIT_CPU", limits["processor"]),
        ("RLIMIT_FSIZE", limits["staged"]),
        ("RLIMIT_NOFILE", OPEN_FILES),
        ("RLIMIT_CORE", 0),
    ):
        which = getattr(resource, name)
        _, highest = resource.getrlimit(which)
        if highest == resource.RLIM_INFINITY:
            # Past the upper bound of processor time the system gives no reason; before it, it does.
            highest = most + (1 if which == resource.RLIMIT_CPU else 0)
        resource.setrlimit(which, (min(most, highest), highest))


def leave_network(parent: int) -> bool:
    """Go to a network of our own without a way out, where Linux lets us; True when it did."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    try:
        system = ctypes.CDLL(None)
        system.prctl(DIE_WITH_PARENT, SIGKILL, 0, 0, 0)
        system.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
        is_apart = bool(system.unshare(NEW_USER | NEW_NETWORK) == 0)
    except (OSError, AttributeError):
        return False
    if os.getppid() != parent:
        os._exit(1)  # whoever started us went before we could ask to go along
    return is_apart


def forbid_outside() -> None:
    """From here on Python refuses sockets and other programs in this process."""

    def hook(event: str, _: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN):
            raise PermissionError(errno.EACCES, f"not in this process: {event}")

    sys.addaudithook(hook)


def forbid_files(folder: Path, given: Path) -> None:
    """From here on Python opens only the job's own folder, its file, and installed code."""
    writable = (f"{folder.resolve()}{os.sep}",)
    own = f"/proc/{os.getpid()}/"
    code = {sys.prefix, sys.base_prefix, sys.exec_prefix, *filter(None, sys.path)}
    code = {*(code - {str(PACKAGE.parent)}), str(PACKAGE), str(given)}
    readable = writable + tuple(f"{os.path.realpath(path)}{os.sep}" for path in code)
    names = {os.path.realpath(given), os.devnull, "/dev/urandom"}

    def hook(event: str, told: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(told[0], (str, bytes, os.PathLike)):
            path = os.path.realpath(os.fsdecode(told[0]))
            inside = writable if _is_write(told[1], told[2]) else (*readable, own)
            if path.startswith(inside) or (inside is not writable and path in names):
                return
            raise PermissionError(errno.EACCES, "not for this process", Path(path).name)
        if event == "sqlite3.connect" and told[0] != ":memory:":
            _inside(os.fsdecode(told[0]), writable)
        elif event in WRITING:
            for part in told:
                if isinstance(part, (str, bytes)):
                    _inside(os.fsdecode(part), writable)

    sys.addaudithook(hook)


def _is_write(mode: str | None, flags: int) -> bool:
    if mode is not None:
        return bool(set(mode) & set("wax+"))
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))


def _inside(path: str, folders: tuple[str, ...]) -> None:
    if not os.path.realpath(path).startswith(folders):
        raise PermissionError(errno.EACCES, "not for this process", Path(path).name)


class Teller:
    """Says how far the reading is, now and then."""

    def __init__(self, out: TextIO, files: list[Path]) -> None:
        self.out = out
        self.total = sum(file.stat().st_size for file in files)
        self.seen = dict.fromkeys((os.path.realpath(file) for file in files), 0)
        self.next_at = 0.0

    def say(self, **told: Any) -> None:
        self.out.write(json.dumps(told) + "\n")
        self.out.flush()

    def maybe(self, rows: int) -> None:
        if time.monotonic() >= self.next_at:
            self._look()
            self.say(done=sum(self.seen.values()), total=self.total, rows=rows)
            self.next_at = time.monotonic() + BETWEEN

    def _look(self) -> None:
        """How far the files are that are open now; Linux says it, elsewhere it stays 0."""
        try:
            for number in os.listdir("/proc/self/fd"):
                path = os.readlink(f"/proc/self/fd/{number}")
                if path in self.seen:
                    told = Path(f"/proc/self/fdinfo/{number}").read_text(encoding="ascii")
                    at = int(told.split(None, 2)[1])
                    self.seen[path] = max(self.seen[path], at)
        except OSError:
            return


def read(job: dict[str, Any], out: TextIO) -> dict[str, int]:
    """Unpack, read, check and stage; gives the numbers of rows and of refused rows.

    Raises intake.Refused with a sentence, or whatever the reader could not handle.
    """
    from netwerkbouwer.importing import intake
    from netwerkbouwer.importing.limits import Limits

    limits, folder, given = Limits(**job["limits"]), Path(job["folder"]), Path(job["path"])
    unpacked = folder / "files"
    unpacked.mkdir()
    files = sorted(given.iterdir()) if given.is_dir() else intake.unpack(given, unpacked, limits)
    path = files[0] if len(files) == 1 else (given if given.is_dir() else unpacked)
    # What is ours is imported before the door closes; imported only now, a bomb is refused sooner.
    sources = importlib.import_module(job["sources"])
    from netwerkbouwer.importing import options, staging

    forbid_files(folder, given)
    chosen = options.Options.model_validate(job["options"])
    reader, teller = sources.by_slug(job["reader"]), Teller(out, files)
    with staging.Sink(Path(job["staged"]), job["source"], chosen) as sink:
        for number, row in enumerate(_counted(reader.read(path, chosen), limits.rows), 1):
            sink.take(row)
            if number % 200 == 1:
                teller.maybe(number)
        sink.finish()
        return {"rows": sink.n, "refused": sink.errors}


def tell_day(job: dict[str, Any]) -> dict[str, str]:
    """The day a file says it is of, as 2026-01-31; '' when it says none."""
    from netwerkbouwer.importing import sources

    given = Path(job["path"])
    forbid_files(Path(job["folder"]), given)
    tell = sources.by_slug(job["reader"]).data_on
    day = tell(given) if tell else None
    return {"day": day.isoformat() if day else ""}


def _counted(rows: Iterator[Any], most: int) -> Iterator[Any]:
    from netwerkbouwer.importing import intake

    for number, row in enumerate(rows):
        if number >= most:
            raise intake.Refused(TOO_MANY_ROWS.format(most=f"{most:,}".replace(",", ".")))
        yield row


def attempt(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What there is to say at the end: the counts, a refusal, or where it broke."""
    from netwerkbouwer.importing import intake
    from netwerkbouwer.organisations import files

    try:
        return {"ended": work()}
    except (intake.Refused, files.UnreadableFile) as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": TOO_HEAVY}
    except (OSError, sqlite3.Error) as error:
        if sentence := _about_disk(error):
            return {"refused": sentence}
        return {"broke": _where(error)}
    except Exception as error:
        return {"broke": _where(error)}


def _about_disk(error: Exception) -> str:
    code = getattr(error, "errno", None)
    if code == errno.ENOSPC or "disk is full" in str(error):
        return NO_ROOM
    return TOO_MUCH if code == errno.EFBIG else ""


def _where(error: BaseException) -> str:
    """Kind and place of a mistake, without what was in the file: that may be about people."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(str(PACKAGE))]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in ours[-2:]]
    return f"{type(error).__name__} in {' > '.join(places)}"


def main() -> NoReturn:
    job = json.load(sys.stdin.buffer)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no message of ours
    limit(job["limits"])
    job["is_apart"] = leave_network(job["parent"])
    forbid_outside()
    sys.path.insert(0, str(PACKAGE.parent))
    told = attempt(lambda: read(job, out) if job["ask"] == "rows" else tell_day(job))
    out.write(json.dumps({**told, "is_apart": job["is_apart"]}) + "\n")
    out.flush()
    os._exit(0)  # without the goodbyes of libraries that may have been harmed


if __name__ == "__main__":
    main()
