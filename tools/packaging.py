# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""`./nb build`: makes the wheel with the front end inside, and tries it in an empty place."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from netwerkbouwer.common import messages
from tools import console, environment

ROOT = console.ROOT
OUTPUT = ROOT / "dist"
NODE = {"node", "nodejs", "npm", "npx", "corepack"}
TRIAL_TIME = 300  # seconds that a first start may take before we give up


def build(*, trial: bool) -> int:
    """Build the wheel into dist/, then start it as a stranger would."""
    environment.prepare(development=True)
    messages.compile_all(ROOT / "netwerkbouwer" / "locale")
    wheel = make_wheel()
    names = zipfile.ZipFile(wheel).namelist()
    has_front_end = any(name.startswith("netwerkbouwer/static/dist/") for name in names)
    console.say(
        f"  {wheel.relative_to(ROOT)}: {wheel.stat().st_size // 1024} kB, {len(names)} files"
    )
    if not has_front_end and environment.FRONT_END.joinpath("package.json").exists():
        raise console.Stop("De gebouwde voorkant zit niet in het pakket.", code=1)
    if trial:
        try_wheel(wheel, has_front_end=has_front_end)
    print(wheel)
    return 0


def make_wheel() -> Path:
    for old in OUTPUT.glob("*.whl"):
        old.unlink()
    with console.step("Pakket (wheel) maken"):
        console.run(
            [
                *(environment.uv(), "build", "--wheel", "--no-build-isolation"),
                *("--python", environment.PYTHON, "--out-dir", OUTPUT, ROOT),
            ],
            failure="Het pakket maken lukte niet.",
            env=environment.uv_environment(),
        )
    return next(OUTPUT.glob("*.whl"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def path_without_node(place: Path) -> str:
    """PATH of someone without Node: a folder that holds it is replaced by links to the rest."""
    folders = []
    for number, folder in enumerate(os.environ.get("PATH", "").split(os.pathsep)):
        if not any(shutil.which(name, path=folder) for name in NODE):
            folders.append(folder)
            continue
        shadow = place / f"path-{number}"
        shadow.mkdir()
        for program in Path(folder).iterdir():
            if program.name not in NODE:
                (shadow / program.name).symlink_to(program)
        folders.append(str(shadow))
    return os.pathsep.join(folders)


def try_wheel(wheel: Path, *, has_front_end: bool) -> None:
    """Start the wheel with uvx in an empty folder, fetch the home page, stop it again."""
    port = free_port()
    uvx = environment.uv().with_name("uvx")
    with (
        tempfile.TemporaryDirectory(prefix="nb-trial-") as place,
        console.step("Pakket uitproberen in een lege map, zonder Node"),
    ):
        env = {
            **os.environ,
            **environment.uv_environment(),
            "PATH": path_without_node(Path(place)),
            "NB_DATA_DIR": str(Path(place) / "data"),
            "PYTHONPATH": "",
            "NB_COMMAND": "netwerkbouwer",
        }
        command = [
            *(uvx, "--python", environment.PYTHON, "--constraints", constraints(Path(place))),
            *("--from", wheel, "netwerkbouwer", "start", "--port", str(port)),
        ]
        log = Path(place) / "log"
        with log.open("w", encoding="utf-8") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=place,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            page = fetch(f"http://127.0.0.1:{port}/", process, log)
        finally:
            stop(process)
        check_page(page, has_front_end=has_front_end)


def constraints(place: Path) -> Path:
    """The versions of our lock file without hashes: uvx takes no hashes, but may not drift."""
    lines = (environment.LOCKS / "product.lock").read_text(encoding="utf-8").splitlines()
    pins = [line.removesuffix("\\").strip() for line in lines if line[:1].isalnum()]
    path = place / "constraints.txt"
    path.write_text("\n".join(pins) + "\n", encoding="utf-8")
    return path


def fetch(address: str, process: subprocess.Popen[bytes], log: Path) -> str:
    """The page, as soon as the server answers."""
    deadline = time.monotonic() + TRIAL_TIME
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                text: str = answer.read().decode("utf-8")
                return text
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise console.Stop(
        f"{log.read_text(encoding='utf-8')}\nHet pakket start niet in een lege map.", code=1
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def check_page(page: str, *, has_front_end: bool) -> None:
    if "Netwerkbouwer" not in page:
        raise console.Stop("De startpagina van het pakket is niet de onze.", code=1)
    if has_front_end and "front end not built" in page:
        raise console.Stop("De startpagina van het pakket mist de gebouwde voorkant.", code=1)
    console.say(f"  startpagina ontvangen: {len(page.encode())} bytes")
