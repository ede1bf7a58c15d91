# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes `.venv` from the lock files and builds the front end; what is up to date is left alone.

Lock files hold names, versions and hashes but no host: packages come from wherever pip and npm
of this machine are set to look.
"""

import hashlib
import importlib.util
import json
import os
import shlex
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from netwerkbouwer.common import locks
from tools import console, system

ROOT = console.ROOT
VENV = ROOT / ".venv"
STATE = VENV / "nb.json"
UV_FOLDER = VENV / "uv"
LOCKS = ROOT / "requirements"
FRONT_END = ROOT / "frontend"
DIST = ROOT / "netwerkbouwer" / "static" / "dist"
BIN = "Scripts" if os.name == "nt" else "bin"
PYTHON = VENV / BIN / "python"


def prepare(*, development: bool) -> None:
    """Bring packages and front end up to date; takes no time when they are."""
    VENV.mkdir(exist_ok=True)
    with one_at_a_time():
        make_venv()
        development = development or bool(find_package("pytest"))  # never take it away again
        build = front_end_is_stale()
        own_node = build and not development and system.node_programs() is None
        install_packages(development=development, with_node=own_node)
        if build:
            build_front_end()


def one_at_a_time() -> AbstractContextManager[None]:
    """The lock on `.venv`, so that two starts at once do not work in one folder."""
    return locks.hold(
        VENV / "nb.lock",
        on_wait=lambda: console.say("· Een andere ./nb maakt de omgeving al klaar; even wachten …"),
    )


def read_state() -> dict[str, str]:
    try:
        state: dict[str, str] = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state


def remember(**values: str) -> None:
    STATE.write_text(json.dumps({**read_state(), **values}, indent=1), encoding="utf-8")


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """A hash over names and contents of files."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        total.update(f"\0{path.relative_to(ROOT)}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def make_venv() -> None:
    if PYTHON.exists():
        return
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        reason = "Deze Python mist het onderdeel venv, dat de pakketten apart houdt."
        if not system.install(["python3-venv", "python3-pip"], reason=reason):
            raise console.Stop("Netwerkbouwer kan nog niet starten.")
    with console.step("Omgeving maken in .venv"):
        console.run(
            [sys.executable, "-m", "venv", VENV], failure="De omgeving .venv maken lukte niet."
        )


def find_package(name: str) -> list[Path]:
    """Where .venv holds a package; empty when it does not."""
    return [*VENV.glob(f"lib/*/site-packages/{name}"), *VENV.glob(f"Lib/site-packages/{name}")]


def uv() -> Path:
    """The package installer of our lock file, fetched once with pip."""
    program = UV_FOLDER / "bin" / ("uv.exe" if os.name == "nt" else "uv")
    wanted = fingerprint([LOCKS / "uv.lock"])
    if read_state().get("uv") == wanted and program.exists():
        return program
    ensure_pip()
    with console.step("Installatieprogramma ophalen (uv)"):
        console.run(
            [
                *(PYTHON, "-m", "pip", "install", "--quiet", "--upgrade", "--target", UV_FOLDER),
                *("--only-binary", ":all:", "--require-hashes", "-r", LOCKS / "uv.lock"),
            ],
            failure="uv ophalen lukte niet.",
        )
    remember(uv=wanted)
    return program


def ensure_pip() -> None:
    """Put pip back in an environment that was made without it."""
    if not find_package("pip"):
        console.run(
            [PYTHON, "-m", "ensurepip", "--default-pip"],
            failure="pip ontbreekt in .venv. Gooi de map .venv weg en probeer opnieuw.",
        )


def pip_settings() -> dict[str, str]:
    """What pip is told on this machine, as a dictionary; uv does not read it by itself."""
    ensure_pip()
    listing = console.run([PYTHON, "-m", "pip", "config", "list"], failure="pip werkt niet.")
    settings: dict[str, str] = {}
    for line in listing.splitlines():
        name, found, value = line.partition("=")
        if found:
            key = name.rpartition(".")[2]
            settings[key] = value.strip().strip("'\"").replace("\\n", " ")
    return settings


def uv_settings(pip: dict[str, str]) -> dict[str, str]:
    """The same as variables of uv; what is already set for uv itself stays."""
    certificates = pip.get("cert", "")
    extra = pip.get("extra-index-url", "")
    told = {
        "UV_DEFAULT_INDEX": pip.get("index-url", ""),
        "UV_INDEX": " ".join(shlex.split(extra)),
        # Every file must have a hash of ours, so any index may supply it.
        "UV_INDEX_STRATEGY": "unsafe-best-match" if extra else "",
        "UV_FIND_LINKS": ",".join(shlex.split(pip.get("find-links", ""))),
        "UV_INSECURE_HOST": " ".join(shlex.split(pip.get("trusted-host", ""))),
        "UV_HTTP_TIMEOUT": pip.get("default-timeout", pip.get("timeout", "")),
        "SSL_CERT_FILE": certificates if Path(certificates).is_file() else "",
        "HTTPS_PROXY": pip.get("proxy", ""),
        "HTTP_PROXY": pip.get("proxy", ""),
    }
    return {name: value for name, value in told.items() if value and name not in os.environ}


def uv_environment() -> dict[str, str]:
    quiet = {"UV_NO_CONFIG": "1", "UV_NO_PROGRESS": "1", "UV_PYTHON_DOWNLOADS": "never"}
    return {**quiet, **uv_settings(pip_settings())}


def install_packages(*, development: bool, with_node: bool) -> None:
    """Make .venv hold what the lock files say: no more, no less."""
    kind = "development" if development else "product"
    locks = [LOCKS / f"{kind}.lock", *([LOCKS / "node.lock"] if with_node else [])]
    state = read_state()
    if state.get("development") == packages_stamp([LOCKS / "development.lock"]):
        return  # development holds the product and Node too
    wanted = packages_stamp(locks)
    if state.get(kind) == wanted:
        return
    program = uv()
    title = "Pakketten installeren" + (" (ook voor ontwikkelen)" if development else "")
    with console.step(title):
        console.run(
            [program, "pip", "sync", "--require-hashes", "--python", PYTHON, *locks],
            failure="De pakketten installeren lukte niet.",
            env=uv_environment(),
        )
    remember(**{"development": "", "product": "", kind: wanted})


def packages_stamp(locks: list[Path]) -> str:
    return fingerprint(locks, sys.version, str(VENV))


def front_end_sources() -> list[Path]:
    """Every file that the front-end build reads."""
    skipped = {"node_modules", "dist", "coverage", "test-results"}
    found = []
    for folder, folders, files in os.walk(FRONT_END):
        folders[:] = [name for name in folders if name not in skipped]
        found += [Path(folder) / name for name in files]
    return found


def front_end_is_stale() -> bool:
    """False when it is built from these sources, or when there are none."""
    if not (FRONT_END / "package-lock.json").exists():
        return False
    built = (DIST / ".vite" / "manifest.json").exists()
    return not built or read_state().get("front_end") != fingerprint(front_end_sources())


def node_environment() -> dict[str, str]:
    """PATH with a Node that is new enough in front: the system's, else the one in .venv."""
    folder = system.node_programs() or VENV / BIN
    return {"PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}", "NODE_ENV": ""}


def install_front_end() -> None:
    """Fetch the packages of the front end; without their install scripts."""
    wanted = fingerprint([FRONT_END / "package-lock.json", FRONT_END / "package.json"])
    if (FRONT_END / "node_modules").is_dir() and read_state().get("npm") == wanted:
        return
    with console.step("Pakketten van de voorkant ophalen"):
        console.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            failure="De pakketten van de voorkant ophalen lukte niet.",
            env=node_environment(),
            folder=FRONT_END,
        )
    remember(npm=wanted)


def install_front_end_if_any() -> None:
    """The packages that the front end's own checks need, when there is a front end."""
    if (FRONT_END / "package-lock.json").exists():
        with one_at_a_time():
            install_front_end()


def build_front_end() -> None:
    wanted = fingerprint(front_end_sources())
    install_front_end()
    with console.step("Voorkant bouwen"):
        console.run(
            ["npm", "run", "build"],
            failure="De voorkant bouwen lukte niet.",
            env=node_environment(),
            folder=FRONT_END,
        )
    remember(front_end=wanted)
