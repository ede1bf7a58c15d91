# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line: help and refusals in Dutch, exit status 2 for what is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from netwerkbouwer.config import cli
from netwerkbouwer.config.arguments import Parser, in_dutch

ROOT = Path(__file__).parents[2]


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "netwerkbouwer", *arguments]
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "netwerkbouwer.config.settings", **env}
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)


def test_help_names_the_commands() -> None:
    done = run("--help")

    assert done.returncode == 0
    assert "start" in done.stdout
    assert "gebruik:" in done.stdout


def test_an_unknown_command_gives_the_nearest_names(capsys) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.refuse_unknown("strat", ["start", "suggest", "check"])

    assert stop.value.code == 2
    assert "Bedoel je start?" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "65536", "acht", "-1", ""])
def test_a_port_that_does_not_exist_is_refused(port: str, capsys) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.start_parser().parse_args([f"--port={port}"])

    assert stop.value.code == 2
    assert "is geen poort" in capsys.readouterr().err


def test_a_wrong_setting_stops_with_a_sentence(tmp_path) -> None:
    done = run("check", NB_HTTPS="misschien", NB_DATA_DIR=str(tmp_path))

    assert done.returncode == 2
    assert done.stderr.strip() == "NB_HTTPS is 'misschien'. Kies 'yes' of 'no'."


def test_a_data_folder_that_cannot_be_made_stops_with_a_sentence(tmp_path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    done = run("check", NB_DATA_DIR=str(tmp_path / "file" / "data"))

    assert done.returncode == 2
    assert "Kies een andere met NB_DATA_DIR" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("the following arguments are required: FILE", "Dit ontbreekt nog: FILE."),
        ("unrecognized arguments: --x", "Dit ken ik niet: --x."),
        ("argument --top: invalid int value: 'x'", "--top: 'x' is geen heel getal."),
        ("argument --a: expected one argument", "Zet een waarde achter --a."),
        (
            "argument --b: not allowed with argument --a",
            "Kies --b of --a, niet allebei.",
        ),
        (
            "argument --kind: invalid choice: 'z' (choose from 'a')",
            "--kind: 'z' bestaat niet. Kies uit 'a'.",
        ),
        ("argument --x: eigen zin.", "--x: eigen zin."),
    ],
)
def test_refusals_are_in_dutch(english: str, dutch: str) -> None:
    assert in_dutch(english) == dutch


def test_every_refusal_of_argparse_itself_is_in_dutch(capsys) -> None:
    parser = Parser(prog="nb")
    parser.add_argument("--top", type=int)
    parser.add_argument("--kind", choices=["a", "b"])
    parser.add_argument("file")
    wrong = [[], ["f", "--top"], ["f", "--top", "x"], ["f", "--kind", "c"], ["f", "--new"]]

    for arguments in wrong:
        with pytest.raises(SystemExit):
            parser.parse_args(arguments)
    said = capsys.readouterr().err

    assert not [word for word in ("argument ", "required", "invalid", "usage") if word in said]
