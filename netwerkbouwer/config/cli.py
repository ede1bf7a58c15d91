# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line: `netwerkbouwer OPDRACHT`; `./nb` calls the same.

Own commands speak Dutch; any other management command of Django works by its name too.
Arguments are understood before Django is loaded, so that help and refusals come at once.
"""

import argparse
import difflib
import os
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, cast

from netwerkbouwer import __version__
from netwerkbouwer.config.arguments import Parser

HERE = "127.0.0.1"  # this computer alone
APPS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Passed:
    """A command that a management command carries out, with the words that lead to it."""

    words: tuple[str, ...]
    command: str
    about: str
    needs_data: bool = True

    def exists(self) -> bool:
        return any(APPS.glob(f"*/management/commands/{self.command}.py"))


PASSED = (
    Passed(
        ("load", "organisations"), "load_organisations", "laad organisaties uit een CSV-bestand"
    ),
    Passed(("curator",), "curator", "geef iemand een link om de gids te beheren"),
    Passed(
        ("import",),
        "import_file",
        "neem een bestand of register in de gids op; toont eerst wat er zou gebeuren",
    ),
    Passed(("fetch",), "fetch_source", "haal op wat een bron over een gebied weet"),
    Passed(("suggest",), "suggest", "zoek partners bij een beperking of een sterkte"),
    Passed(("export",), "export", "maak de bestanden van de hele gids die iedereen mag meenemen"),
    Passed(("method", "check"), "check_method", "kijk een werkvormbestand na", needs_data=False),
)
START = "zet alles klaar en open Netwerkbouwer op dit adres"
CHECK = "kijk deze installatie na"


def passed_commands() -> list[Passed]:
    return [passed for passed in PASSED if passed.exists()]


def described_commands() -> dict[str, str]:
    """First words with what they do, for the list of commands."""
    return {"start": START, **{passed.words[0]: passed.about for passed in passed_commands()}}


def program() -> str:
    return os.environ.get("NB_COMMAND", "netwerkbouwer")


def start_parser() -> Parser:
    parser = Parser(
        prog=f"{program()} start",
        description="Zet de database, de gemeenten, de organisaties en de zoekindex klaar en open "
        "Netwerkbouwer. Wat al klaar is, wordt overgeslagen.",
    )
    parser.add_argument(
        "--port", type=port_number, default=8000, metavar="N", help="poort, gewoonlijk 8000"
    )
    parser.add_argument(
        "--host",
        metavar="ADRES",
        help="adres waarop hij luistert, gewoonlijk alleen deze computer: 127.0.0.1",
    )
    parser.add_argument(
        "--room",
        action="store_true",
        help="voor iedereen in de zaal, op het eigen wifi-netwerk en zonder internet",
    )
    return parser


def port_number(text: str) -> int:
    if text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is geen poort. Kies een getal van 1 tot 65535.")


def refuse(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(2)


def refuse_unknown(name: str, known: Iterable[str]) -> NoReturn:
    near = difflib.get_close_matches(name, list(known), n=2, cutoff=0.5)
    hint = f"Bedoel je {' of '.join(near)}? " if near else ""
    refuse(f"De opdracht '{name}' bestaat niet. {hint}Bekijk alles met: {program()} --help")


def check_arguments(name: str, rest: list[str], *, others: Iterable[str] = ()) -> None:
    """Show help or refuse what is certainly wrong, before anything is installed."""
    known = {*described_commands(), "check"}
    if name not in {*known, *django_commands()}:
        refuse_unknown(name, {*known, *others})
    if name == "start":
        start_parser().parse_args(rest)
    elif name in described_commands():
        second_words(name, rest)


def django_commands() -> set[str]:
    """Names of management commands of our own and the few of Django that operators use."""
    ours = {path.stem for path in APPS.glob("*/management/commands/[a-z]*.py")}
    return ours | {"migrate", "makemigrations", "showmigrations", "shell", "dbshell", "sqlmigrate"}


def second_words(name: str, rest: list[str]) -> tuple[Passed, list[str]]:
    """Which management command is meant, and its arguments; without a second word, the help."""
    group = [passed for passed in passed_commands() if passed.words[0] == name]
    for passed in group:
        if tuple(rest[: len(passed.words) - 1]) == passed.words[1:]:
            return passed, rest[len(passed.words) - 1 :]
    lines = [f"gebruik: {program()} {' '.join(p.words)} …    {p.about}" for p in group]
    if rest and rest[0] not in {"-h", "--help"}:
        refuse(f"'{name} {rest[0]}' bestaat niet.\n" + "\n".join(lines))
    print("\n".join(lines))
    sys.exit(0)


def show_help() -> None:
    lines = [f"Netwerkbouwer {__version__}", f"gebruik: {program()} OPDRACHT [opties]", ""]
    lines += [f"  {name:<9} {about}" for name, about in described_commands().items()]
    lines += [f"  {'check':<9} {CHECK}", "", f"Uitleg per opdracht: {program()} OPDRACHT --help"]
    print("\n".join(lines))


def main() -> None:
    """Run one command; without one, show what there is."""
    name, rest = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("--help", [])
    if name in {"-h", "--help", "help"}:
        return show_help()
    if name == "--version":
        return print(__version__)
    if name not in {"start", "check", *described_commands()}:
        return run_django(name)
    if name == "start":
        options = start_parser().parse_args(rest)
        return start_room(options) if options.room else start(options.host or HERE, options.port)
    if name == "check":
        Parser(prog=f"{program()} check", description=f"{CHECK.capitalize()}.").parse_args(rest)
        return check()
    return run_passed(*second_words(name, rest))


def set_up() -> None:
    """Load Django; a wrong setting is told in a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerkbouwer.config.settings")
    import django

    from netwerkbouwer.common.env import WrongSetting

    try:
        django.setup()
    except WrongSetting as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"De map voor de gegevens lukt niet ({error}). Kies een andere met NB_DATA_DIR.")


def start_room(options: argparse.Namespace) -> None:
    """Serve a whole session from this laptop; shows the address and its QR code."""
    from netwerkbouwer.config import room

    found = room.addresses()
    address = options.host or next(iter(found), "")
    if not address:
        refuse(
            "Deze laptop zit op geen enkel netwerk. Zet een wifi-hotspot aan, of geef het adres "
            "zelf met --host."
        )
    others = [one for one in found if one != address]
    link = room.open_room(address, options.port, others)
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    start("0.0.0.0", options.port, room.poster(link, others, can_show_blocks=unicode))


def start(host: str, port: int, poster: str = "") -> None:
    set_up()
    from django.conf import settings

    from netwerkbouwer.config import preparation, server

    try:
        listener = server.listen(host, port)
        preparation.check_content()
        preparation.prepare()
        preparation.tell_how_to_curate()
        preparation.leave_work()
        with server.Worker() if settings.WORKER else nullcontext():
            server.serve(listener, poster)
    except (server.PortTaken, preparation.CannotPrepare) as error:
        refuse(str(error))
    except KeyboardInterrupt:
        print("\nGestopt.", file=sys.stderr)


def check() -> None:
    """Django's own checks, then library, methods and data as at a start."""
    set_up()
    from django.core import management

    from netwerkbouwer.config import preparation

    try:
        management.call_command("check")
        preparation.check_content()
    except (management.CommandError, preparation.CannotPrepare) as error:
        refuse(str(error))
    print("Alles in orde.")


def run_django(name: str) -> None:
    """Any other management command, as Django itself runs it."""
    set_up()
    from django.core import management

    commands = management.get_commands()
    if name not in commands:
        refuse_unknown(name, {"start", "check", *described_commands(), *commands})
    management.execute_from_command_line([program(), *sys.argv[1:]])


def run_passed(passed: Passed, arguments: list[str]) -> None:
    """Run a management command with a Dutch parser and without Django's own options."""
    set_up()
    from django.core import management

    from netwerkbouwer.config import preparation

    app = management.get_commands()[passed.command]
    command = management.load_command_class(str(app), passed.command)
    parser = Parser(prog=f"{program()} {' '.join(passed.words)}", description=command.help)
    command.add_arguments(cast(management.CommandParser, parser))
    options = vars(parser.parse_args(arguments))
    general: dict[str, Any] = {
        "verbosity": 1,
        "no_color": False,
        "force_color": False,
        "traceback": False,
        "skip_checks": True,
    }
    try:
        if passed.needs_data:
            preparation.prepare()
        command.execute(*options.pop("args", ()), **{**general, **options})
    except preparation.CannotPrepare as error:
        refuse(str(error))
    except management.CommandError as error:
        print(error, file=sys.stderr)
        sys.exit(error.returncode)
