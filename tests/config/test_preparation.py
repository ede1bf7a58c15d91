# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens between an empty folder and the first page."""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import OperationalError

from netwerkbouwer.config import preparation
from netwerkbouwer.config.preparation import CannotPrepare, Step

STEP = Step("Iets laden", "load_something", ("pack",))


class Commands:
    """Stands in for Django's management commands and remembers what ran."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.error: Exception | None = None

    def call_command(self, name: str, **options: object) -> None:
        if self.error:
            raise self.error
        self.ran.append(name)

    def get_commands(self) -> dict[str, str]:
        return {"load_something": "app"}


@pytest.fixture
def commands(monkeypatch, settings, tmp_path: Path) -> Commands:
    fake = Commands()
    monkeypatch.setattr(preparation.management, "call_command", fake.call_command)
    monkeypatch.setattr(preparation.management, "get_commands", fake.get_commands)
    settings.PACKAGE = tmp_path / "package"
    settings.DATA_DIR = tmp_path
    (settings.PACKAGE / "pack").mkdir(parents=True)
    (settings.PACKAGE / "pack" / "facts.csv").write_text("a\n", encoding="utf-8")
    return fake


def test_a_step_runs_once(commands: Commands) -> None:
    preparation.run_step(STEP, preparation.read_state())
    preparation.run_step(STEP, preparation.read_state())

    assert commands.ran == ["load_something"]


def test_a_step_runs_again_when_its_data_changed(commands: Commands, settings) -> None:
    preparation.run_step(STEP, preparation.read_state())
    (settings.PACKAGE / "pack" / "facts.csv").write_text("b\n", encoding="utf-8")
    preparation.run_step(STEP, preparation.read_state())

    assert commands.ran == ["load_something", "load_something"]


def test_a_step_without_command_is_not_there(commands: Commands) -> None:
    preparation.run_step(Step("Later", "comes_later", ("pack",)), {})

    assert commands.ran == []


def test_a_step_that_fails_is_told_and_tried_again(commands: Commands) -> None:
    commands.error = CommandError("facts.csv, regel 1: geen code.")
    with pytest.raises(CannotPrepare, match="regel 1"):
        preparation.run_step(STEP, preparation.read_state())
    commands.error = None

    preparation.run_step(STEP, preparation.read_state())

    assert commands.ran == ["load_something"]


def test_a_damaged_state_file_means_doing_everything_again(commands: Commands, settings) -> None:
    (settings.DATA_DIR / "prepared.json").write_text("{broken", encoding="utf-8")

    assert preparation.read_state() == {}


@pytest.fixture
def sqlite_database(monkeypatch, settings, tmp_path: Path) -> Path:
    path = tmp_path / "netwerkbouwer.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE card (text TEXT)")
        database.execute("INSERT INTO card VALUES ('muziekkist')")
        database.commit()
    settings.DATA_DIR = tmp_path
    monkeypatch.setitem(settings.DATABASES, "default", {"NAME": str(path)})
    monkeypatch.setattr(preparation.connection, "vendor", "sqlite", raising=False)
    return path


def test_a_copy_of_the_database_holds_what_it_held(sqlite_database: Path) -> None:
    copy = preparation.copy_database()

    assert copy is not None
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT text FROM card").fetchall() == [("muziekkist",)]


def test_the_last_three_copies_stay(sqlite_database: Path) -> None:
    made = [preparation.copy_database() for _ in range(5)]

    assert sorted((sqlite_database.parent / "backups").iterdir()) == made[-3:]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OperationalError("database or disk is full"), "De schijf is vol"),
        (OperationalError("database is locked"), "bezig met iets anders"),
        (OperationalError("something new"), "something new"),
    ],
)
def test_a_database_that_refuses_is_explained(error: OperationalError, sentence: str) -> None:
    assert sentence in preparation.explain_database(error)


def test_a_full_disk_is_explained() -> None:
    assert "De schijf is vol" in preparation.explain_file(OSError(errno.ENOSPC, "No space"))


@pytest.mark.django_db
def test_the_database_of_the_tests_is_up_to_date() -> None:
    assert preparation.update_database() is False
