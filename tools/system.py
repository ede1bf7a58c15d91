# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the machine itself must have: packages of the system, a browser, PostgreSQL, Node."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tools import console

NODE_FLOOR = (20, 19)
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROMES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install(packages: list[str], *, reason: str) -> bool:
    """Install Debian packages when we may; otherwise print the line to type. True: it is there."""
    apt = shutil.which("apt-get")
    if apt and (is_root() or in_ci()):
        command = [apt] if is_root() else ["sudo", "-n", apt]
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        with console.step(f"Systeempakketten installeren: {' '.join(packages)}"):
            failure = f"{' '.join(packages)} installeren lukte niet."
            console.run([*command, "update", "-q"], failure=failure, env=quiet)
            console.run(
                [*command, "install", "-y", "-q", "--no-install-recommends", *packages],
                failure=failure,
                env=quiet,
            )
        return True
    console.say(f"{reason}\nTyp dit, en probeer daarna opnieuw:\n  {line_to_type(packages)}")
    return False


def line_to_type(packages: list[str]) -> str:
    if shutil.which("brew"):
        names = {"chromium": "--cask chromium", "python3-venv": "python", "python3-pip": ""}
        return "brew install " + " ".join(filter(None, (names.get(p, p) for p in packages)))
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"


def chromium() -> Path | None:
    """The browser for journeys, or None."""
    for name in CHROMIUMS:
        if found := shutil.which(name):
            return Path(found)
    return next((path for path in MAC_CHROMES if path.exists()), None)


def postgres_programs() -> Path | None:
    """The folder with initdb and pg_ctl, newest version first, or None."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0),
        reverse=True,
    )
    found = folders[0] if folders else shutil.which("initdb")
    return Path(found).parent if found else None


def node_programs() -> Path | None:
    """The folder with a Node that is new enough and its npm, or None."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        major, minor = re.findall(r"\d+", told.stdout)[:2]
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return Path(npm).parent if (int(major), int(minor)) >= NODE_FLOOR else None
