# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The commands of `./nb`: what it does itself, and what it hands to the product."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from netwerkbouwer.config import cli
from netwerkbouwer.config.arguments import Parser
from tools import console, environment, packaging, proving, testing

EPILOGUE = """\
Elke opdracht heeft eigen uitleg: ./nb OPDRACHT --help
De instellingen (NB_DATA_DIR en andere) staan in docs/operations.md.
"""


def bench_exists() -> bool:
    return (console.ROOT / "benchmarks" / "__main__.py").exists()


def own_commands() -> dict[str, str]:
    """The commands for who develops, with what each does."""
    commands = {
        "test": "haal op wat de tests nodig hebben en draai ze allemaal",
        "check": "kijk stijl, types, lagen en sjablonen na",
        "build": "maak het pakket (wheel) en probeer het uit",
    }
    if bench_exists():
        commands["bench"] = "meet hoe snel alles is"
        commands["quality"] = "meet en schrijf de cijfers in docs/quality.md"
        commands["prove"] = proving.ABOUT
    return commands


def show_help() -> None:
    lines = ["gebruik: ./nb OPDRACHT [opties]", "", "Netwerkbouwer gebruiken:"]
    lines += [f"  {name:<9} {about}" for name, about in cli.described_commands().items()]
    lines += ["", "Netwerkbouwer ontwikkelen:"]
    lines += [f"  {name:<9} {about}" for name, about in own_commands().items()]
    print("\n".join(lines) + "\n\n" + EPILOGUE, end="")


def main(arguments: list[str]) -> int:
    """Run one command of `./nb`; return the exit status."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        show_help()
        return 0
    name, rest = arguments[0], arguments[1:]
    os.environ["NB_COMMAND"] = "./nb"  # so that help and refusals name what people typed
    try:
        if name in own_commands():
            return run_own(name, rest)
        cli.check_arguments(name, rest, others=own_commands())
        environment.prepare(development=False)
        hand_over(["-m", "netwerkbouwer", name, *rest])
    except console.Stop as stop:
        console.say(f"\n{stop}")
        return stop.code
    except KeyboardInterrupt:
        console.say("\nGestopt.")
        return 130


def hand_over(arguments: list[str]) -> NoReturn:
    """Become the Python of .venv, so that signals and the exit status go straight to it."""
    path = os.pathsep.join(filter(None, (str(console.ROOT), os.environ.get("PYTHONPATH", ""))))
    env = {**os.environ, "PYTHONPATH": path}
    if os.name == "nt":
        import subprocess

        sys.exit(subprocess.call([environment.PYTHON, *arguments], env=env))
    os.execve(environment.PYTHON, [str(environment.PYTHON), *arguments], env)


def run_own(name: str, rest: list[str]) -> int:
    parser = Parser(prog=f"./nb {name}", description=own_commands()[name].capitalize() + ".")
    if name in {"bench", "quality"}:
        return measure(name, rest)
    if name == "prove":
        return prove(rest)
    if name == "test":
        parser.add_argument(
            "--fast", action="store_true", help="alleen de gewone tests op SQLite, zonder browser"
        )
    if name == "build":
        parser.add_argument("--skip-trial", action="store_true", help="probeer het pakket niet uit")
    options = parser.parse_args(rest)
    if name == "build":
        return packaging.build(trial=not options.skip_trial)
    return testing.test(fast=options.fast) if name == "test" else testing.check()


def measure(name: str, rest: list[str]) -> int:
    environment.prepare(development=True)
    extra = ["--write", str(Path("docs") / "quality.md")] if name == "quality" else []
    hand_over(["-m", "benchmarks", *extra, *rest])


def prove(rest: list[str]) -> NoReturn:
    command = proving.command(rest)
    environment.prepare(development=True)
    hand_over(command)
